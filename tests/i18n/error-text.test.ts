import { expect, test } from "vitest";
import { ERROR_CODES } from "../../protocol/errors.ts";
import { en } from "../../src/i18n/en.ts";
import { LANGUAGES } from "../../src/i18n/index.ts";
import { HOST_NAME } from "../../src/shared/identity.ts";
import { helpSection, linkedError, welcomePage } from "../../src/ui/notices/welcome-page.ts";

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
  for (const code of ["host_not_installed", "incompatible_protocol_version", "journal_unwritable"] as const)
    expect(helpSection(code)).toBe("host");
  expect(helpSection("disk_full")).toBeNull();
});

test("UI-7 the page's address names the error that it is opened for, of which it takes no word that is none", () => {
  const address = new URL(welcomePage("host", "journal_unwritable"), "chrome-extension://earshot");
  expect(address.hash).toBe("#host");
  expect(linkedError(address.search)).toBe("journal_unwritable");
  for (const query of ["", "?error", "?error=disk_full", "?error=%3Cb%3E"])
    expect(linkedError(query)).toBeNull();
});

test.each(LANGUAGES)(
  "UI-7 INS-2 in $language no remedy names a command: the steps on the first-run page do, by system and copy",
  ({ errors, models, overlay, openHostPage }) => {
    const texts = JSON.stringify([errors, models.failures, overlay]);
    expect(texts).not.toMatch(/npm|terminal|earshot (?:install|doctor)/iu);
    const steps = ERROR_CODES.filter((code) => helpSection(code) === "host");
    const leading = steps.filter((code) => errors[code].remedy.includes(openHostPage));
    // These say all that is to be done.
    expect(steps.filter((code) => !leading.includes(code))).toEqual(["host_blocked", "host_exited"]);
  },
);

test.each(LANGUAGES)(
  "INS-2 in $language a policy's remedy says what the administrator has to allow",
  ({ errors }) => {
    expect(errors.host_blocked.remedy).toContain(HOST_NAME);
    expect(errors.host_blocked.remedy).toContain("NativeMessagingAllowlist");
  },
);

test.each(LANGUAGES)("UI-6 the table of $language says everything the English one says", (words) => {
  expect(shapeOf(words)).toEqual(shapeOf(en));
});

/** The table with every text replaced by its kind; an empty text stands out. */
function shapeOf(table: unknown): unknown {
  if (typeof table === "string") return table.trim() === "" ? "empty" : "text";
  if (typeof table !== "object" || table === null) return typeof table;
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, shapeOf(value)]));
}
