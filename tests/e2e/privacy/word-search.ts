import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Chromium's databases cut a log into blocks of this size; every record in one begins with a header. */
const LOG_BLOCK_BYTES = 32_768;
const LOG_HEADER_BYTES = 7;
/** The end of a LevelDB table: where its index lies, and the magic number. */
const TABLE_FOOTER_BYTES = 48;
const TABLE_MAGIC = 0xdb4775248b80fb57n;
/** After each block of a table: its compression, and a checksum. */
const SNAPPY = 1;
const MAX_UNCOMPRESSED_BYTES = 64 * 1024 * 1024;
/** What IndexedDB puts before a value that it has compressed by itself. */
const COMPRESSED_VALUE = Buffer.from([0xff, 0x11, 0x02]);

export interface FoundWord {
  readonly file: string;
  readonly word: string;
  readonly encoding: string;
}

/**
 * Where any of `words` lies in any file below the folders: as UTF-8, UTF-16 or Latin-1, in the files' own bytes and in what
 * Chromium's databases compress (LevelDB tables and values of IndexedDB, both snappy) or cut into blocks (LevelDB logs).
 */
export function findWords(folders: readonly string[], words: readonly string[]): FoundWord[] {
  const patterns = words.flatMap((word) => patternsOf(word));
  return folders.flatMap((folder) =>
    filesBelow(folder).flatMap((path) => {
      const layers = layersOf(path);
      return patterns
        .filter(({ bytes }) => layers.some((layer) => layer.includes(bytes)))
        .map(({ word, encoding }) => ({ file: relative(folder, path), word, encoding }));
    }),
  );
}

/** Where a value of IndexedDB holds the bytes of a property `sealed`: its name, then an ArrayBuffer, both as V8 serialises them. */
const SEALED_PROPERTY = Buffer.from('"\u0006sealedB', "latin1");

/** The bytes of every sealed record that any file below the folder holds, old copies too. */
export function findSealed(folder: string): Uint8Array<ArrayBuffer>[] {
  const found = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const layer of filesBelow(folder).flatMap((path) => layersOf(path))) {
    for (let at = layer.indexOf(SEALED_PROPERTY); at !== -1; at = layer.indexOf(SEALED_PROPERTY, at + 1)) {
      const reader = new VarintReader(layer.subarray(at + SEALED_PROPERTY.length));
      const length = reader.next();
      const from = at + SEALED_PROPERTY.length + reader.at;
      const bytes = Uint8Array.from(layer.subarray(from, from + length));
      found.set(Buffer.from(bytes).toString("base64"), bytes);
    }
  }
  return [...found.values()];
}

function patternsOf(word: string): (Omit<FoundWord, "file"> & { readonly bytes: Buffer })[] {
  const patterns = [
    { word, encoding: "utf8", bytes: Buffer.from(word, "utf8") },
    { word, encoding: "utf16le", bytes: Buffer.from(word, "utf16le") },
    { word, encoding: "utf16be", bytes: Buffer.from(word, "utf16le").swap16() },
  ];
  const latin = Buffer.from(word, "latin1");
  // Of plain ASCII the bytes are those of UTF-8; beyond Latin-1 they would be another word's.
  if (latin.toString("latin1") === word && !latin.equals(Buffer.from(word, "utf8")))
    patterns.push({ word, encoding: "latin1", bytes: latin });
  return patterns;
}

function filesBelow(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    // Not a link: what it names lies elsewhere, and is searched there.
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === true) found.push(path);
  }
  return found;
}

/** A file's bytes as they are, and as its database reads them. */
function layersOf(path: string): Buffer[] {
  const raw = readIfThere(path);
  if (raw === null) return [];
  const layers: Buffer[] = [raw];
  if (path.endsWith(".log")) layers.push(logRecords(raw));
  if (path.endsWith(".ldb") || path.endsWith(".sst")) layers.push(...tableBlocks(raw));
  return [...layers, ...layers.flatMap((layer) => compressedValues(layer))];
}

/** Null when the browser has removed it meanwhile. */
function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** The records of a LevelDB log without the headers that cut them apart. */
function logRecords(log: Buffer): Buffer {
  const records: Buffer[] = [];
  for (let block = 0; block < log.length; block += LOG_BLOCK_BYTES) {
    const end = Math.min(block + LOG_BLOCK_BYTES, log.length);
    let at = block;
    while (at + LOG_HEADER_BYTES <= end) {
      const length = log.readUInt16LE(at + 4);
      records.push(log.subarray(at + LOG_HEADER_BYTES, at + LOG_HEADER_BYTES + length));
      at += LOG_HEADER_BYTES + length;
    }
  }
  return Buffer.concat(records);
}

/** Every data block of a LevelDB table, uncompressed. @throws {Error} when it is none: the search would be worth nothing */
function tableBlocks(table: Buffer): Buffer[] {
  const footer = table.subarray(-TABLE_FOOTER_BYTES);
  if (footer.length < TABLE_FOOTER_BYTES || footer.readBigUInt64LE(TABLE_FOOTER_BYTES - 8) !== TABLE_MAGIC)
    throw new Error("not a LevelDB table");
  const reader = new VarintReader(footer);
  // Of the meta index there is nothing to read.
  reader.next();
  reader.next();
  const index = blockAt(table, reader.next(), reader.next());
  return handlesOf(index).map(([offset, size]) => blockAt(table, offset, size));
}

function blockAt(table: Buffer, offset: number, size: number): Buffer {
  const block = table.subarray(offset, offset + size);
  return table[offset + size] === SNAPPY ? unsnapped(block) : block;
}

/** The values of an index block: where the data blocks lie. */
function handlesOf(index: Buffer): [offset: number, size: number][] {
  const restarts = index.readUInt32LE(index.length - 4);
  const entries = index.subarray(0, index.length - 4 - restarts * 4);
  const reader = new VarintReader(entries);
  const handles: [number, number][] = [];
  while (reader.at < entries.length) {
    const shared = reader.next();
    const unshared = reader.next();
    const length = reader.next();
    const value = new VarintReader(entries.subarray(reader.at + unshared, reader.at + unshared + length));
    if (shared >= 0) handles.push([value.next(), value.next()]);
    reader.at += unshared + length;
  }
  return handles;
}

/** What IndexedDB compressed by itself, before LevelDB had it; what only looks like it is left alone. */
function compressedValues(layer: Buffer): Buffer[] {
  const values: Buffer[] = [];
  for (let at = layer.indexOf(COMPRESSED_VALUE); at !== -1; at = layer.indexOf(COMPRESSED_VALUE, at + 1)) {
    try {
      values.push(unsnapped(layer.subarray(at + COMPRESSED_VALUE.length)));
    } catch {
      // Not a value, but bytes of another kind.
    }
  }
  return values;
}

/**
 * The bytes that snappy made of the head of `input`; what stands behind them is left alone, as a value does not say where it
 * ends (https://github.com/google/snappy/blob/main/format_description.txt). @throws {Error} when it is not snappy's
 */
function unsnapped(input: Buffer): Buffer {
  const reader = new VarintReader(input);
  const length = reader.next();
  if (length > MAX_UNCOMPRESSED_BYTES) throw new Error("too long to be a value");
  const output = Buffer.alloc(length);
  let written = 0;
  const little = (bytes: number) => input.readUIntLE((reader.at += bytes) - bytes, bytes);
  while (written < length) {
    const tag = little(1);
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const size = (short < 60 ? short : little(short - 59)) + 1;
      if (reader.at + size > input.length || written + size > length) throw new Error("a literal is cut off");
      input.copy(output, written, reader.at, reader.at + size);
      reader.at += size;
      written += size;
    } else {
      const size = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
      const back = kind === 1 ? ((tag >> 5) << 8) | little(1) : little(kind === 2 ? 2 : 4);
      if (back === 0 || back > written || written + size > length) throw new Error("a copy of nothing");
      for (const end = written + size; written < end; written++)
        output[written] = output[written - back] ?? 0;
    }
  }
  return output;
}

class VarintReader {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  next(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new Error("a varint is cut off");
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
}
