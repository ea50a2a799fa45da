import { readFileSync } from "node:fs";
import { parseSync } from "vite";
import { expect, test } from "vitest";

interface Piece {
  readonly value: { readonly cooked: string };
}

/** Every text in a language's file, with `0` for each value that stands in it. */
function textsOf(language: string): readonly string[] {
  const file = `src/i18n/${language}.ts`;
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as {
      readonly type?: unknown;
      readonly value?: unknown;
      readonly quasis?: readonly Piece[];
    };
    if (node.type === "Literal" && typeof node.value === "string") found.push(node.value);
    if (node.type === "TemplateLiteral")
      found.push((node.quasis ?? []).map((piece) => piece.value.cooked).join("0"));
    for (const child of Object.values(value)) visit(child);
  };
  visit(parseSync(file, readFileSync(file, "utf8")).program);
  return found;
}

test("UI-6 in French no line ends before a sign that belongs to the word before it", () => {
  const texts = textsOf("fr");

  expect(texts.length).toBeGreaterThan(400);
  expect(texts.filter((text) => /(^|[^\u{A0}])[;!?»%]|[^\u{A0}]:(\s|$)|«[^\u{A0}]|'/u.test(text))).toEqual(
    [],
  );
});

test("UI-6 in Spanish a question opens with its sign, and a number stays with its unit", () => {
  const texts = textsOf("es");

  expect(texts.length).toBeGreaterThan(400);
  expect(texts.filter((text) => /^[^¿]*\?|^[^¡]*!|(^|[^\u{A0}])%|\d (ms|s|min)\b/u.test(text))).toEqual([]);
});
