import type { TranscriptDatabase, TranscriptDatabaseOptions } from "./database/transcript-database.ts";
import type { sealUnsealed } from "./unsealed-transcripts.ts";

/** Where transcripts lie. */
export interface TranscriptStorage {
  readonly openDatabase: (
    options: TranscriptDatabaseOptions,
  ) => Pick<TranscriptDatabase, keyof TranscriptDatabase>;
  /** What is left of the time before transcripts were sealed. */
  readonly unsealed: {
    readonly has: () => Promise<boolean>;
    readonly seal: typeof sealUnsealed;
    /** Removes for good what an earlier start sealed and removed. */
    readonly sweep: () => Promise<void>;
    readonly delete: (session: string) => Promise<void>;
  };
}
