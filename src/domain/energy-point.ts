/** What an asset consumed or fed in, in one interval of its vendor. */
export interface EnergyPoint {
  /** The vendor's id of the asset. */
  readonly assetId: string;
  /** Start of the interval, epoch milliseconds, whole seconds. */
  readonly atMs: number;
  readonly kwh: number;
  readonly direction: EnergyDirection;
}

export const energyDirections = ['IMPORT', 'EXPORT'] as const;
/** IMPORT: from the grid. EXPORT: to it. */
export type EnergyDirection = (typeof energyDirections)[number];

/** What a vendor of assets calls them by. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** With an offset or Z, to the second or below. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i;

/**
 * The rule a point breaks; undefined when it breaks none.
 *
 * @param point `at` is the time as it was written.
 */
export function energyPointFault(
  { assetId, at, atMs, kwh }: EnergyPoint & { readonly at: string },
  nowMs: number,
): { readonly field: 'assetUuid' | 'at' | 'kwh'; readonly rule: string } | undefined {
  if (!uuid.test(assetId)) return { field: 'assetUuid', rule: `"${assetId.slice(0, 64)}" is no UUID.` };
  if (!instant.test(at) || Number.isNaN(atMs)) {
    const rule = `"${at.slice(0, 64)}" is no ISO 8601 time with an offset or Z; 2013-01-01T00:00:00Z would be one.`;
    return { field: 'at', rule };
  }
  if (atMs % 1000 !== 0) return { field: 'at', rule: `${at} is not a whole second.` };
  if (atMs > nowMs) return { field: 'at', rule: `${at} is in the future.` };
  if (!(kwh >= 0) || !Number.isFinite(kwh)) return { field: 'kwh', rule: `${kwh} is no quantity; 0 or more is.` };
  return undefined;
}
