import { Histogram, type HistogramConfiguration } from 'prom-client';

/** How the durations of one kind are spread, in seconds. */
export class Spread {
  /** By bucket; the last is of what is above all bounds. */
  readonly counts: number[];
  sum = 0;
  readonly #bounds: readonly number[];

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.counts = new Array(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    let bucket = 0;
    while (bucket < this.#bounds.length && value > (this.#bounds[bucket] ?? 0)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sum += value;
  }
}

export interface TallyHistogramConfiguration<Label extends string> extends HistogramConfiguration<Label> {
  readonly labelNames: readonly [Label];
  readonly buckets: number[];
}

/** A histogram, by one label, of what happens with every request; `TallyCounter` says why. */
export class TallyHistogram<Label extends string> extends Histogram<Label> {
  readonly #configuration: TallyHistogramConfiguration<Label>;
  readonly #spreads = new Map<string, Spread>();

  constructor(configuration: TallyHistogramConfiguration<Label>) {
    super(configuration);
    this.#configuration = configuration;
  }

  /** Of this value of the label; the same each time. */
  spread(value: string): Spread {
    const known = this.#spreads.get(value);
    if (known) return known;
    const spread = new Spread(this.#configuration.buckets);
    this.#spreads.set(value, spread);
    return spread;
  }

  /** What the registry asks for. */
  async getForPromString() {
    const { name, help } = this.#configuration;
    const values = [...this.#spreads].flatMap(([value, spread]) => this.#valuesOf(value, spread));
    return { name, help, type: 'histogram', values };
  }

  #valuesOf(value: string, { counts, sum }: Spread) {
    const { name, buckets, labelNames } = this.#configuration;
    const labels = {};
    const sharedLabels = { [labelNames[0]]: value };
    let count = 0;
    const sums = counts.map((own, i) => {
      count += own;
      return { metricName: `${name}_bucket`, labels: { le: buckets[i] ?? '+Inf' }, sharedLabels, value: count };
    });
    return [
      ...sums,
      { metricName: `${name}_sum`, labels, sharedLabels, value: sum },
      { metricName: `${name}_count`, labels, sharedLabels, value: count },
    ];
  }
}
