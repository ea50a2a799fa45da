import { crc32, inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { zipOf } from "../../../tools/store/zip.ts";

const FILES = new Map([
  ["manifest.json", Buffer.from("{}")],
  ["src/長い/page.html", Buffer.from("<p>".repeat(10_000))],
  ["empty.txt", Buffer.alloc(0)],
]);

/** What a reader of ZIP files finds, which begins at the directory at the end. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    expect(zip.readUInt32LE(local)).toBe(0x04034b50);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = inflateRawSync(zip.subarray(begin, begin + zip.readUInt32LE(at + 20)));
    expect(crc32(content)).toBe(zip.readUInt32LE(at + 16));
    files.set(name, content);
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

test("INS-3 a package holds every file, under its name", () => {
  const read = unzip(zipOf(FILES));

  expect([...read.keys()]).toEqual(["empty.txt", "manifest.json", "src/長い/page.html"]);
  for (const [name, content] of FILES) expect(read.get(name)?.equals(content)).toBe(true);
});

test("INS-3 the same files are the same bytes, in whatever order they were found", () => {
  const backwards = new Map([...FILES].toReversed());

  expect(zipOf(backwards).equals(zipOf(FILES))).toBe(true);
});
