import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LANGUAGES, wordsIn } from "../../../src/i18n/index.ts";
import { commandRows } from "../../../src/ui/controls/shortcut-rows.ts";

const ROOT = join(import.meta.dirname, "../../..");

test.each(LANGUAGES.map(({ language }) => language))(
  "UI-6 each command of the manifest is listed with the user's own keys in %s",
  (language) => {
    const text = wordsIn(language).shortcuts;
    const manifest = readFileSync(join(ROOT, "manifest.config.ts"), "utf8");
    const names = [...manifest.matchAll(/"([\w-]+)": \{\s+suggested_key/gu)].map(([, name]) => name ?? "");
    const rows = commandRows(
      [
        { name: "_execute_action", shortcut: "Alt+E" },
        { name: "mark-moment", shortcut: "Ctrl+Shift+9" },
        { name: "toggle-capture", shortcut: "" },
      ],
      text,
    );

    expect(Object.keys(text.commands)).toEqual(names);
    expect(rows.map(([keys]) => keys)).toEqual([text.unset, "Ctrl+Shift+9", text.unset, text.unset]);
    expect(rows[1]?.[1]).toBe(text.commands["mark-moment"]);
    // All keys of a line's row, by those that are the same in every language.
    expect(text.lines.map(([keys]) => keys)).toEqual(expect.arrayContaining(["H", "P", "→"]));
    expect([text.lines.length, text.meetings.length]).toEqual([
      wordsIn("en").shortcuts.lines.length,
      wordsIn("en").shortcuts.meetings.length,
    ]);
  },
);
