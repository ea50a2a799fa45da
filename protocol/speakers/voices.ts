import { z } from "../zod.ts";

/** Ids of voices in one session. */
const MAX_VOICES = 9_999;

/** A voice of the tab, by an id that no other of its session has; it says nothing of who that is. */
export const voiceId = z.string().check(z.regex(/^s[1-9][0-9]{0,3}$/));
export const voiceCount = z.int().check(z.nonnegative(), z.maximum(MAX_VOICES));
