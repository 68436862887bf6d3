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
