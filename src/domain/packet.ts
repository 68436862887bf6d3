/** A measurement on its way to a vendor's collector: one value, or what an electricity meter shows at one moment. */

/** What an electricity packet may hold, by the vendor's names: power, voltage, current by phase, cumulative energy. */
export const electricityFields = [
  ...(['aP_1', 'aP_2', 'aP_3', 'rP_1', 'rP_2', 'rP_3', 'apP_1', 'apP_2', 'apP_3', 'v_1', 'v_2', 'v_3'] as const),
  ...(['c_1', 'c_2', 'c_3', 'pC_1', 'pC_2', 'pC_3', 'v_12', 'v_13', 'v_23'] as const),
] as const;
export type ElectricityField = (typeof electricityFields)[number];
/** Only the fields that were measured. W, VA reactive, VA, V, A; energy is cumulative, Wh. */
export type Electricity = Readonly<Partial<Record<ElectricityField, number>>>;

export const packetForms = ['local', 'utc', 'partial'] as const;
/** `utc`: the vendor turns its time into that of the site. `partial`: it completes what was sent for that time before. */
export type PacketForm = (typeof packetForms)[number];

export interface Packet {
  /** The id under which measurements of the meter are pushed. */
  readonly stream: string;
  /** ISO 8601 with the offset of the place, which is kept. */
  readonly at: string;
  readonly form: PacketForm;
  readonly content: { readonly value: number } | { readonly electricity: Electricity };
}

export interface PacketFault {
  readonly field: 'stream' | 'at' | 'value' | 'electricity';
  readonly rule: string;
}

/** Clocks of loggers run ahead of ours by this much at most; milliseconds. */
const futureToleranceMs = 300_000;
const mostStreamLength = 255;
/** To the millisecond at most: the vendor has three digits. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** The rule that the stream and time of a packet break; undefined when they break none. */
export function packetFault({ stream, at }: Pick<Packet, 'stream' | 'at'>, nowMs: number): PacketFault | undefined {
  const unfit = stream === '' || stream.length > mostStreamLength || /\p{Cc}/u.test(stream);
  if (unfit) return { field: 'stream', rule: `1 to ${mostStreamLength} characters, no control characters.` };
  const atMs = toInstantMs(at);
  if (atMs === undefined) {
    const example = '2013-01-01T00:00:00.000+01:00 would be one';
    const rule = `"${at.slice(0, 64)}" is no ISO 8601 time with an offset or Z, to the millisecond at most; ${example}.`;
    return { field: 'at', rule };
  }
  if (atMs <= nowMs + futureToleranceMs) return undefined;
  return { field: 'at', rule: `${at} is in the future, by more than ${futureToleranceMs / 60_000} minutes.` };
}

/** Epoch milliseconds; undefined = no such time. */
export function toInstantMs(at: string): number | undefined {
  if (!instant.test(at)) return undefined;
  try {
    return Temporal.Instant.from(at).epochMilliseconds;
  } catch {
    return undefined;
  }
}

interface Placed {
  readonly packet: Packet;
  readonly atMs: number;
}

/**
 * The first pair of packets of one stream that no order of time can bring apart: at the same instant, with nothing that
 * says which of them holds. Partial ones complete each other, as long as they do not give the same figure.
 */
export function findRivals(
  packets: readonly Packet[],
): { readonly first: number; readonly second: number } | undefined {
  const seen = new Map<string, { readonly index: number; readonly fields: readonly string[] }[]>();
  for (const [index, packet] of packets.entries()) {
    const key = JSON.stringify([packet.stream, toInstantMs(packet.at)]);
    const fields = packet.form === 'partial' ? fieldsOf(packet) : ['*'];
    const others = seen.get(key) ?? [];
    const rival = others.find((other) => overlap(other.fields, fields));
    if (rival) return { first: rival.index, second: index };
    seen.set(key, [...others, { index, fields }]);
  }
  return undefined;
}

/** By stream, each in the order of time; of one instant as they were given. */
export function toQueues(packets: readonly Packet[]): ReadonlyMap<string, readonly Placed[]> {
  const placed = packets.map((packet): Placed => ({ packet, atMs: toInstantMs(packet.at) ?? 0 }));
  const byStream = Map.groupBy(placed, ({ packet }) => packet.stream);
  for (const own of byStream.values()) own.sort((a, b) => a.atMs - b.atMs);
  return byStream;
}

function fieldsOf({ content }: Packet): readonly string[] {
  return 'value' in content ? ['value'] : Object.keys(content.electricity);
}

function overlap(some: readonly string[], others: readonly string[]): boolean {
  return some.includes('*') || others.includes('*') || some.some((field) => others.includes(field));
}
