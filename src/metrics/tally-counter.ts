import { Counter, type CounterConfiguration } from 'prom-client';

/** How often something has happened: added to by whoever holds it. */
export interface Tally {
  count: number;
}

/**
 * A counter of what happens with every request. Each set of labels has a number of its own, which costs nothing to add
 * to; a usual counter puts the labels into words anew at every count.
 */
export class TallyCounter<Label extends string> extends Counter<Label> {
  readonly #names: readonly Label[];
  readonly #tallies = new Map<string, { readonly labels: Record<Label, string>; readonly tally: Tally }>();

  constructor(configuration: CounterConfiguration<Label> & { readonly labelNames: readonly Label[] }) {
    super(configuration);
    this.#names = configuration.labelNames;
  }

  /** The number of these labels' values, in the order of their names; the same each time. */
  tally(...values: readonly string[]): Tally {
    const key = values.join();
    const known = this.#tallies.get(key);
    if (known) return known.tally;
    const labels = Object.fromEntries(this.#names.map((name, i) => [name, values[i] ?? ''])) as Record<Label, string>;
    const tally = { count: 0 };
    this.#tallies.set(key, { labels, tally });
    return tally;
  }

  override get(): ReturnType<Counter<Label>['get']> {
    for (const { labels, tally } of this.#tallies.values()) {
      if (tally.count > 0) this.inc(labels, tally.count);
      tally.count = 0;
    }
    return super.get();
  }
}
