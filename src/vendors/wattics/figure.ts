/** A number with its unit, as the dashboard writes it: `300500.0 Watt`. */
export interface Figure {
  readonly amount: number;
  /** The vendor's word; empty where it gives a bare number. */
  readonly unit: string;
}

/** null for no figure, undefined for something that is none. */
export function parseFigure(value: string | number | null): Figure | null | undefined {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return { amount: value, unit: '' };
  const [, amount, unit] = /^\s*([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(.*?)\s*$/.exec(value) ?? [];
  return amount === undefined ? undefined : { amount: Number(amount), unit: unit ?? '' };
}

/**
 * The unit of a consumption. The vendor writes "Watt" for what is energy (a day's total of 300500.0 Watt is
 * 300.5 kWh), so a word of power is read as the energy of the same size. Assumed for kilowatts.
 */
export function toEnergyUnit(word: string): string {
  const unit = word.toLowerCase().replace(/[\s-]/g, '');
  if (/^(w|watts?|wh|watthours?)$/.test(unit)) return 'Wh';
  if (/^(kw|kilowatts?|kwatts?|kwh|kilowatthours?)$/.test(unit)) return 'kWh';
  return word;
}
