import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { directionOf, RIGHT_TO_LEFT_SCRIPTS, textDirection } from "../../src/i18n/direction.ts";
import { LANGUAGES } from "../../src/i18n/index.ts";

/** What stands on the left or the right in every language, and why. A new one needs a reason; one that is gone leaves this list. */
const PHYSICAL: Readonly<Record<string, string>> = {
  "src/overlay/overlay.css left: 8px": "layout.ts counts from the left of the page",
  "src/overlay/overlay.css right: 0": "the corner that follows the pointer",
  "src/overlay/overlay.css border-radius: 0 0 14px": "the same corner",
  "src/overlay/overlay.css left: calc(50% - 6px)": "a picture of the page: in its middle",
  "src/overlay/overlay.css left: 2px": "a picture of the page: on its left",
  "src/overlay/overlay.css right: 2px": "a picture of the page: on its right",
  "src/overlay/overlay.css left: auto": "a picture of the page: on its right",
  "src/ui/export/export.css left: var(--left)": "measured from the left of the window",
  "src/ui/languages.css --start: left": "the start of a line, from left to right",
  "src/ui/languages.css --end: right": "its end",
  "src/ui/languages.css --start: right": "the start of a line, from right to left",
  "src/ui/languages.css --end: left": "its end",
};

/** One of each script that is written from right to left. */
const LETTERS: Readonly<Record<string, string>> = {
  Adlm: "\u{1e900}",
  Arab: "\u0627",
  Hebr: "\u05d0",
  Mand: "\u0840",
  Nkoo: "\u07ca",
  Rohg: "\u{10d00}",
  Syrc: "\u0710",
  Thaa: "\u0780",
};

describe("an interface that is written from right to left", () => {
  it("UI-6 takes the direction of its language's script", () => {
    const directions = [
      "ar",
      "he",
      "fa",
      "ur",
      "ps",
      "ug",
      "yi",
      "dv",
      "ckb",
      "ar-EG",
      "az-Arab",
      "pa-PK",
    ].map(directionOf);

    expect(directions).toEqual(directions.map(() => "rtl"));
    expect(["en", "ja", "tr", "ku", "az", "pa", "ar-Latn", "qps"].map(directionOf)).toEqual(
      Array.from({ length: 8 }, () => "ltr"),
    );
    for (const { language } of LANGUAGES) expect(directionOf(language)).toBe("ltr");
  });

  it.each(RIGHT_TO_LEFT_SCRIPTS)("UI-1 UI-6 and so does a paragraph of %s", (script) => {
    expect(directionOf(`und-${script}`)).toBe("rtl");
    expect(textDirection(`1. ${LETTERS[script]} a`)).toBe("rtl");
  });

  it("UI-6 is laid out from the start and the end of a line, not from its left and right", () => {
    const files = ["src", "demo", "tools"].flatMap((folder) => filesIn(folder, ".css"));
    const found = files.flatMap((file) =>
      declarationsOf(readFileSync(file, "utf8"))
        .filter(isPhysical)
        .map(({ property, value }) => `${file} ${property}: ${value}`),
    );

    expect(files.length).toBeGreaterThan(10);
    expect([...new Set(found)].toSorted()).toEqual(Object.keys(PHYSICAL).toSorted());
  });

  it("UI-6 has no side set by a script", () => {
    const ofSides = /\b(?:margin|padding|border)(?:Left|Right)\b|\b(?:left|right): `|translateX\(/u;
    const files = filesIn("src", ".tsx");

    expect(files.filter((file) => ofSides.test(readFileSync(file, "utf8")))).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });
});

test.each([
  ["margin-left: 4px", true],
  ["margin-inline-start: 4px", false],
  ["border-top-right-radius: 4px", true],
  ["text-align: right", true],
  ["float: var(--start)", false],
  ["padding: 1px 2px 3px 4px", true],
  ["padding: 1px 2px 3px 2px", false],
  ["inset: 0 auto 0 calc(1px + 2px)", true],
  ["border-radius: 4px 0", true],
  ["border-radius: 4px 4px 0 0", false],
  ["box-shadow: inset 4px 0 red", true],
  ["box-shadow: 0 4px 14px rgb(0 0 0 / 0.3)", false],
  ["transform: translateX(-50%)", true],
  ["transform: rotate(1turn)", false],
])("UI-6 %s is known as physical: %s", (text, is) => {
  expect(declarationsOf(`a { ${text}; }`).map(isPhysical)).toEqual([is]);
});

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
}

interface Declaration {
  readonly property: string;
  readonly value: string;
}

function declarationsOf(css: string): readonly Declaration[] {
  return [...css.replaceAll(/\/\*.*?\*\//gsu, "").matchAll(/(?<=[{;]\s*)([\w-]+):\s*([^;{}]+);/gu)].map(
    ([, property = "", value = ""]) => ({ property, value: value.replaceAll(/\s+/gu, " ") }),
  );
}

function isPhysical({ property, value }: Declaration): boolean {
  if (/^(?:left|right)$|-(?:left|right)\b/u.test(property)) return true;
  const parts = value.replaceAll(/\([^()]*(?:\([^()]*\)[^()]*)*\)/gu, "()").split(" ");
  const [first, second = first, third = first, fourth = second] = parts;
  if (/^(?:margin|padding|inset|border-(?:width|style|color))$/u.test(property))
    // Of the values within brackets nothing is left to compare.
    return parts.length === 4 && (second !== fourth || second?.includes("()") === true);
  // From the top left corner, clockwise.
  if (property === "border-radius") return first !== second || third !== fourth;
  if (property === "box-shadow") return /^(?:inset )?-?[1-9.]/u.test(value);
  return /(?<![\w-])(?:left|right)(?![\w-])|translate(?:X|3d)?\(/u.test(value);
}
