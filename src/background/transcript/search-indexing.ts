import { EarshotError } from "../../../protocol/errors.ts";
import type { SearchRecords } from "./database/search-records.ts";

interface SearchIndexingNeeds {
  readonly searchTexts: Pick<SearchRecords, "missing" | "make">;
  /** No meeting runs, and the host that has the keys is connected. */
  readonly isAllowed: () => boolean;
  readonly environment: {
    readonly now: () => number;
    readonly schedule: (action: () => void, delayMs: number) => void;
  };
  /** The host is needed for this no longer. */
  readonly onIdle: () => void;
}

/**
 * Makes the search texts of finished meetings that have none: those that ended or were imported since, and those of earlier versions.
 * One at a time, with a pause as long as the work, and never while a meeting runs; what is left is done at the next occasion.
 */
export class SearchIndexing {
  readonly #needs: SearchIndexingNeeds;
  #running: Promise<void> | null = null;
  /** Asked for meanwhile: there may be more by now. */
  #isStale = false;
  /** Meetings whose key is missing for good: in this worker they are not tried again. */
  readonly #keyless = new Set<string>();

  constructor(needs: SearchIndexingNeeds) {
    this.#needs = needs;
  }

  /** Whether the host is needed. */
  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Resolves when nothing is missing, or no more is to be made now. */
  run(): Promise<void> {
    this.#isStale = true;
    this.#running ??= this.#runWhileStale().finally(() => {
      this.#running = null;
      this.#needs.onIdle();
    });
    return this.#running;
  }

  async #runWhileStale(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      try {
        await this.#makeMissing();
      } catch (cause) {
        // Where the next host is connected by now, it was asked for meanwhile.
        console.warn("Earshot will make what a search reads later:", EarshotError.from(cause).code);
      }
    }
  }

  async #makeMissing(): Promise<void> {
    const { isAllowed, searchTexts } = this.#needs;
    for (const session of await searchTexts.missing()) {
      if (!isAllowed()) return;
      if (!this.#keyless.has(session)) await this.#make(session);
    }
  }

  async #make(session: string): Promise<void> {
    const { environment, searchTexts } = this.#needs;
    const beganMs = environment.now();
    try {
      await searchTexts.make(session);
    } catch (cause) {
      // That one can never be read; the others can.
      if (EarshotError.from(cause).code !== "session_key_missing") throw cause;
      this.#keyless.add(session);
    }
    await new Promise<void>((resolve) => {
      environment.schedule(resolve, environment.now() - beganMs);
    });
  }
}
