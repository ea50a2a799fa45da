import { audioSource } from "../../../protocol/audio-schema.ts";
import { z } from "../../../protocol/zod.ts";
import { MAX_NOTE_CHARACTERS } from "../bookmarks.ts";
import { MAX_EDIT_CHARACTERS, MAX_NAME_CHARACTERS } from "../lines/segment-versions.ts";
import { MAX_JOINED, MAX_PARTS } from "../lines/shown-lines.ts";

/** Of one command; more are asked for in parts. */
export const MAX_EDITS = 500;

const sample = z.int().check(z.nonnegative());
const words = z.string().check(z.maxLength(MAX_EDIT_CHARACTERS));
const name = z.string().check(z.maxLength(MAX_NAME_CHARACTERS));

/** Each begins behind the one before it: a line is known by where it begins. */
const parts = z.array(z.strictObject({ text: words, startSample: sample, speaker: z.optional(name) })).check(
  z.minLength(2),
  z.maxLength(MAX_PARTS),
  z.refine((all) => all.every((part, index) => part.startSample > (all[index - 1]?.startSample ?? -1))),
);

const lineEdit = z.strictObject({
  source: audioSource,
  utterance: sample,
  text: z.optional(z.nullable(words)),
  parts: z.optional(z.readonly(parts)),
  joined: z.optional(z.readonly(z.array(sample).check(z.minLength(1), z.maxLength(MAX_JOINED)))),
  endSample: z.optional(sample),
  speaker: z.optional(z.nullable(name)),
});

/** What the user makes of some lines of one meeting. */
export const lineEdits = z.readonly(z.array(lineEdit).check(z.minLength(1), z.maxLength(MAX_EDITS)));

export const bookmark = z.strictObject({
  id: z.uuid(),
  atMs: z.number().check(z.nonnegative()),
  note: z.string().check(z.maxLength(MAX_NOTE_CHARACTERS)),
  line: z.optional(z.strictObject({ source: audioSource, utterance: sample })),
});
