/** One thermostat a demo home: its preferences and the schedule that follows from them. */

import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { hvacId } from '../world.ts';
import { check, notFound } from './errors.ts';

export interface Hvacs {
  preferences(id: string): unknown;
  set(id: string, input: unknown): unknown;
  schedule(id: string): unknown;
  preview(id: string, input: unknown): unknown;
}

const preferencesSchema = z.strictObject({
  name: z.string().optional(),
  scheduleBlocks: z.array(z.record(z.string(), z.unknown())).optional(),
  weekNumbers: z.array(z.int()).optional(),
  enabled: z.boolean().optional(),
  defaultMode: z.enum(['OFF', 'HEAT', 'COOL', 'AUTO']).optional(),
  tempUnits: z.enum(['F', 'C']).optional(),
  ...{ defaultTemp: z.number().optional(), maxTemp: z.number().optional(), minTemp: z.number().optional() },
});

interface Preferences extends z.infer<typeof preferencesSchema> {
  readonly defaultTemp: number;
  readonly minTemp: number;
  readonly maxTemp: number;
}

const hourMs = 3_600_000;

export function createHvacs(clock: Clock, count: number): Hvacs {
  const devices = new Map<string, Preferences>();
  for (let n = 1; n <= count; n += 1) devices.set(hvacId(n), initial(n));

  const get = (id: string): Preferences => {
    const device = devices.get(id);
    if (!device) throw notFound('device');
    return device;
  };

  return {
    preferences: get,
    set: (id, input) => {
      const device = { ...get(id), ...check(preferencesSchema, input) } as Preferences;
      devices.set(id, device);
      return toSchedule(device, clock.now());
    },
    schedule: (id) => toSchedule(get(id), clock.now()),
    preview: (id, input) => {
      const device = { ...get(id), ...check(preferencesSchema, input) } as Preferences;
      const setPointSchedule = toSchedule(device, clock.now());
      const estimatedSavings = Math.round((device.maxTemp - device.minTemp) * 120) / 100;
      return { setPointSchedule, temperatureData: [], rates: [], estimatedSavings };
    },
  };
}

function initial(n: number): Preferences {
  return {
    ...{ name: `Thermostat ${n}`, scheduleBlocks: [], weekNumbers: [], enabled: true, defaultMode: 'AUTO' },
    ...{ tempUnits: 'F', defaultTemp: 70, maxTemp: 76, minTemp: 64 },
  };
}

/** Warm before the dear evening, a little less in it. Temperatures are text, as in the vendor's own sample. */
function toSchedule(device: Preferences, nowMs: number): unknown {
  const fromMs = nowMs - (nowMs % (24 * hourMs));
  const at = (hours: number) => new Date(fromMs + hours * hourMs).toISOString();
  const block = (from: number, to: number, target: number) => ({
    ...{ startDatetime: at(from), endDatetime: at(to), targetMode: device.defaultMode },
    ...{ targetTemp: String(target), targetCoolSetpoint: null, targetHeatSetpoint: null },
  });
  const { defaultTemp, minTemp, maxTemp } = device;
  return {
    blocks: [block(0, 14, defaultTemp), block(14, 16, maxTemp), block(16, 21, minTemp), block(21, 24, defaultTemp)],
    ...{ startDatetime: at(0), endDatetime: at(24), tempUnits: device.tempUnits },
  };
}
