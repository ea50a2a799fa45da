import { crc32, deflateRawSync } from "node:zlib";

/** 1 January 1980, midnight, in the form of MS-DOS: the earliest moment that a ZIP file knows. Always the same, as no clock is. */
const DATE = 0x0021;
const TIME = 0;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION_NEEDED = 20;
/** Made on Unix, so that the attributes are its permissions. */
const MADE_BY = (3 << 8) | VERSION_NEEDED;
/** A plain file, readable by all. */
const ATTRIBUTES = 0o100644 * 0x10000;

/**
 * A ZIP file (APPNOTE 6.3) of these files, by their paths: the same files make the same bytes, whenever and in whatever order they
 * come.
 */
export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content, { level: 9 });
    const facts = factsOf(name, content, packed);
    const local = Buffer.concat([uint32(0x04034b50), uint16(VERSION_NEEDED), facts, uint16(0), name, packed]);
    // Behind the facts: no extra field, no comment, disk 0, no internal attributes.
    const rest = [uint16(0, 0, 0, 0), uint32(ATTRIBUTES, offset), name];
    directory.push(Buffer.concat([uint32(0x02014b50), uint16(MADE_BY, VERSION_NEEDED), facts, ...rest]));
    parts.push(local);
    offset += local.length;
  }
  const length = directory.reduce((sum, { length: bytes }) => sum + bytes, 0);
  const end = [uint32(0x06054b50), uint16(0, 0, files.size, files.size), uint32(length, offset), uint16(0)];
  return Buffer.concat([...parts, ...directory, ...end]);
}

/** What stands of a file before it and in the directory alike. */
function factsOf(name: Buffer, content: Buffer, packed: Buffer): Buffer {
  return Buffer.concat([
    uint16(UTF8_NAMES, DEFLATED, TIME, DATE),
    uint32(crc32(content), packed.length, content.length),
    uint16(name.length),
  ]);
}

function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
}

function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index);
  return bytes;
}
