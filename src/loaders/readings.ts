import type { Batch } from '../domain/batch.ts';
import { type ReadingRequest, type Readings, type ReadingsWindow, windowKey } from '../domain/readings.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError } from '../errors.ts';
import type { VendorSource } from '../vendors/vendor.ts';
import { alignAnswers, type BatchKey, toVendorError } from './align.ts';
import type { Operation } from './vendor-loader.ts';

/** What can be measured: the kinds of entity whose source gives readings, and what assets are expected to use. */
export type MeasuredKind = 'assets' | 'meters' | 'households' | 'appliances' | 'assetBaselines';

/** What each of the ids asked for has, or its own failure. */
export type ReadingsOf = (id: string) => Readings | AppError;

/**
 * Readings of entities of one vendor over one window. All that one level of a query asks for is one batch a vendor, and
 * what was asked for once in an operation is not asked for again. Never rejects.
 */
export type ReadingsLoader = (
  vendor: VendorName,
  ids: readonly string[],
  window: ReadingsWindow,
) => Promise<ReadingsOf>;

export function createReadingsLoader(operation: Operation, kind: MeasuredKind): ReadingsLoader {
  const known = new Map<string, Shelf>();
  const waiting = new Map<VendorName, Wave>();

  const readingsOf = (
    source: VendorSource,
    requests: readonly ReadingRequest[],
  ): Promise<Batch<Readings>> | undefined =>
    kind === 'assetBaselines'
      ? source.assets?.baselines?.(requests, operation.call)
      : source[kind]?.readings(requests, operation.call);

  const send = async (vendor: VendorName, { asked }: Wave): Promise<void> => {
    const source = operation.tenant.sources.get(vendor);
    const answer = await Promise.try(() => source && readingsOf(source, asked)).catch((error) =>
      toVendorError(error, vendor),
    );
    const outcomes = alignAnswers(asked, new Map([[vendor, answer]]), { name: `${kind}.readings`, absent: 'error' });
    for (const [i, each] of asked.entries()) each.outcome = outcomes[i] ?? notConfigured(vendor, kind);
  };

  const waveOf = (vendor: VendorName): Wave => {
    const open = waiting.get(vendor);
    if (open) return open;
    if (waiting.size === 0) operation.schedule(sendAll);
    const wave = new Wave();
    waiting.set(vendor, wave);
    return wave;
  };

  const sendAll = (): void => {
    for (const [vendor, wave] of waiting) send(vendor, wave).then(wave.end, wave.fail);
    waiting.clear();
  };

  return async (vendor, ids, window) => {
    const name = `${vendor} ${windowKey(window)}`;
    // Short keys: there may be thousands of them.
    const { key, asked: shelf } = known.get(name) ?? { key: `${known.size}`, asked: new Map<string, Asked>() };
    known.set(name, { key, asked: shelf });
    const waves = new Set<Wave>();
    for (const id of ids) {
      let asked = shelf.get(id);
      if (!asked) {
        asked = new Asked(vendor, id, window, key, waveOf(vendor));
        shelf.set(id, asked);
        asked.wave.asked.push(asked);
      }
      waves.add(asked.wave);
    }
    for (const wave of waves) await wave.ended;
    return (id) => shelf.get(id)?.outcome ?? notConfigured(vendor, kind);
  };
}

/** What was asked over one window, by id. */
interface Shelf {
  /** Tells it apart in the operation. */
  readonly key: string;
  readonly asked: Map<string, Asked>;
}

/** All that is asked of a vendor at once. */
class Wave {
  readonly asked: Asked[] = [];
  readonly ended: Promise<void>;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;

  constructor() {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ended = promise;
    this.end = resolve;
    this.fail = reject;
  }
}

class Asked implements ReadingRequest, BatchKey {
  readonly vendor: VendorName;
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly resolution: ReadingRequest['resolution'];
  readonly timeZone: string;
  readonly normalized: boolean;
  readonly windowKey: string;
  readonly key: string;
  readonly wave: Wave;
  outcome: Readings | AppError | undefined;

  constructor(vendor: VendorName, id: string, window: ReadingsWindow, ownKey: string, wave: Wave) {
    this.vendor = vendor;
    this.id = id;
    this.fromMs = window.fromMs;
    this.toMs = window.toMs;
    this.resolution = window.resolution;
    this.timeZone = window.timeZone;
    this.normalized = window.normalized;
    this.windowKey = ownKey;
    this.key = `${ownKey} ${id}`;
    this.wave = wave;
  }
}

function notConfigured(vendor: VendorName, kind: MeasuredKind): AppError {
  const what = kind === 'assetBaselines' ? 'knows no baselines of assets' : `measures no ${kind}`;
  return new AppError('VENDOR_NOT_CONFIGURED', `${vendor} is not configured, or ${what}.`, { vendor });
}
