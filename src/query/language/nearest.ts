/** The candidate within two edits (one for short words), or none: what was probably meant. Case does not count. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const folded = word.toLowerCase();
  if (folded.length > 40) return undefined;
  let best: string | undefined;
  let least = 3;
  for (const candidate of candidates) {
    const isShort = Math.min(folded.length, candidate.length) <= 3;
    const allowed = Math.min(least, isShort ? 2 : 3);
    if (Math.abs(candidate.length - folded.length) >= allowed) continue;
    const distance = editDistance(folded, candidate.toLowerCase());
    if (distance < allowed) [best, least] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions, changes and swaps of neighbours (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (isSwap) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    [before, above] = [above, row];
  }
  return above[to.length]!;
}
