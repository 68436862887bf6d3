/** What the stand-in vendor holds: facilities, their meters, and a value for every hour there ever was. Pure. */

export interface WorldSize {
  readonly facilities: number;
  /** Meters of each facility, none below another. */
  readonly metersPerFacility: number;
}

export interface WorldMeter {
  readonly id: number;
  readonly facilityId: number;
  readonly name: string;
}

export interface WorldFacility {
  readonly id: number;
  readonly name: string;
  readonly meters: readonly WorldMeter[];
}

export interface World {
  readonly facilities: readonly WorldFacility[];
  readonly meterIds: ReadonlySet<number>;
}

export const hourMs = 3_600_000;

export function createWorld({ facilities, metersPerFacility }: WorldSize): World {
  const all = Array.from({ length: facilities }, (_, f): WorldFacility => {
    const id = 101 + f;
    const meters = Array.from({ length: metersPerFacility }, (_, m): WorldMeter => {
      return { id: 100_001 + f * metersPerFacility + m, facilityId: id, name: `Meter ${f + 1}-${m + 1}` };
    });
    return { id, name: `Facility ${f + 1}`, meters };
  });
  return { facilities: all, meterIds: new Set(all.flatMap(({ meters }) => meters.map(({ id }) => id))) };
}

/** kWh of the hour that starts then, 0.000 to 4.999: three decimals, and another one for each meter and hour. */
export function kwhOf(meterId: number, startMs: number): number {
  return ((meterId * 7_919 + (startMs / hourMs) * 104_729) % 5_000) / 1_000;
}

/** As the vendor and wattgraph both write an instant. */
export function toStamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Starts of the hours from `fromMs` to before `toMs`, both epoch milliseconds. */
export function hoursOf(fromMs: number, toMs: number): number[] {
  const firstMs = Math.ceil(fromMs / hourMs) * hourMs;
  return Array.from({ length: Math.max(0, Math.ceil((toMs - firstMs) / hourMs)) }, (_, i) => firstMs + i * hourMs);
}
