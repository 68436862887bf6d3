import type { Clock } from '../../src/domain/clock.ts';
import type { HttpClient } from '../../src/upstream/http/http-client.ts';

/** A way to answer reads of meters at one vendor. */
export interface Strategy {
  readonly name: string;
  open(deps: StrategyDeps): OpenStrategy;
}

export interface StrategyDeps {
  readonly clock: Clock;
  readonly vendor: HttpClient;
  readonly random: () => number;
  readonly quota: number;
}

export interface OpenStrategy {
  /** When the vendor gave what is answered, by place in `meterIds`; epoch milliseconds, undefined = no answer. */
  read(meterIds: readonly string[]): Promise<readonly (number | undefined)[]>;
  stop(): Promise<void>;
}

/** An operation has so long to answer. */
export const operationTimeoutMs = 10_000;
