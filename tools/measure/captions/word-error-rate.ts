/** Words as they are heard: lower case, without punctuation. */
export function spokenWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** Substitutions, deletions and insertions per word of `reference` (Levenshtein distance over words). */
export function wordErrorRate(reference: string, hypothesis: string): number {
  const expected = spokenWords(reference);
  const heard = spokenWords(hypothesis);
  // The distance of the words so far to each beginning of what was heard, the empty one first.
  let row = [0, ...heard.map((_, index) => index + 1)];
  for (const [done, word] of expected.entries()) {
    const next = [done + 1];
    for (const [index, other] of heard.entries()) {
      const substitution = (row[index] ?? 0) + (other === word ? 0 : 1);
      next.push(Math.min(substitution, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) / expected.length;
}
