import { fold } from "../../shared/text/folding.ts";

const MOST_TERMS = 12;

/** What a query asks for, folded: each word, and what stands in quotation marks as one. All have to be found. */
export function termsOf(query: string): readonly string[] {
  const parts = [...query.matchAll(/["“„「](.+?)["”“」]|(\S+)/gu)].map(
    ([, quoted, word]) => quoted ?? word ?? "",
  );
  const terms = parts.map((part) =>
    fold(part)
      .replaceAll(/["「」]/gu, "")
      .trim(),
  );
  return [...new Set(terms)].filter((term) => term !== "").slice(0, MOST_TERMS);
}
