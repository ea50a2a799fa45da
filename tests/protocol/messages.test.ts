import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseMessage } from "../../protocol/messages.ts";

/** Every message there is, to be spoilt. */
const VALID = readFileSync(join(import.meta.dirname, "../../protocol/fixtures/valid.jsonl"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line): unknown => JSON.parse(line));

const anything = fc.oneof(fc.anything({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }));

/** Each field of `message`, however deep, as the path to it. */
function paths(message: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof message !== "object" || message === null) return [path];
  return [path, ...Object.entries(message).flatMap(([key, value]) => paths(value, [...path, key]))];
}

function replaced(message: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const before = new Map(Object.entries(message as object));
  return Object.assign(Array.isArray(message) ? [] : {}, message, {
    [key]: replaced(before.get(key), rest, value),
  });
}

test("SEC-2 nothing that is parsed makes the parser throw", () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect(parseMessage(value).kind).toMatch(/^(message|unknown|incompatible|invalid)/);
    }),
    { numRuns: 500 },
  );
});

test("SEC-2 one spoilt field never throws, and what is refused never shows a value", () => {
  const spoilt = fc
    .constantFrom(...VALID)
    .chain((message) => fc.tuple(fc.constant(message), fc.constantFrom(...paths(message))));
  const secret = "what somebody said";

  fc.assert(
    fc.property(
      spoilt,
      fc.oneof(anything, fc.constantFrom(secret, [secret], { text: secret })),
      ([message, path], value) => {
        const parsed = parseMessage(replaced(message, path, value));

        expect(parsed.kind === "invalid" ? parsed.issue : "").not.toContain(secret);
      },
    ),
    { numRuns: 2000 },
  );
});
