/** The port's writes around assets: what a vendor of flexibility lets its customers change. */

import type { EnergyPoint } from '../domain/energy-point.ts';
import type { Call } from '../upstream/call.ts';

export interface ConsumptionUpload {
  /** Most points of one call. */
  readonly mostPoints: number;
  /** Stores all of the points, or throws. A point sent again takes the place of the one before. */
  send(points: readonly EnergyPoint[], call: Call): Promise<void>;
}
