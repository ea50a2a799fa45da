/** Words of a reference that are missing, and words that are there without being in it. */
export interface WordComparison {
  readonly reference: number;
  readonly lost: number;
  /** Doubled, or heard differently: then the other word counts as lost. */
  readonly extra: number;
}

/** Compares by the longest common subsequence of words. */
export function compareWords(reference: readonly string[], heard: readonly string[]): WordComparison {
  // Length of the longest common subsequence of the words so far and each beginning of `heard`.
  let row = heard.map(() => 0);
  for (const word of reference) {
    const next: number[] = [];
    for (const [index, other] of heard.entries()) {
      const diagonal = index === 0 ? 0 : (row[index - 1] ?? 0);
      const best = Math.max(row[index] ?? 0, next[index - 1] ?? 0);
      next.push(other === word ? Math.max(best, diagonal + 1) : best);
    }
    row = next;
  }
  const common = row.at(-1) ?? 0;
  return { reference: reference.length, lost: reference.length - common, extra: heard.length - common };
}
