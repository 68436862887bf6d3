/** Points that a client wants uploaded, judged before anything is sent. */

import { type EnergyPoint, energyPointFault } from '../domain/energy-point.ts';
import type { GraphContext } from './context.ts';
import type { ConsumptionPointInput } from './generated/resolvers.ts';

export interface InputFault {
  readonly code: 'BAD_USER_INPUT';
  readonly message: string;
  /** Dotted path of the argument at fault. */
  readonly field: string;
}

export const mostInlinePoints = 50_000;
/** Faults told of at once. */
const mostFaults = 20;

/** The points, or the first faults. */
export function judgePoints(
  inputs: readonly ConsumptionPointInput[],
  nowMs: number,
): { readonly points: readonly EnergyPoint[]; readonly faults: readonly InputFault[] } {
  if (inputs.length === 0) return { points: [], faults: [fault('input.points', 'give at least one point.')] };
  if (inputs.length > mostInlinePoints) {
    const advice = `at most ${mostInlinePoints} at once; use several calls, or \`wattgraph import equiwatt FILE\`.`;
    return { points: [], faults: [fault('input.points', `${inputs.length} points; ${advice}`)] };
  }
  const points: EnergyPoint[] = [];
  const faults: InputFault[] = [];
  for (const [i, { assetUuid, at, kwh, direction }] of inputs.entries()) {
    const point = { assetId: assetUuid, atMs: Date.parse(at), kwh, direction: direction ?? 'IMPORT' };
    const found = energyPointFault({ ...point, at }, nowMs);
    if (found) faults.push(fault(`input.points.${i}.${found.field}`, found.rule));
    if (faults.length >= mostFaults) break;
    points.push(point);
  }
  return { points, faults };
}

/** A fault for each asset that the vendor doesn't know; one it can't be asked of now is left to the upload itself. */
export async function unknownAssets(
  points: readonly EnergyPoint[],
  vendor: EnergyPointVendor,
  { loaders }: GraphContext,
): Promise<readonly InputFault[]> {
  const firstIndexes = new Map<string, number>();
  for (const [i, { assetId }] of points.entries()) if (!firstIndexes.has(assetId)) firstIndexes.set(assetId, i);
  const known = await Promise.all(
    [...firstIndexes.keys()].map(async (id) => {
      const found = await loaders.assets.byRef({ vendor, kind: 'asset', id }).catch(() => undefined);
      // By the customer's own id an asset is found too, but consumption is kept under the vendor's.
      return [id, found === undefined || found?.ref.id === id] as const;
    }),
  );
  return known
    .filter(([, isKnown]) => !isKnown)
    .slice(0, mostFaults)
    .map(([id]) =>
      fault(`input.points.${firstIndexes.get(id)}.assetUuid`, `${vendor} knows no asset "${id.slice(0, 64)}".`),
    );
}

type EnergyPointVendor = Parameters<GraphContext['loaders']['assets']['byRef']>[0]['vendor'];

function fault(field: string, rule: string): InputFault {
  return { code: 'BAD_USER_INPUT', message: `${field}: ${rule}`, field };
}
