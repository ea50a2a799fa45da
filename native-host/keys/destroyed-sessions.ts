import { closeSync, constants, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { sessionId } from "../../protocol/requests.ts";
import { createDurably, readIfPresent, syncFolder, UNFINISHED_PREFIX } from "../disk/durable-files.ts";

const NAME = "destroyed";
/** The oldest are forgotten: nobody asks for a session any more that was deleted so many deletions ago. */
const MAX_REMEMBERED = 10_000;

/**
 * The ids of sessions whose key is destroyed, or about to be: a line is written before the first byte goes, so that a
 * interrupted deletion is finished by the next host, and no late request makes the key again.
 */
export class DestroyedSessions {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, NAME);
  }

  /** Oldest first. Read each time, as another host may have written. @throws the system's error */
  all(): string[] {
    return (readIfPresent(this.#path)?.toString("latin1") ?? "")
      .split("\n")
      .filter((line) => sessionId.safeParse(line).success);
  }

  has(session: string): boolean {
    return this.all().includes(session);
  }

  /** On the disk when this returns. @throws the system's error */
  add(session: string): void {
    if (this.has(session)) return;
    const descriptor = openSync(
      this.#path,
      constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND,
      0o600,
    );
    try {
      // The newline before: a line that was torn by a power cut takes no other with it.
      writeSync(descriptor, `\n${session}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    syncFolder(dirname(this.#path));
  }

  /** Keeps the file small. @throws the system's error */
  compact(): void {
    const remembered = this.all();
    if (remembered.length <= MAX_REMEMBERED) return;
    const newest = remembered.slice(-MAX_REMEMBERED).join("\n");
    const next = join(dirname(this.#path), `${UNFINISHED_PREFIX}${NAME}`);
    if (!createDurably(next, Buffer.from(`${newest}\n`))) return;
    renameSync(next, this.#path);
    syncFolder(dirname(this.#path));
  }
}
