import { audioSource } from "../../../protocol/audio-schema.ts";
import { z } from "../../../protocol/zod.ts";
import { MAX_NOTE_CHARACTERS } from "../bookmarks.ts";
import { MAX_EDIT_CHARACTERS, MAX_NAME_CHARACTERS } from "../segment-versions.ts";

/** Of one command; more are asked for in parts. */
export const MAX_EDITS = 500;

const lineEdit = z.strictObject({
  source: audioSource,
  utterance: z.int().check(z.nonnegative()),
  text: z.optional(z.nullable(z.string().check(z.maxLength(MAX_EDIT_CHARACTERS)))),
  speaker: z.optional(z.nullable(z.string().check(z.maxLength(MAX_NAME_CHARACTERS)))),
});

/** What the user makes of some lines of one meeting. */
export const lineEdits = z.readonly(z.array(lineEdit).check(z.minLength(1), z.maxLength(MAX_EDITS)));

export const bookmark = z.strictObject({
  id: z.uuid(),
  atMs: z.number().check(z.nonnegative()),
  note: z.string().check(z.maxLength(MAX_NOTE_CHARACTERS)),
});
