import { expect, test } from "vitest";
import { ERROR_CODES } from "../../protocol/errors.ts";
import { en } from "../../src/i18n/en.ts";
import { LANGUAGES } from "../../src/i18n/index.ts";
import { HOST_NAME } from "../../src/shared/identity.ts";
import { helpSection } from "../../src/ui/notices/welcome-page.ts";

test.each(ERROR_CODES)("UI-6 CAP-7 %s has one sentence and one remedy in every language", (code) => {
  for (const { sentence, remedy } of LANGUAGES.map(({ errors }) => errors[code])) {
    expect(sentence).toMatch(/[.。]$/);
    expect(remedy).toMatch(/[.。]$/);
    expect(remedy).not.toBe(sentence);
    // Codes and words of the program are for the log.
    expect(sentence + remedy).not.toMatch(/sidecar|frame|journal|_/);
  }
});

test("CAP-5 a missing microphone permission says which answer to choose and leads to the page that asks", () => {
  for (const code of ["microphone_not_granted", "microphone_denied", "microphone_lost"] as const) {
    expect(en.errors[code].remedy).toContain("Allow while visiting the site");
    expect(helpSection(code)).toBe("microphone");
  }
  expect(en.errors.microphone_denied.sentence).toContain("only the others are captioned");
});

test("UI-7 problems with the program on this computer lead to its part of the first-run page", () => {
  expect(helpSection("host_not_installed")).toBe("host");
  expect(helpSection("disk_full")).toBeNull();
});

test.each(LANGUAGES)(
  "INS-2 in $language a policy's remedy says what the administrator has to allow",
  ({ errors }) => {
    expect(errors.host_blocked.remedy).toContain(HOST_NAME);
    expect(errors.host_blocked.remedy).toContain("NativeMessagingAllowlist");
  },
);

test.each(LANGUAGES)("CAP-7 in $language a helper that does not start leads to the doctor", ({ errors }) => {
  expect(errors.host_start_failed.remedy).toContain("doctor");
  expect(errors.host_exited.remedy).not.toContain("doctor");
});

test.each(LANGUAGES)("UI-6 the table of $language says everything the English one says", (words) => {
  expect(shapeOf(words)).toEqual(shapeOf(en));
});

/** The table with every text replaced by its kind; an empty text stands out. */
function shapeOf(table: unknown): unknown {
  if (typeof table === "string") return table.trim() === "" ? "empty" : "text";
  if (typeof table !== "object" || table === null) return typeof table;
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, shapeOf(value)]));
}
