/** How the command line says that a file of measurements is to be read. */

import { ConfigError } from '../config.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import type { SwarmFormat } from '../jobs/swarm-file.ts';

/** Options of the command line by their names, beside those of every import. */
export type FormatOptions = Readonly<Record<string, string | undefined>>;

export const swarmOptions = ['reference', 'channel', 'shift', 'slot', 'time-zone'] as const;

/** The rules are those of the vendor's own uploader. @throws ConfigError naming the option and what would be right */
export function parseSwarmFormat(options: FormatOptions): SwarmFormat {
  const { reference, channel = 'real_electricity' } = options;
  if (!reference)
    throw new ConfigError('--reference', 'is needed: the id under which the packets of the meter are pushed');
  const shiftMinutes = parseMinutes('shift', options);
  const slotMinutes = parseMinutes('slot', options);
  if (channel === 'real_electricity' && shiftMinutes !== undefined) {
    throw new ConfigError('--shift', 'is not for the channel real_electricity, whose rows are sent as they are');
  }
  if (channel === 'fake_electricity' && slotMinutes === undefined) {
    throw new ConfigError(
      '--slot',
      'is needed for the channel fake_electricity: the minutes that a value is the energy of',
    );
  }
  const timeZone = options['time-zone'];
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw new ConfigError('--time-zone', 'is no IANA time zone; Europe/Dublin would be one');
  }
  return {
    ...{ stream: reference, channel },
    ...(shiftMinutes === undefined ? {} : { shiftMinutes }),
    ...(slotMinutes === undefined ? {} : { slotMinutes }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

function parseMinutes(name: 'shift' | 'slot', options: FormatOptions): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new ConfigError(`--${name}`, 'takes whole minutes, 1 or more');
}
