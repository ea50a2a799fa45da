/** Words as they are spoken: lower case, without punctuation. */
export function spokenWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** How one list of words differs from a reference. */
export interface WordComparison {
  readonly reference: number;
  /** Missing, with nothing in their place. */
  readonly lost: number;
  /** There without being in the reference: doubled, or hallucinated. */
  readonly extra: number;
  /** Another word in the place of one: live sound differs a little each time, and so does what is understood. */
  readonly substituted: number;
}

interface Changes extends Omit<WordComparison, "reference"> {
  readonly cost: number;
}

const NO_CHANGE: Changes = { cost: 0, lost: 0, extra: 0, substituted: 0 };

/**
 * Compares two ways through the same sound by the fewest changes that make one list of the other (Levenshtein distance over
 * words). How well human speech is understood is scored by `tools/bench/real/score.py`.
 */
export function compareWords(reference: readonly string[], recognised: readonly string[]): WordComparison {
  // The changes from the words so far to each beginning of what was recognised, the empty one first.
  let row = [
    NO_CHANGE,
    ...recognised.map((_, index) => ({ ...NO_CHANGE, cost: index + 1, extra: index + 1 })),
  ];
  for (const word of reference) {
    const next = [more(row[0] ?? NO_CHANGE, "lost")];
    for (const [index, other] of recognised.entries()) {
      const before = row[index] ?? NO_CHANGE;
      const replaced = word === other ? before : more(before, "substituted");
      const skipped = more(row[index + 1] ?? NO_CHANGE, "lost");
      const added = more(next[index] ?? NO_CHANGE, "extra");
      next.push([replaced, skipped, added].reduce((best, way) => (way.cost < best.cost ? way : best)));
    }
    row = next;
  }
  const { lost, extra, substituted } = row.at(-1) ?? NO_CHANGE;
  return { reference: reference.length, lost, extra, substituted };
}

function more(changes: Changes, kind: "lost" | "extra" | "substituted"): Changes {
  return { ...changes, cost: changes.cost + 1, [kind]: changes[kind] + 1 };
}

/** Of several comparisons. */
export function totalOf(compared: readonly WordComparison[]): WordComparison {
  return compared.reduce(
    (total, { reference, lost, extra, substituted }) => ({
      reference: total.reference + reference,
      lost: total.lost + lost,
      extra: total.extra + extra,
      substituted: total.substituted + substituted,
    }),
    { reference: 0, lost: 0, extra: 0, substituted: 0 },
  );
}

/** Changes per word of `reference`. */
export function wordErrorRate(reference: string, recognised: string): number {
  const {
    lost,
    extra,
    substituted,
    reference: count,
  } = compareWords(spokenWords(reference), spokenWords(recognised));
  return (lost + extra + substituted) / count;
}
