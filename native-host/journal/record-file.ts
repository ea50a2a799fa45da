import { existsSync, readFileSync } from "node:fs";
import type { z } from "../../protocol/zod.ts";
import { KeptFile } from "./kept-file.ts";

const NEWLINE = 0x0a;

/** Where a record stands in its file, its newline not counted. */
export interface Place {
  readonly at: number;
  readonly bytes: number;
}

/** An append-only file of one JSON record per line. A line torn by the death of its host is cut off when opening. */
export class RecordFile<T> {
  readonly #schema: z.ZodMiniType<T>;
  readonly #file: KeptFile;
  /** Everything before was read, or written here. */
  #known = 0;

  constructor(path: string, schema: z.ZodMiniType<T>) {
    this.#schema = schema;
    this.#file = new KeptFile(path);
    this.#file.truncate(this.#bytesFrom(0).lastIndexOf(NEWLINE) + 1);
  }

  get bytes(): number {
    return this.#file.bytes;
  }

  /** @throws the system's error; then the file is as it was. */
  append(record: T): Place {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    const at = this.#file.bytes;
    this.#file.write(line, at);
    this.#known = at + line.length;
    return { at, bytes: line.length - 1 };
  }

  /**
   * The whole records that are not known yet, oldest first: at first all, later those that an old host, which is still
   * ending, wrote meanwhile.
   */
  news(): (Place & { readonly record: T })[] {
    const from = this.#known;
    if (this.#file.bytes <= from) return [];
    const records = wholeRecords(this.#bytesFrom(from), this.#schema);
    this.#known = this.#file.bytes;
    return records.map(({ at, ...rest }) => ({ at: from + at, ...rest }));
  }

  /** Every whole record, oldest first. */
  all(): T[] {
    return wholeRecords(this.#bytesFrom(0), this.#schema).map(({ record }) => record);
  }

  /** @throws when `place` is none that `append` or `read` told */
  readAt({ at, bytes }: Place): T {
    return this.#schema.parse(JSON.parse(this.#file.read(bytes, at).toString()));
  }

  restore(): boolean {
    return this.#file.restore();
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  flush(): void {
    this.#file.flush();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #bytesFrom(at: number): Buffer {
    return this.#file.read(this.#file.bytes - at, at);
  }
}

/** As `RecordFile.news`, of a session that nobody works on: nothing is opened for writing, nothing changed. */
export function readRecords<T>(path: string, schema: z.ZodMiniType<T>): T[] {
  if (!existsSync(path)) return [];
  return wholeRecords(readFileSync(path), schema).map(({ record }) => record);
}

function wholeRecords<T>(bytes: Buffer, schema: z.ZodMiniType<T>): (Place & { readonly record: T })[] {
  const records: (Place & { readonly record: T })[] = [];
  for (let at = 0, end = 0; (end = bytes.indexOf(NEWLINE, at)) !== -1; at = end + 1) {
    const record = parse(bytes.toString("utf8", at, end), schema);
    if (record !== null) records.push({ at, bytes: end - at, record });
  }
  return records;
}

/** Null for a line that is no record. */
function parse<T>(line: string, schema: z.ZodMiniType<T>): T | null {
  try {
    const record = schema.safeParse(JSON.parse(line));
    return record.success ? record.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
