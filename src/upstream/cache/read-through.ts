/** Reads past the cache, for when keeping is switched off: every read asks the vendor, but equal reads under way are one. */

import type { Clock } from '../../domain/clock.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../call.ts';
import type { Cached, ReadManySpec } from '../connection.ts';
import { operationEnded } from '../http/judge.ts';
import { type Key, type TenantScope, tenantKey } from '../key.ts';
import { Flight } from './flight.ts';
import type { ReadCounts } from './read-counts.ts';

export interface ReadThroughOptions {
  readonly scope: TenantScope;
  readonly clock: Clock;
  readonly counts: ReadCounts;
  /** Told of what a load throws, or gives for an id. */
  readonly onFailure: (resource: string, error: AppError) => void;
}

type Answers = ReadonlyMap<string, Cached<unknown> | AppError>;

export class ReadThrough {
  readonly #options: ReadThroughOptions;
  readonly #underWay = new Map<Key<'entry'>, Flight<Answers>>();

  constructor(options: ReadThroughOptions) {
    this.#options = options;
  }

  /** The same answers as through the cache when it holds nothing; an id unknown to the vendor is absent. */
  async readMany<T>(spec: ReadManySpec<T>, call: Call): Promise<ReadonlyMap<string, Cached<T> | AppError>> {
    // What nobody keeps is good this once.
    call.dependence?.markLive();
    const ids = [...new Set(spec.ids)];
    const { scope, counts } = this.#options;
    // Who waits does not join what is read for later: that may take longer.
    const key = tenantKey('entry', scope, spec.resource, spec.params)(JSON.stringify([call.priority, ids]));
    const underWay = this.#underWay.get(key);
    const joined = underWay?.joinable ? underWay : undefined;
    counts.add(joined ? 'coalesced' : 'miss', ids.length, call);
    const flight = joined ?? this.#start(key, spec, ids, call);
    // The key holds resource, params and ids, so what flies under it is a load of the same T.
    return flight
      .wait(call, () => operationEnded(scope.vendor, call))
      .catch((error) => everywhere(ids, toAppError(error))) as Promise<ReadonlyMap<string, Cached<T> | AppError>>;
  }

  /** What is under way may have been read before a change: those who ask from now on ask anew. */
  forget(): void {
    this.#underWay.clear();
  }

  #start<T>(key: Key<'entry'>, spec: ReadManySpec<T>, ids: readonly string[], call: Call): Flight<Answers> {
    const flight = new Flight<Answers>(call, call.priority, async (shared) => {
      try {
        return await this.#load(spec, ids, shared);
      } finally {
        if (this.#underWay.get(key) === flight) this.#underWay.delete(key);
      }
    });
    this.#underWay.set(key, flight);
    return flight;
  }

  async #load<T>(spec: ReadManySpec<T>, ids: readonly string[], call: Call): Promise<Answers> {
    const { clock, onFailure } = this.#options;
    const answers = new Map<string, Cached<T> | AppError>();
    try {
      const batch = await spec.load(ids, call);
      const asOfMs = clock.now();
      for (const [id, value] of batch) {
        if (value instanceof AppError) onFailure(spec.resource, value);
        answers.set(id, value instanceof AppError ? value : { value, asOfMs, stale: false });
      }
      return answers;
    } catch (thrown) {
      if (thrown instanceof AppError) onFailure(spec.resource, thrown);
      return everywhere(ids, toAppError(thrown));
    }
  }
}

function everywhere(ids: readonly string[], error: AppError): Answers {
  return new Map(ids.map((id) => [id, error]));
}
