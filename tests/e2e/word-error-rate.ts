/** Words as they are heard: lower case, without punctuation. */
export function spokenWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** Substitutions, deletions and insertions per word of `reference` (Levenshtein distance over words). */
export function wordErrorRate(reference: string, hypothesis: string): number {
  const expected = spokenWords(reference);
  const heard = spokenWords(hypothesis);
  let row = heard.map((_, index) => index + 1);
  for (const [done, word] of expected.entries()) {
    let diagonal = done;
    let left = done + 1;
    row = row.map((above, index) => {
      const substitution = diagonal + (heard[index] === word ? 0 : 1);
      diagonal = above;
      left = Math.min(substitution, above + 1, left + 1);
      return left;
    });
  }
  return (row.at(-1) ?? expected.length) / expected.length;
}
