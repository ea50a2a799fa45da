import { join } from "node:path";
import { DurableFile } from "../disk/durable-file.ts";

/** Always as long, so that rewriting it in place leaves nothing of the number before. */
const DIGITS = 16;

/**
 * The number below which every final and gap is in the extension's database. Written at every acknowledgement and
 * synced at none: an older mark, or none, only means that more is delivered again.
 */
export class AcknowledgedMark {
  readonly #file: DurableFile;

  constructor(folder: string) {
    this.#file = new DurableFile(join(folder, "acknowledged"));
  }

  read(): number {
    if (this.#file.bytes < DIGITS) return 0;
    const digits = this.#file.read(DIGITS, 0).toString("latin1");
    return /^\d+$/.test(digits) ? Number(digits) : 0;
  }

  write(nextNumber: number): void {
    this.#file.write(Buffer.from(`${String(nextNumber).padStart(DIGITS, "0")}\n`), 0);
  }

  restore(): boolean {
    return this.#file.restore();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
