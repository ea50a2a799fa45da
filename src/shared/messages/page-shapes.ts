import { personKey as key } from "../../../protocol/speakers/page-evidence.ts";
import { MAX_PERSON_NAME_LENGTH, SPEAKING_SIGNS } from "../../../protocol/speakers/page-facts.ts";
import { z } from "../../../protocol/zod.ts";
import type { PagePerson, PeopleCounts, SpeakingInterval } from "./meeting-page.ts";

/** More than any page shows at once. */
const MOST_PEOPLE = 300;
/** Milliseconds since the epoch, with fractions. */
const timeMs = z.number().check(z.nonnegative());
const count = z.int().check(z.nonnegative(), z.maximum(1_000_000));

const pagePerson: z.ZodMiniType<PagePerson> = z.strictObject({
  key,
  /** Once more, for the page's process is not ours: nothing that turns text round, breaks the line or is a command. */
  name: z.nullable(
    z
      .string()
      .check(
        z.minLength(2),
        z.maxLength(MAX_PERSON_NAME_LENGTH),
        z.regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>{}]+$/u),
      ),
  ),
  isSelf: z.boolean(),
  isShare: z.boolean(),
});
export const pagePeople = z.readonly(z.array(pagePerson).check(z.maxLength(MOST_PEOPLE)));

export const speakingInterval: z.ZodMiniType<SpeakingInterval> = z.strictObject({
  key,
  startMs: timeMs,
  endMs: z.nullable(timeMs),
  sign: z.enum(SPEAKING_SIGNS),
});

export const peopleCounts: z.ZodMiniType<PeopleCounts> = z.strictObject({
  people: count,
  named: count,
  meters: count,
  longestLookMs: count,
});
