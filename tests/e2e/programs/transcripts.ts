import { importKey } from "../../../src/background/transcript/sealed.ts";
import { sealUnsealed, sweepAgain } from "../../../src/background/transcript/unsealed-transcripts.ts";
import { TranscriptDatabase } from "../../../src/background/transcript-database.ts";

/** The extension's own code for a page of its own, with one key in the place of the host's. */
const keys = importKey(new Uint8Array(32).fill(7)).then((newest) => ({ newest, replaced: null }));

export function openDatabase(name?: string): TranscriptDatabase {
  return new TranscriptDatabase({
    keys: { get: () => keys, create: () => keys },
    unknownHead: () => ({ title: "", language: "en", model: "", speakers: { tab: "", mic: "" } }),
    onDamaged: (_session, count) => {
      throw new Error(`${count} records do not open`);
    },
    ...(name === undefined ? {} : { name }),
  });
}

export { sealUnsealed, sweepAgain };
