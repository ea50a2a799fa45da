import { EarshotError, type ErrorCode } from "../../protocol/errors.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import type { Journal } from "../journal/journal.ts";
import { DiskWatch } from "./disk-watch.ts";
import { StorageHealth } from "./storage-health.ts";

export interface KeeperParts {
  readonly session: string;
  readonly journal: Journal;
  readonly extension: ExtensionWriter;
  /** Undefined where the system does not tell. */
  readonly freeBytes: () => number | undefined;
  readonly storageChanged: () => void;
}

/** Looks after a running session's folder, and tells the user what becomes of it. */
export class JournalKeeper {
  readonly storage: StorageHealth;
  readonly #parts: KeeperParts;
  readonly #disk: DiskWatch;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#disk = new DiskWatch(parts.freeBytes);
    this.storage = new StorageHealth({
      failed: (error, about) => parts.extension.error(error, true, { session: parts.session, ...about }),
      changed: parts.storageChanged,
    });
  }

  /** Somebody may delete the folder under our hands; the user then learns that it is there again. */
  tend(): void {
    try {
      const isRestored = this.#parts.journal.tend();
      if (isRestored)
        this.#tell("journal_unwritable", "the session's folder was deleted and is written anew");
      this.storage.works("folder");
    } catch (error) {
      this.storage.failed("folder", error);
    }
  }

  watchDisk(): void {
    if (!this.#disk.hasBecomeNearlyFull()) return;
    this.#tell("disk_nearly_full", "less than an hour of both sources fits on the disk");
  }

  #tell(code: ErrorCode, message: string): void {
    const { extension, session } = this.#parts;
    extension.error(new EarshotError(code, message), true, { session });
  }
}
