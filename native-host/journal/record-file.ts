import { existsSync, readFileSync } from "node:fs";
import type { z } from "../../protocol/zod.ts";
import type { DurableFile } from "../disk/durable-files.ts";
import type { FolderSeal } from "../keys/sealing.ts";

const NEWLINE = 0x0a;
/** Index within the file, generation of the key, label, sealed record. */
const LINE = /^(\d{1,9}) (\d{1,6}) (\d{1,9}|-) ([A-Za-z0-9+/]+={0,2})$/;

/** What a record is marked by in clear, so that it can be counted without being opened: a number, or nothing. */
export type Label = number | null;

/** Where a record stands in its file, its newline not counted. */
export interface Place {
  readonly at: number;
  readonly bytes: number;
}

/** A line of a file. A damaged one has no record, and no label that could be trusted. */
export interface Line<T> extends Place {
  /** Null also for one of another version. */
  readonly record: T | null;
  readonly label: Label;
  readonly isDamaged: boolean;
}

/** The keys of a file by generation; one that is rewritten gets the next. */
export interface RecordKeys {
  readonly current: () => { readonly generation: number; readonly key: Buffer };
  /** Null when it is gone. */
  readonly get: (generation: number) => Buffer | null;
}

/** What a file's records are, and how they are sealed. */
export interface RecordFormat<T> {
  /** Of the file: its records open in no other. */
  readonly name: string;
  readonly schema: z.ZodMiniType<T>;
  readonly seal: FolderSeal;
  readonly keys: RecordKeys;
}

/** One key for good: the folder's. */
export function folderKeys({ key }: FolderSeal): RecordKeys {
  return { current: () => ({ generation: 0, key }), get: () => key };
}

/**
 * An append-only file of one sealed JSON record per line, each bound to its file, its place in the order and its label. A line
 * torn by the death of its host, or damaged at the very end, is removed when opening: what it held is made again.
 */
export class RecordFile<T> {
  readonly #format: RecordFormat<T>;
  readonly #file: DurableFile;
  /** Everything before was read, or written here. */
  #known = 0;
  #nextIndex = 0;

  constructor(file: DurableFile, format: RecordFormat<T>) {
    this.#format = format;
    this.#file = file;
    this.#file.truncate(wholeBytes(this.#bytesFrom(0), format));
  }

  get bytes(): number {
    return this.#file.bytes;
  }

  /** @throws the system's error; then the file is as it was. */
  append(record: T, label: Label = null): Place {
    const line = Buffer.from(`${toLine(this.#format, record, label, this.#nextIndex)}\n`);
    const at = this.#file.bytes;
    this.#file.write(line, at);
    this.#known = at + line.length;
    this.#nextIndex += 1;
    return { at, bytes: line.length - 1 };
  }

  /**
   * The whole lines that are not known yet, oldest first: at first all, later those that an old host, which is still
   * ending, wrote meanwhile.
   */
  newLines(): Line<T>[] {
    const from = this.#known;
    if (this.#file.bytes <= from) return [];
    const lines = readLines(this.#bytesFrom(from), this.#format, this.#nextIndex);
    this.#known = this.#file.bytes;
    this.#nextIndex = lines.at(-1)?.nextIndex ?? this.#nextIndex;
    return lines.map(({ at, ...rest }) => ({ at: from + at, ...rest }));
  }

  /** Every whole record, oldest first. */
  all(): T[] {
    return recordsIn(this.#bytesFrom(0), this.#format);
  }

  /** @returns null when it is damaged */
  readAt({ at, bytes }: Place): T | null {
    const line = this.#file.readOrNull(bytes, at);
    const opened = line && open(line.toString("latin1"), this.#format);
    return opened && toRecord(opened.plain, this.#format.schema);
  }

  /**
   * Writes every record again under the current key, as `change` has it; what is damaged stays out. Places from before are
   * none any more, and `newLines` returns everything again.
   *
   * @throws the system's error; then the file is as it was
   */
  rewrite(change: (record: T) => T): void {
    const lines = readLines(this.#bytesFrom(0), this.#format, 0).flatMap(({ record, label, nextIndex }) =>
      record === null ? [] : `${toLine(this.#format, change(record), label, nextIndex - 1)}\n`,
    );
    this.#file.replace(Buffer.from(lines.join("")));
    this.#known = 0;
    this.#nextIndex = 0;
  }

  #bytesFrom(at: number): Buffer {
    return this.#file.read(this.#file.bytes - at, at);
  }
}

/** As `RecordFile.newLines`, of a session that nobody works on: nothing is opened for writing, nothing changed. */
export function readRecords<T>(path: string, format: RecordFormat<T>): T[] {
  if (!existsSync(path)) return [];
  return recordsIn(readFileSync(path), format);
}

/** Every whole record of a file's bytes, oldest first. */
export function recordsIn<T>(bytes: Buffer, format: RecordFormat<T>): T[] {
  return readLines(bytes, format, 0).flatMap(({ record }) => record ?? []);
}

/** Up to the end of the last line that opens. */
function wholeBytes<T>(bytes: Buffer, format: RecordFormat<T>): number {
  let end = bytes.lastIndexOf(NEWLINE);
  while (end > 0) {
    const start = bytes.lastIndexOf(NEWLINE, end - 1) + 1;
    if (open(bytes.toString("latin1", start, end), format) !== null) return end + 1;
    end = start - 1;
  }
  return 0;
}

/** The line of a record, without its newline. */
function toLine<T>({ name, seal, keys }: RecordFormat<T>, record: T, label: Label, index: number): string {
  const { generation, key } = keys.current();
  const head = `${index} ${generation} ${label ?? "-"}`;
  const sealed = seal.seal(`${name} ${head}`, Buffer.from(JSON.stringify(record)), key);
  return `${head} ${sealed.toString("base64")}`;
}

/** @param index the least that the next record may have: one that stands too late in the file is none */
function readLines<T>(
  bytes: Buffer,
  format: RecordFormat<T>,
  index: number,
): (Line<T> & { readonly nextIndex: number })[] {
  const lines: (Line<T> & { readonly nextIndex: number })[] = [];
  let nextIndex = index;
  for (let at = 0, end = 0; (end = bytes.indexOf(NEWLINE, at)) !== -1; at = end + 1) {
    const opened = open(bytes.toString("latin1", at, end), format);
    const place = { at, bytes: end - at };
    if (opened !== null && opened.index >= nextIndex) {
      nextIndex = opened.index + 1;
      const record = toRecord(opened.plain, format.schema);
      lines.push({ ...place, record, label: opened.label, isDamaged: false, nextIndex });
    } else {
      nextIndex += 1;
      lines.push({ ...place, record: null, label: null, isDamaged: true, nextIndex });
    }
  }
  return lines;
}

/** Null for a line that is damaged, or never was one. */
function open<T>(
  line: string,
  { name, seal, keys }: RecordFormat<T>,
): { readonly index: number; readonly label: Label; readonly plain: Buffer } | null {
  const [, index = "", generation = "", label = "", sealed = ""] = LINE.exec(line) ?? [];
  const key = sealed === "" ? null : keys.get(Number(generation));
  if (key === null) return null;
  const plain = seal.unseal(`${name} ${index} ${generation} ${label}`, Buffer.from(sealed, "base64"), key);
  return plain && { index: Number(index), label: label === "-" ? null : Number(label), plain };
}

/** Null for a record of another version, or none. */
function toRecord<T>(plain: Buffer, schema: z.ZodMiniType<T>): T | null {
  try {
    const record = schema.safeParse(JSON.parse(plain.toString()));
    return record.success ? record.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
