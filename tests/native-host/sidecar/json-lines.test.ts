import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonLine, JsonLineDecoder } from "../../../native-host/sidecar/json-lines.ts";
import { chunked } from "../chunks.ts";

function decode(maxBytes: number, ...chunks: Buffer[]): JsonLine[] {
  const decoder = new JsonLineDecoder(maxBytes);
  return chunks.flatMap((chunk) => decoder.push(chunk));
}

test("however the bytes are cut, the same lines come out", () => {
  const values = fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 8 });

  fc.assert(
    fc.property(values, fc.infiniteStream(fc.nat({ max: 40 })), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((value) => `${JSON.stringify(value)}\n`).join(""));
      const expected = lines.map((value) => ({
        kind: "value",
        value: JSON.parse(JSON.stringify(value)) as unknown,
      }));

      expect(decode(100_000, ...chunked(bytes, cuts))).toEqual(expected);
    }),
  );
});

test("no bytes make it throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(() => decode(100, Buffer.from(bytes))).not.toThrow();
    }),
  );
});

test("IPC-9 the same garbage gives the same lines, however it is cut, and then the next line is read", () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.constantFrom(Buffer.from("\n"), Buffer.from('{"a":1}\n')),
  );
  const garbage = fc.array(part, { maxLength: 12 }).map((parts) => Buffer.concat(parts));

  fc.assert(
    fc.property(garbage, fc.array(fc.nat({ max: 30 }), { minLength: 1 }), (bytes, cuts) => {
      const whole = Buffer.concat([bytes, Buffer.from("\n1\n")]);

      const decoded = decode(50, ...chunked(whole, cuts));

      expect(decoded).toEqual(decode(50, whole));
      expect(decoded.at(-1)).toEqual({ kind: "value", value: 1 });
    }),
  );
});

test("IPC-9 a line that is no JSON is said to be none, between lines that are", () => {
  expect(decode(100, Buffer.from('1\nLoading weights\n\n{"a":1}\r\n'))).toEqual([
    { kind: "value", value: 1 },
    { kind: "not-json" },
    { kind: "not-json" },
    { kind: "value", value: { a: 1 } },
  ]);
});

test("SEC-2 a line over the bound is skipped, and the next one is read", () => {
  expect(decode(10, Buffer.from('"01234567"\n'), Buffer.from('"0123'), Buffer.from('45678"\n3\n'))).toEqual([
    { kind: "value", value: "01234567" },
    { kind: "too-long" },
    { kind: "value", value: 3 },
  ]);
});
