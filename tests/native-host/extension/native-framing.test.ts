import * as fc from "fast-check";
import { expect, test } from "vitest";
import { encodeNativeFrame } from "../../../native-host/extension/extension-writer.ts";
import { type NativeFrame, NativeFrameDecoder } from "../../../native-host/extension/native-framing.mjs";
import { MAX_EXTENSION_MESSAGE_BYTES, MAX_MESSAGE_BYTES } from "../../../protocol/limits.ts";
import { chunked } from "../chunks.ts";

function framed(body: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(body.length);
  return Buffer.concat([header, body]);
}

function decode(...chunks: Buffer[]): NativeFrame[] {
  const decoder = new NativeFrameDecoder(MAX_EXTENSION_MESSAGE_BYTES);
  return chunks.flatMap((chunk) => decoder.push(chunk));
}

test("a message is 4 bytes of length, little-endian, and that many bytes of UTF-8 JSON", () => {
  expect(encodeNativeFrame({ a: "é" })).toEqual(Buffer.from('\n\0\0\0{"a":"é"}'));
  expect(decode(Buffer.from('\n\0\0\0{"a":"é"}'))).toEqual([{ kind: "value", value: { a: "é" } }]);
});

test("however the bytes are cut, the same messages come out", () => {
  const bodies = fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 8 });

  fc.assert(
    fc.property(bodies, fc.infiniteStream(fc.nat({ max: 40 })), (values, cuts) => {
      const bytes = Buffer.concat(values.map((value) => framed(Buffer.from(JSON.stringify(value)))));
      const expected = values.map((value) => ({
        kind: "value",
        value: JSON.parse(JSON.stringify(value)) as unknown,
      }));

      expect(decode(...chunked(bytes, cuts))).toEqual(expected);
    }),
  );
});

test("no bytes make it throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(() => decode(Buffer.from(bytes))).not.toThrow();
    }),
  );
});

test("SEC-2 the same garbage gives the same messages, however it is cut, and then the next message is read", () => {
  const lengths = fc.oneof(
    fc.nat({ max: 40 }),
    fc.integer({ min: MAX_EXTENSION_MESSAGE_BYTES - 1, max: MAX_EXTENSION_MESSAGE_BYTES + 9 }),
  );
  const garbage = fc
    .array(lengths, { maxLength: 4 })
    .map((all) => Buffer.concat(all.map((length) => framed(Buffer.alloc(length, "{")))));

  fc.assert(
    fc.property(garbage, fc.array(fc.nat({ max: 90_000 }), { minLength: 1 }), (bytes, cuts) => {
      const whole = Buffer.concat([bytes, framed(Buffer.from("1"))]);

      const decoded = decode(...chunked(whole, cuts));

      expect(decoded).toEqual(decode(whole));
      expect(decoded.at(-1)).toEqual({ kind: "value", value: 1 });
    }),
  );
});

test("SEC-2 a message over the bound is skipped in step, and the next one is read", () => {
  const tooLarge = framed(Buffer.alloc(MAX_EXTENSION_MESSAGE_BYTES + 1, "x"));
  const next = framed(Buffer.from("1"));

  expect(decode(tooLarge.subarray(0, 50_000), tooLarge.subarray(50_000), next)).toEqual([
    { kind: "too-large", bytes: MAX_EXTENSION_MESSAGE_BYTES + 1 },
    { kind: "value", value: 1 },
  ]);
});

test("a message of exactly the bound is read", () => {
  const body = Buffer.from(JSON.stringify("x".repeat(MAX_EXTENSION_MESSAGE_BYTES - 2)));

  expect(decode(framed(body))).toMatchObject([{ kind: "value" }]);
});

test("an empty message and one that is no JSON are said to be none, and the next one is read", () => {
  expect(decode(framed(Buffer.alloc(0)), framed(Buffer.from("{")), framed(Buffer.from("2")))).toEqual([
    { kind: "not-json" },
    { kind: "not-json" },
    { kind: "value", value: 2 },
  ]);
});

test("what Chrome would kill the port for is never encoded", () => {
  expect(encodeNativeFrame("x".repeat(MAX_MESSAGE_BYTES - 2))).toHaveLength(MAX_MESSAGE_BYTES + 4);
  expect(encodeNativeFrame("x".repeat(MAX_MESSAGE_BYTES - 1))).toBeNull();
});
