/** A whole number with commas, as in English. Intl's own takes 4 ms for its first: it is in the first frame. */
export function thousands(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
