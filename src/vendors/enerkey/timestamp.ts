/** An instant as EnerKey writes it, in UTC (`Z`) or at an offset (`+02:00`). */
export function toTimestamp(ms: number, form: string): string {
  return new Date(ms + offsetMs(form)).toISOString().slice(0, 19) + form;
}

function offsetMs(form: string): number {
  if (form === 'Z') return 0;
  const minutes = Number(form.slice(1, 3)) * 60 + Number(form.slice(4, 6));
  return (form.startsWith('-') ? -minutes : minutes) * 60_000;
}
