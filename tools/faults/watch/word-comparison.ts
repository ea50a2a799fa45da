/** How one list of words differs from a reference. */
export interface WordComparison {
  readonly reference: number;
  /** Missing, with nothing in their place. */
  readonly lost: number;
  /** There without being in the reference: doubled, or invented. */
  readonly extra: number;
  /** Another word in the place of one: live sound differs a little each time, and so does what is understood. */
  readonly misheard: number;
}

/** Compares by the fewest changes that make one list of the other (Levenshtein distance over words). */
export function compareWords(reference: readonly string[], heard: readonly string[]): WordComparison {
  // The changes from the words so far to each beginning of what was heard, the empty one first.
  let row: Changed[] = [
    NOTHING,
    ...heard.map((_, index) => ({ ...NOTHING, cost: index + 1, extra: index + 1 })),
  ];
  for (const word of reference) {
    const next = [more(row[0] ?? NOTHING, "lost")];
    for (const [index, other] of heard.entries()) {
      const before = row[index] ?? NOTHING;
      const replaced = word === other ? before : more(before, "misheard");
      const skipped = more(row[index + 1] ?? NOTHING, "lost");
      const added = more(next[index] ?? NOTHING, "extra");
      next.push([replaced, skipped, added].reduce((best, way) => (way.cost < best.cost ? way : best)));
    }
    row = next;
  }
  const { lost, extra, misheard } = row.at(-1) ?? NOTHING;
  return { reference: reference.length, lost, extra, misheard };
}

/** Of several comparisons. */
export function totalOf(compared: readonly WordComparison[]): WordComparison {
  return compared.reduce(
    (total, { reference, lost, extra, misheard }) => ({
      reference: total.reference + reference,
      lost: total.lost + lost,
      extra: total.extra + extra,
      misheard: total.misheard + misheard,
    }),
    { reference: 0, lost: 0, extra: 0, misheard: 0 },
  );
}

interface Changed {
  readonly cost: number;
  readonly lost: number;
  readonly extra: number;
  readonly misheard: number;
}

const NOTHING: Changed = { cost: 0, lost: 0, extra: 0, misheard: 0 };

function more(changed: Changed, kind: "lost" | "extra" | "misheard"): Changed {
  return { ...changed, cost: changed.cost + 1, [kind]: changed[kind] + 1 };
}
