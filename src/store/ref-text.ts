import type { Ref } from '../domain/ref.ts';

/** A ref as the tables hold it. */
export function toRefText({ vendor, kind, id }: Ref): string {
  return JSON.stringify([vendor, kind, id]);
}

/** Back again; only what `toRefText` wrote. */
export function toRef(text: string): Ref {
  const [vendor, kind, id] = JSON.parse(text) as [Ref['vendor'], Ref['kind'], string];
  return { vendor, kind, id };
}
