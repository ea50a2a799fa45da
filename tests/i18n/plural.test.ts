import { expect, test } from "vitest";
import { wordsIn } from "../../src/i18n/index.ts";

test.each(["en", "de", "fr", "es"])("UI-5 UI-6 in %s several meetings are kept in the plural", (language) => {
  const { keepHint } = wordsIn(language).history;

  expect(keepHint(3)).not.toBe(keepHint(1));
});
