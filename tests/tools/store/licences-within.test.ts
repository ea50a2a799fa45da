import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../../tools/runtime/paths.ts";
import { licencesWithin } from "../../../tools/store/licences-within.ts";

test("INS-3 every library that docx carries has its licence, also what those depend on", () => {
  const text = licencesWithin(join(ROOT, "node_modules/docx"));

  for (const name of ["hash.js", "jszip", "pako", "sax", "xml-js"])
    expect(text).toMatch(new RegExp(`^## ${name} - \\d[^\\n]*\\n\\n\\S`, "mu"));
  expect(text).toContain("WITHOUT WARRANTY OF ANY KIND");
});
