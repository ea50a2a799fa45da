import {
  importTranscriptKey,
  type TranscriptKeys,
} from "../../../src/background/transcript/database/sealed.ts";
import { TranscriptDatabase } from "../../../src/background/transcript/database/transcript-database.ts";
import { sealUnsealed, sweepAgain } from "../../../src/background/transcript/unsealed-transcripts.ts";

/** The extension's own code for a page of its own, with one key in the place of the host's. */
const newest = importTranscriptKey(new Uint8Array(32).fill(7));
const keys = newest.then((key): TranscriptKeys => ({ newest: key, replaced: null }));
/** The host has begun to replace another one by it. */
const replacingKeys = newest.then(async (key): Promise<TranscriptKeys> => {
  return { newest: key, replaced: await importTranscriptKey(new Uint8Array(32).fill(8)) };
});
const keysBefore = replacingKeys.then(({ replaced }): TranscriptKeys => {
  if (replaced === null) throw new Error("nothing is being replaced");
  return { newest: replaced, replaced: null };
});

const KEYS = { now: keys, before: keysBefore, replacing: replacingKeys };

export function openDatabase(name?: string, state: keyof typeof KEYS = "now"): TranscriptDatabase {
  return new TranscriptDatabase({
    keys: { get: () => KEYS[state], create: () => KEYS[state] },
    unknownHead: () => ({ title: "", language: "en", model: "", speakers: { tab: "", mic: "" } }),
    onDamaged: (_session, count) => {
      throw new Error(`${count} records do not open`);
    },
    ...(name === undefined ? {} : { name }),
  });
}

export { sealUnsealed, sweepAgain };
