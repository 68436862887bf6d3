/** Whether a text can be an id of this vendor (int32); anything else is unknown without asking. */
export function isVendorId(id: string): boolean {
  return /^\d{1,10}$/.test(id) && Number(id) < 2 ** 31;
}

/** The list in parts of at most `size`. */
export function chunk<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
