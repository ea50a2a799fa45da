import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EarshotError } from "../../protocol/errors.ts";
import { type TranscriptionSettings, transcriptionSettings } from "../../protocol/settings.ts";
import { voiceCount } from "../../protocol/speakers/voices.ts";
import { z } from "../../protocol/zod.ts";
import type { FolderSeal } from "../keys/sealing.ts";
import { struckRange } from "./strike-at-host.ts";

/** What a fresh host must know to transcribe the session's audio again. */
export const sessionRecord = z.object({
  started_at: z.iso.datetime(),
  settings: transcriptionSettings,
  /** What the user struck. */
  struck: z.optional(z.array(struckRange)),
  /** Ids of voices that were given to lines before the last strike, which took what says so. */
  voices_used: z.optional(voiceCount),
});
export type SessionRecord = z.infer<typeof sessionRecord>;

const NAME = "session.record";
const PLACE = "session";

/** Written beside and renamed, so that a torn record never stands in for a whole one. */
export function writeSessionRecord(folder: string, seal: FolderSeal, record: SessionRecord): void {
  const path = join(folder, NAME);
  const sealed = seal.seal(PLACE, Buffer.from(JSON.stringify(record)));
  writeFileSync(`${path}.new`, sealed, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

/**
 * The record as a later day can use it. Language and words are the meeting's and stay; the models are the computer's, and
 * those of the meeting may be gone.
 */
export function withModelsOf(today: TranscriptionSettings, record: SessionRecord): SessionRecord {
  const { model, device, correction_model } = today;
  return { ...record, settings: { ...record.settings, model, device, correction_model } };
}

/** @throws ENOENT when the record is missing, session_unknown when it is none. */
export function readSessionRecord(folder: string, seal: FolderSeal): SessionRecord {
  const plain = seal.unseal(PLACE, readFileSync(join(folder, NAME)));
  if (plain === null) throw new EarshotError("session_unknown", "the session's record is damaged");
  try {
    return sessionRecord.parse(JSON.parse(plain.toString()));
  } catch {
    // Without the cause: the parser's message quotes what it read.
    throw new EarshotError("session_unknown", "the session's record cannot be read");
  }
}

export function hasSessionRecord(folder: string): boolean {
  return existsSync(join(folder, NAME));
}
