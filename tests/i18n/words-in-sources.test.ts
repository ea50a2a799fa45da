import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { expect, test } from "vitest";

/** The one world that holds what people read. */
const WORDS = join("src", "i18n");

/** Attributes and properties that are read, or read out. */
const SHOWN =
  /^(aria-label|aria-description|aria-valuetext|aria-roledescription|alt|label|placeholder|title|textContent|innerText|ariaLabel)$/;
const WORD = /\p{L}{2}/u;
const SENTENCE = /^\p{Lu}.*\p{L} \p{L}/u;
const FOREIGN = /[^\p{ASCII}\P{L}]/u;

/** For developers: the browser's console, messages of errors, which go to the log, and what a published schema says of its fields. */
const FOR_DEVELOPERS = /^(console\.\w+|warn|\w*Error|report|z\.describe)$/;

/** What the browser says itself, names of browsers, and what its interface demands to be given: the same in every language. */
const BROWSERS =
  /^(Microsoft Edge$|Google Chrome$|Error when communicating|Listens to the meeting's sound and the microphone to caption them on this computer\.)/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** Texts in `source` that a person might read: they would stay as they are in every language. */
function textsIn(file: string, source: string): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown, isShown: boolean): void => {
    if (Array.isArray(value)) return value.forEach((each) => visit(each, isShown));
    if (!isNode(value)) return;
    const text = textOf(value);
    if (text !== null && isForPeople(value, text, isShown)) found.push(`${file}: ${text.trim()}`);
    if (isForDevelopers(value)) return;
    const shown = shownName(value);
    for (const child of Object.values(value)) visit(child, shown ?? isShown);
  };
  visit(parseSync(file, source).program, false);
  return found;
}

function isForPeople(node: Node, text: string, isShown: boolean): boolean {
  if (FOREIGN.test(text)) return true;
  if (node.type === "JSXText" || isShown) return WORD.test(text);
  return SENTENCE.test(text) && !BROWSERS.test(text);
}

/** Whether what follows stands in a place that people read; null where that is as before. */
function shownName(node: Node): boolean | null {
  const named = { JSXAttribute: node["name"], AssignmentExpression: node["left"] }[node.type];
  if (named === undefined) return node.type === "ArrowFunctionExpression" ? false : null;
  const { name, property } = named as {
    readonly name?: unknown;
    readonly property?: { readonly name?: unknown };
  };
  return SHOWN.test(String(property?.name ?? name));
}

function isForDevelopers(node: Node): boolean {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return false;
  const callee = node["callee"] as {
    readonly name?: string;
    readonly object?: { name?: string };
    property?: { name?: string };
  };
  const name = callee.name ?? `${callee.object?.name ?? ""}.${callee.property?.name ?? ""}`;
  return FOR_DEVELOPERS.test(name);
}

function textOf(node: Node): string | null {
  if (node.type === "JSXText" || node.type === "Literal")
    return typeof node["value"] === "string" ? node["value"] : null;
  return node.type === "TemplateElement" ? (node["value"] as { readonly cooked: string }).cooked : null;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

test("UI-6 no world but src/i18n holds a text that people read", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" })
    .map((file) => join("src", file))
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith(WORDS));

  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((file) => textsIn(file, readFileSync(file, "utf8")))).toEqual([]);
});

test("UI-6 the search for such texts finds one wherever it can stand", () => {
  const source = `
    document.title = "Captions";
    const note = "Nothing is recorded.";
    const other = \`\${count} 行\`;
    export const View = () => <p title="Stop" class="quiet words">Hello {name}</p>;
    console.warn("The panel stays closed:", kind);`;

  expect(textsIn("view.tsx", source)).toEqual([
    "view.tsx: Captions",
    "view.tsx: Nothing is recorded.",
    "view.tsx: 行",
    "view.tsx: Stop",
    "view.tsx: Hello",
  ]);
});
