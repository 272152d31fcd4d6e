/** Order of two cells: numbers as numbers, words as the language orders them, unknown always last. */
export function compareCells(
  a: string | number | undefined,
  b: string | number | undefined,
  descending: boolean,
  language: string,
): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), language, { numeric: true, sensitivity: 'base' });
  return descending ? -order : order;
}
