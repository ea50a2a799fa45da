import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { protocolJsonSchema } from "../../protocol/json-schema.ts";
import { type Parsed, parseMessage } from "../../protocol/messages.ts";

interface InvalidFixture {
  why: string;
  kind: Parsed["kind"];
  value: unknown;
}

function fixtures(name: string): unknown[] {
  const text = readFileSync(new URL(`../../protocol/fixtures/${name}`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

describe("VER-5 every golden fixture means the same in TypeScript as its file says", () => {
  test.each(fixtures("valid.jsonl").map((value, index) => [index + 1, value]))(
    "valid line %i is a message",
    (_line, value) => {
      const parsed = parseMessage(value);

      expect(parsed.kind).toBe("message");
    },
  );

  test.each(fixtures("invalid.jsonl") as InvalidFixture[])("$why is refused as $kind", ({ kind, value }) => {
    expect(parseMessage(value).kind).toBe(kind);
  });
});

test("VER-1 a message without version speaks 1.0", () => {
  const parsed = parseMessage({
    type: "event",
    event: "process_died",
    data: { code: "sidecar_died", message: "x", recoverable: true },
  });

  expect(parsed).toMatchObject({ kind: "message", message: { version: "1.0" } });
});

test("VER-2 unknown fields of a newer minor version are ignored", () => {
  const data = { code: "sidecar_died", message: "x", recoverable: true, exit_code: 9 };

  const parsed = parseMessage({ type: "event", version: "1.3", event: "process_died", data });

  expect(parsed).toMatchObject({ kind: "message", message: { data: { message: "x", recoverable: true } } });
  expect(JSON.stringify(parsed)).not.toContain("exit_code");
});

test("an invalid message is described by field and rule, never by its value", () => {
  const parsed = parseMessage({ type: "event", event: "final_text", data: { text: "a secret sentence" } });

  expect(parsed).toMatchObject({ kind: "invalid" });
  expect(JSON.stringify(parsed)).not.toContain("secret");
});

test("VER-5 the checked-in JSON Schema is what the zod schemas generate", () => {
  const checkedIn: unknown = JSON.parse(
    readFileSync(new URL("../../protocol/schema.json", import.meta.url), "utf8"),
  );

  expect(checkedIn).toEqual(protocolJsonSchema());
});
