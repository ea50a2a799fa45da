import { z } from "./zod.ts";

/**
 * Names a model: a Whisper size (`tiny` … `large-v3-turbo`), `demo`, `auto` (the largest installed one that keeps up on
 * this machine, `demo` where none is installed yet), or the name of a local directory that the host's own configuration maps to a path. A message never
 * carries a path (SEC-2).
 */
export const modelName = z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/));

/** Bounds of a list of words that the user gives. */
export const MAX_LISTED_WORDS = 100;
export const MAX_WORD_CHARACTERS = 64;

/** Words that the user gives, such as names. */
export const wordList = z
  .array(z.string().check(z.minLength(1), z.maxLength(MAX_WORD_CHARACTERS)))
  .check(z.maxLength(MAX_LISTED_WORDS));

const fields = z.object({
  model: modelName,
  /** `auto` detects; otherwise a Whisper language code such as `en`, `ja` or `yue`. */
  language: z.string().check(z.regex(/^(auto|[a-z]{2,3})$/)),
  /** With `auto`: the languages that are expected, of which one is preferred when in doubt; empty: any. */
  languages: z.array(z.string().check(z.regex(/^[a-z]{2,3}$/))).check(z.maxLength(8)),
  /** `translate` captions every language in English. */
  task: z.enum(["transcribe", "translate"]),
  device: z.enum(["auto", "cpu", "cuda"]),
  /** Names and jargon the model should expect. */
  vocabulary: wordList,
  /** A larger installed model that transcribes closed utterances again when the machine is idle; null: none does. */
  correction_model: z.nullable(modelName),
  /** Whether the voices of the tab are told apart (since 1.4). */
  voices: z.boolean(),
});

/** What the user chose for transcription (STT-1). Unknown fields are ignored; an older peer lacks the newer ones. */
export const transcriptionSettings = z.extend(fields, {
  languages: z._default(fields.shape.languages, []),
  correction_model: z._default(fields.shape.correction_model, null),
  voices: z._default(fields.shape.voices, false),
});

/** Some of them, as they shall be: what is not given stays as it is. */
export const transcriptionChange = z.partial(fields);
export type TranscriptionSettings = z.infer<typeof transcriptionSettings>;

export const DEFAULT_TRANSCRIPTION_SETTINGS: TranscriptionSettings = {
  model: "auto",
  language: "auto",
  languages: [],
  task: "transcribe",
  device: "auto",
  vocabulary: [],
  correction_model: null,
  voices: true,
};
