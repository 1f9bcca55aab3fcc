/** How many desired changes came while a device was away, to go on a sentence. */
export function describeMissed(count: number): string {
  if (count <= 0) return ', nothing was missed';
  return `, which has ${count} desired ${count === 1 ? 'change' : 'changes'} that came meanwhile`;
}
