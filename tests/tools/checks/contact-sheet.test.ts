import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readDigests, writeContactSheet } from "../../e2e/contact-sheet.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

test("UI-6 the contact sheet shows every picture, and names what is new or has changed since the run before", () => {
  const folder = temporaryFolder();
  const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
  const changesSince = (before: ReturnType<typeof readDigests>) =>
    Object.fromEntries(writeContactSheet(folder, before).map(({ file, change }) => [file, change]));
  put("panel-live-en.png", "1");
  put("panel-live-ja-dark.png", "2");
  // On a first run nothing is known that could have changed.
  expect(changesSince(readDigests(folder))).toEqual({
    "panel-live-en.png": "none",
    "panel-live-ja-dark.png": "none",
  });

  const before = readDigests(folder);
  put("panel-live-en.png", "3");
  put("popup-empty.png", "4");
  put("panel-live-rtl.png", "5");
  const changed = {
    "panel-live-en.png": "changed",
    "panel-live-ja-dark.png": "none",
    "panel-live-rtl.png": "new",
    "popup-empty.png": "new",
  };
  expect(changesSince(before)).toEqual(changed);
  // Each of a run's projects writes it.
  expect(changesSince(before)).toEqual(changed);
  const sheet = readFileSync(join(folder, "index.html"), "utf8");
  expect(sheet.match(/<img /gu)).toHaveLength(4);
  expect(sheet).toContain("<th>panel-live</th>");
  expect(sheet).toContain("<th>ja dark</th>");
  expect(sheet).toContain("<th>rtl</th>");
  expect(sheet).toMatch(/3 new or changed since the run before: .*panel-live-en.*popup-empty/u);
});

test("UI-6 where no picture was taken there is no sheet", () => {
  expect(writeContactSheet(join(temporaryFolder(), "none"), null)).toEqual([]);
});
