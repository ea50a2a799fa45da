import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from "node:fs";
import type { z } from "../../protocol/zod.ts";

/**
 * An append-only file of one JSON record per line. A line torn by the death of its host is skipped when
 * reading and closed off with a newline when appending goes on.
 */
export class RecordFile<T> {
  readonly #path: string;
  readonly #schema: z.ZodMiniType<T>;
  readonly #descriptor: number;

  constructor(path: string, schema: z.ZodMiniType<T>) {
    this.#path = path;
    this.#schema = schema;
    this.#descriptor = openSync(path, "a+", 0o600);
    const text = readFileSync(path);
    if (text.length > 0 && text.at(-1) !== 0x0a) writeSync(this.#descriptor, "\n");
  }

  append(record: T): void {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    for (let written = 0; written < line.length; ) {
      written += writeSync(this.#descriptor, line, written);
    }
  }

  /** Every whole record, oldest first. */
  read(): T[] {
    return readFileSync(this.#path, "utf8")
      .split("\n")
      .flatMap((line) => this.#parse(line));
  }

  flush(): void {
    fdatasyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #parse(line: string): T[] {
    try {
      const record = this.#schema.safeParse(JSON.parse(line));
      return record.success ? [record.data] : [];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  }
}
