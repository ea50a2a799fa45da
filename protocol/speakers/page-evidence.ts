import { sampleIndex } from "../audio-schema.ts";
import { z } from "../zod.ts";
import { MAX_PERSON_NAME_LENGTH, SPEAKING_SIGNS } from "./page-facts.ts";

/** In UTF-16 units. */
const MAX_PERSON_KEY_LENGTH = 80;

/** The page's own name of a person or of what he shares, the same as long as he is there; it says nothing to people. */
export const personKey = z.string().check(z.minLength(1), z.maxLength(MAX_PERSON_KEY_LENGTH));

/** What the page calls a person: never empty. Two people may have one name. */
export const personName = z.string().check(z.minLength(1), z.maxLength(MAX_PERSON_NAME_LENGTH));

/** Somebody whom the meeting's page shows. */
const pagePerson = z.object({
  key: personKey,
  /** Null: the page does not say, or not clearly. */
  name: z.nullable(personName),
  /** The user himself. */
  is_self: z.boolean(),
  /** No person: what one shares. */
  is_share: z.boolean(),
});
export type PagePerson = z.infer<typeof pagePerson>;

/**
 * Somebody was audible by the page's word, in samples of the session by the wall clock. The page lags behind the sound by an unknown time (measured
 * by others: 0.5 to 3 s). An interval that ends where it starts was taken back.
 */
const pageInterval = z.object({
  key: personKey,
  start_sample: sampleIndex,
  /** Null while it goes on. */
  end_sample: z.nullable(sampleIndex),
  sign: z.enum(SPEAKING_SIGNS),
});
export type PageInterval = z.infer<typeof pageInterval>;

/** People, and intervals, of one page note: with the longest names it stays below MAX_EXTENSION_MESSAGE_BYTES. */
const MAX_NOTED = 100;
export const pageEvidence = {
  people: z.optional(z.array(pagePerson).check(z.maxLength(MAX_NOTED))),
  intervals: z.optional(z.array(pageInterval).check(z.maxLength(MAX_NOTED))),
};

/** The same evidence in as many notes as it takes (pure). */
export function pageNotes(
  session: string,
  people: readonly PagePerson[],
  intervals: readonly PageInterval[],
) {
  return [
    ...partsOf(people).map((some) => ({ session, people: some })),
    ...partsOf(intervals).map((some) => ({ session, intervals: some })),
  ];
}

function partsOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / MAX_NOTED) }, (_, part) =>
    all.slice(part * MAX_NOTED, (part + 1) * MAX_NOTED),
  );
}
