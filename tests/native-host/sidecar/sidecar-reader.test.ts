import * as fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import {
  type JsonLine,
  JsonLineDecoder,
  SidecarReader,
} from "../../../native-host/sidecar/sidecar-reader.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { chunked } from "../chunks.ts";

let received: string[];
let reader: SidecarReader;

beforeEach(() => {
  received = [];
  reader = new SidecarReader({
    message: ({ type }) => note(type),
    unknownEvent: () => note("unknown"),
    corruptLine: () => note("corrupt"),
    fatal: ({ code, message }) => note(`${code}: ${message}`),
  });
});

function note(word: string): void {
  received.push(word);
}

function repeat<T>(times: number, value: T): T[] {
  return Array.from({ length: times }, () => value);
}

function say(...lines: unknown[]): void {
  for (const line of lines) reader.push(Buffer.from(`${JSON.stringify(line)}\n`));
}

const died = {
  type: "event",
  version: "1.0",
  event: "process_died",
  data: { code: "sidecar_died", message: "", recoverable: true },
};

test("IPC-9 nine corrupt lines in a row end nothing, and a good one lets the count begin again", () => {
  say(...repeat(9, {}), died, ...repeat(9, {}));

  expect(received).toEqual([...repeat(9, "corrupt"), "event", ...repeat(9, "corrupt")]);
});

test("IPC-9 the tenth corrupt line in a row is fatal, once", () => {
  say(...repeat(11, {}));

  expect(received.filter((word) => word.startsWith("sidecar_corrupt_output"))).toHaveLength(1);
  expect(received[10]).toContain("10 unreadable lines in a row");
});

test("VER-2 an unknown event is ignored, and is no corrupt line", () => {
  say({ ...died, version: "1.1", event: "speech_pause" });

  expect(received).toEqual(["unknown"]);
});

test("VER-4 any message of another major is fatal, also after the check", () => {
  say({ ...died, version: "2.0" });

  expect(received).toEqual([`incompatible_protocol_version: host ${PROTOCOL_VERSION}, sidecar 2.0`]);
});

test("the sidecar may not ask anything of the host", () => {
  const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

  say({ id, type: "request", version: "1.0", method: "get_health", params: {} });

  expect(received).toEqual(["corrupt"]);
});

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
