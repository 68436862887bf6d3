/** The two timestamp forms of the contract; an answer is written in the form of its request. */

import { ProblemError } from './problem.ts';

/** `Z`, or an offset like `+02:00`. */
export type TimestampForm = string;

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/;

export function parseTimestamp(field: string, text: string | undefined): { ms: number; form: TimestampForm } {
  const form = shape.exec(text ?? '')?.[1];
  const ms = Date.parse(text ?? '');
  if (form === undefined || Number.isNaN(ms)) {
    throw new ProblemError(400, `${field} must be like 2017-01-01T00:00:00Z or 2017-01-01T00:00:00+02:00`, field);
  }
  return { ms, form };
}

export function formatTimestamp(ms: number, form: TimestampForm): string {
  return new Date(ms + offsetMinutesOf(form) * 60_000).toISOString().slice(0, 19) + form;
}

export function offsetMinutesOf(form: TimestampForm): number {
  if (form === 'Z') return 0;
  const minutes = Number(form.slice(1, 3)) * 60 + Number(form.slice(4, 6));
  return form.startsWith('-') ? -minutes : minutes;
}
