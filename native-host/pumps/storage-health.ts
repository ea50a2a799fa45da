import { EarshotError, type ErrorCode } from "../../protocol/errors.ts";
import { journalError, ONE_HOUR_BYTES } from "../disk/storage.ts";
import type { ErrorContext, ExtensionWriter } from "../extension/extension-writer.ts";
import type { Journal } from "../journal/journal.ts";

/** What can fail to be stored by itself: a source's frames, the events, the sync to the disk, the folder. */
export type StoredPart = "tab" | "mic" | "events" | "disk" | "folder";

interface StorageListener {
  /** Something cannot be stored any more; reported once, however often it fails until everything works again. */
  readonly failed: (error: EarshotError, about: ErrorContext) => void;
  /** `error` is another. */
  readonly changed: () => void;
}

/** Whether a session can be stored at present. The user is notified when that begins to fail, not once per frame. */
export class StorageHealth {
  readonly #listener: StorageListener;
  readonly #failing = new Map<StoredPart, ErrorCode>();

  constructor(listener: StorageListener) {
    this.#listener = listener;
  }

  /** Why something cannot be stored; null while everything can. */
  get error(): ErrorCode | null {
    const [code = null] = this.#failing.values();
    return code;
  }

  failed(part: StoredPart, cause: unknown): void {
    const error = journalError(cause);
    const isNew = ![...this.#failing.values()].includes(error.code);
    const before = this.error;
    this.#failing.set(part, error.code);
    if (isNew) this.#listener.failed(error, part === "tab" || part === "mic" ? { source: part } : {});
    if (this.error !== before) this.#listener.changed();
  }

  works(part: StoredPart): void {
    const before = this.error;
    this.#failing.delete(part);
    if (this.error !== before) this.#listener.changed();
  }
}

export interface StorageUpkeepParts {
  readonly session: string;
  readonly journal: Journal;
  readonly extension: ExtensionWriter;
  /** Undefined where the system does not say. */
  readonly freeBytes: () => number | undefined;
  readonly storageChanged: () => void;
}

/** Maintains a running session's folder, and reports to the user what happens to it. */
export class StorageUpkeep {
  readonly storage: StorageHealth;
  readonly #parts: StorageUpkeepParts;
  readonly #disk: DiskWatch;

  constructor(parts: StorageUpkeepParts) {
    this.#parts = parts;
    this.#disk = new DiskWatch(parts.freeBytes);
    this.storage = new StorageHealth({
      failed: (error, about) => parts.extension.error(error, true, { session: parts.session, ...about }),
      changed: parts.storageChanged,
    });
  }

  /** Somebody may delete the folder while it is in use; the user is then notified that it is there again. */
  maintain(): void {
    try {
      const isRestored = this.#parts.journal.maintain();
      if (isRestored)
        this.#report("journal_unwritable", "the session's folder was deleted and is written again");
      this.storage.works("folder");
    } catch (error) {
      this.storage.failed("folder", error);
    }
  }

  watchDisk(): void {
    if (!this.#disk.hasBecomeNearlyFull()) return;
    this.#report("disk_nearly_full", "less than an hour of both sources fits on the disk");
  }

  #report(code: ErrorCode, message: string): void {
    const { extension, session } = this.#parts;
    extension.error(new EarshotError(code, message), true, { session });
  }
}

/** Notices once when less than an hour of both sources fits on the disk; and again after there was room in between. */
export class DiskWatch {
  readonly #freeBytes: () => number | undefined;
  #isNearlyFull: boolean;

  /** Of a session that begins with little room the answer to its start says so. */
  constructor(freeBytes: () => number | undefined) {
    this.#freeBytes = freeBytes;
    this.#isNearlyFull = this.#measure();
  }

  /** @returns whether the disk has become nearly full since the last look */
  hasBecomeNearlyFull(): boolean {
    const wasNearlyFull = this.#isNearlyFull;
    this.#isNearlyFull = this.#measure();
    return this.#isNearlyFull && !wasNearlyFull;
  }

  #measure(): boolean {
    return (this.#freeBytes() ?? Infinity) < ONE_HOUR_BYTES;
  }
}
