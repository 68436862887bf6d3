/** What the meters measured: the households of 2013, and over them what was pushed. */

import type { Clock } from '../../domain/clock.ts';
import { halfHourMs, halfHours, replayedInstant } from '../households.ts';
import { activePowerW, type Packet } from './packet.ts';
import type { PlacedMeter, WatticsWorld } from './world.ts';

export interface Sample {
  /** Start of the half hour; epoch milliseconds. */
  readonly startMs: number;
  readonly wh: number;
}

export interface Measurements {
  hasStream(stream: string): boolean;
  /**
   * False when the packet is older than one stored before; it is stored all the same. The last write of an instant wins;
   * a partial packet completes what there is of its instant.
   */
  store(packet: Packet, how: 'replaces' | 'completes'): boolean;
  /** The last packet stored of a stream; before any push the newest half hour of 2013, replayed. */
  lastPacket(stream: string): Packet | undefined;
  /** Energy by half hour in [fromMs, toMs), ascending, gaps left out. */
  samples(meter: PlacedMeter, fromMs: number, toMs: number): Sample[];
}

/** @param hasReference whether a meter, of the world or set up since, has the reference */
export function createMeasurements(
  world: WatticsWorld,
  clock: Clock,
  hasReference: (reference: string) => boolean,
): Measurements {
  const meterByStream = new Map(world.meters.map((placed) => [placed.meter.reference, placed]));
  const pushed = new Map<string, Map<number, Packet>>();
  const last = new Map<string, Packet>();

  return {
    hasStream: hasReference,
    store(packet, how) {
      const before = last.get(packet.id);
      const packets = pushed.get(packet.id) ?? new Map<number, Packet>();
      const atMs = Date.parse(packet.tsISO8601);
      const whole = how === 'completes' ? { ...packets.get(atMs), ...packet } : packet;
      pushed.set(packet.id, packets.set(atMs, whole));
      last.set(packet.id, whole);
      return !before || Date.parse(before.tsISO8601) <= Date.parse(packet.tsISO8601);
    },
    lastPacket(stream) {
      const placed = meterByStream.get(stream);
      return last.get(stream) ?? (placed && replayedPacket(placed, clock.now()));
    },
    samples(placed, fromMs, toMs) {
      const byStart = new Map<number, Sample>();
      for (const { startMs, kwh } of halfHours(placed.household, fromMs, toMs)) {
        byStart.set(startMs, { startMs, wh: kwh * 1000 });
      }
      for (const sample of toSamples(pushed.get(placed.meter.reference) ?? new Map())) {
        if (sample.startMs >= fromMs && sample.startMs < toMs) byStart.set(sample.startMs, sample);
      }
      return [...byStart.values()].sort((a, b) => a.startMs - b.startMs);
    },
  };
}

/** Several packets in one interval are aggregated: their mean power holds for the half hour. */
function toSamples(packets: ReadonlyMap<number, Packet>): Sample[] {
  const powers = new Map<number, number[]>();
  for (const [ms, packet] of packets) {
    const powerW = activePowerW(packet);
    if (powerW === undefined) continue;
    const startMs = Math.floor(ms / halfHourMs) * halfHourMs;
    powers.set(startMs, [...(powers.get(startMs) ?? []), powerW]);
  }
  return [...powers].map(([startMs, watts]) => ({
    startMs,
    wh: watts.reduce((sum, w) => sum + w, 0) / watts.length / 2,
  }));
}

/** The newest finished half hour of the same day of 2013, under today's date; undefined where the household has none. */
function replayedPacket(placed: PlacedMeter, nowMs: number): Packet | undefined {
  const replayMs = replayedInstant(nowMs);
  const newest = halfHours(placed.household, 0, replayMs - halfHourMs + 1).at(-1);
  if (!newest) return undefined;
  const atMs = newest.startMs + (nowMs - replayMs);
  return {
    id: placed.meter.reference,
    tsISO8601: new Date(atMs).toISOString().replace('Z', '+00:00'),
    aP_1: newest.kwh * 2000,
    pC_1: cumulativeWh(placed.household, newest.startMs),
  };
}

function cumulativeWh(household: number, lastStartMs: number): number {
  return halfHours(household, 0, lastStartMs + 1).reduce((sum, { kwh }) => sum + kwh * 1000, 0);
}
