/** What the collector takes: exactly one packet, on one line. */

/** The 21 numbers of an electricity packet. */
export const electricityFields = [
  ...['aP_1', 'aP_2', 'aP_3', 'rP_1', 'rP_2', 'rP_3', 'apP_1', 'apP_2', 'apP_3', 'v_1', 'v_2', 'v_3'],
  ...['c_1', 'c_2', 'c_3', 'pC_1', 'pC_2', 'pC_3', 'v_12', 'v_13', 'v_23'],
];

export interface Packet {
  readonly id: string;
  readonly tsISO8601: string;
  readonly [field: string]: string | number;
}

// Three-digit milliseconds and a numeric offset; no Z.
const timestampShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}$/;

/** The packet in a body, or what is wrong with it. One sent as UTC has the offset of UTC. */
export function parsePacket(body: string, time: 'local' | 'utc'): Packet | { readonly refusal: string } {
  if (/[\r\n]/.test(body.trim())) return { refusal: 'the packet must be on a single line' };
  const packet = parseJson(body);
  if (typeof packet !== 'object' || packet === null || Array.isArray(packet)) {
    return { refusal: 'exactly one packet, a JSON object' };
  }
  const refusal = refusalOf(packet as Record<string, unknown>, time);
  return refusal === undefined ? (packet as Packet) : { refusal };
}

/** Mean active power over the phases sent, in W; undefined when the packet carries none. */
export function activePowerW(packet: Packet): number | undefined {
  const phases = [packet.aP_1, packet.aP_2, packet.aP_3].filter((phase) => typeof phase === 'number');
  return phases.length === 0 ? undefined : phases.reduce((sum, phase) => sum + phase, 0);
}

function refusalOf(packet: Record<string, unknown>, time: 'local' | 'utc'): string | undefined {
  const { id, tsISO8601, ...rest } = packet;
  if (typeof id !== 'string' || id === '') return 'id must be a string';
  if (typeof tsISO8601 !== 'string' || !timestampShape.test(tsISO8601) || Number.isNaN(Date.parse(tsISO8601))) {
    return 'tsISO8601 must be like 2013-01-01T00:00:00.000+01:00';
  }
  if (time === 'utc' && !tsISO8601.endsWith('+00:00')) return 'tsISO8601 must be in UTC, with +00:00';
  const names = Object.keys(rest);
  if (names.length === 0) return 'a packet carries value, or electricity fields';
  const simple = names.length === 1 && names[0] === 'value';
  const stranger = names.find((name) => !electricityFields.includes(name));
  if (!simple && stranger !== undefined) return `unknown field ${stranger}`;
  const notNumber = names.find((name) => typeof rest[name] !== 'number');
  return notNumber === undefined ? undefined : `${notNumber} must be a number; leave it out when there is none`;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
