import type { EarshotError, ErrorCode } from "../../protocol/errors.ts";
import { journalError } from "../disk/journal-error.ts";
import type { ErrorContext } from "../extension/extension-writer.ts";

/** What can fail to be stored by itself: a source's frames, the events, the sync to the disk, the folder. */
export type StoredPart = "tab" | "mic" | "events" | "disk" | "folder";

interface StorageNews {
  /** Something cannot be stored any more; told once, however often it fails until everything works again. */
  readonly failed: (error: EarshotError, about: ErrorContext) => void;
  /** `error` is another. */
  readonly changed: () => void;
}

/** Whether a session can be stored at present. The user is told when that begins to fail, not once per frame. */
export class StorageHealth {
  readonly #news: StorageNews;
  readonly #failing = new Map<StoredPart, ErrorCode>();

  constructor(news: StorageNews) {
    this.#news = news;
  }

  /** Why something cannot be stored; null while everything can. */
  get error(): ErrorCode | null {
    const [code = null] = this.#failing.values();
    return code;
  }

  failed(part: StoredPart, cause: unknown): void {
    const error = journalError(cause);
    const isNews = ![...this.#failing.values()].includes(error.code);
    const before = this.error;
    this.#failing.set(part, error.code);
    if (isNews) this.#news.failed(error, part === "tab" || part === "mic" ? { source: part } : {});
    if (this.error !== before) this.#news.changed();
  }

  works(part: StoredPart): void {
    const before = this.error;
    this.#failing.delete(part);
    if (this.error !== before) this.#news.changed();
  }
}
