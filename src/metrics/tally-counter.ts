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
  readonly #root: Branch<Label> = new Branch({});

  constructor(configuration: CounterConfiguration<Label> & { readonly labelNames: readonly Label[] }) {
    super(configuration);
    this.#names = configuration.labelNames;
  }

  /** The number of these labels' values, in the order of their names; the same each time. */
  tally(...values: readonly string[]): Tally {
    let branch = this.#root;
    for (let i = 0; i < values.length; i += 1) branch = branch.at(this.#names[i] as Label, values[i] as string);
    return branch;
  }

  override get(): ReturnType<Counter<Label>['get']> {
    for (const branch of this.#root.all()) {
      if (branch.count > 0) this.inc(branch.labels, branch.count);
      branch.count = 0;
    }
    return super.get();
  }
}

type Labels<Label extends string> = Partial<Record<Label, string>>;

/** Of the values of some labels; below it, of one more label. Looking a value up makes no new text, as a key would. */
class Branch<Label extends string> implements Tally {
  readonly labels: Labels<Label>;
  count = 0;
  readonly #below = new Map<string, Branch<Label>>();

  constructor(labels: Labels<Label>) {
    this.labels = labels;
  }

  at(name: Label, value: string): Branch<Label> {
    const known = this.#below.get(value);
    if (known) return known;
    const branch = new Branch<Label>({ ...this.labels, [name]: value });
    this.#below.set(value, branch);
    return branch;
  }

  /** This and all below. */
  *all(): Generator<Branch<Label>> {
    yield this;
    for (const branch of this.#below.values()) yield* branch.all();
  }
}
