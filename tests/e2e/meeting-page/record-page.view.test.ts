import { describe, expect, test } from "vitest";
import { patient } from "../../../tools/driver/browser/pages.ts";
import { recorderSnippet } from "../../../tools/record-page/recorder-snippet.ts";
import { useFedViews } from "../views/fed-view.ts";
import { SCRIPT } from "./read-page.ts";
import { addressOf, PLATFORMS, type Platform, replaceNetwork } from "./replica.ts";

declare global {
  var earshotRecorder: { readonly lines: readonly string[] };
}

describe("the recorder of a real call's page", () => {
  const views = useFedViews();

  test.each(Object.keys(PLATFORMS) as Platform[])(
    "WHO-1 %s: it records readings and structure, and no name or text",
    async (platform) => {
      const page = patient(await views.earshot.browser.newPage());
      await replaceNetwork(page);
      await page.goto(addressOf(platform, { people: "3" }));
      await page.waitForFunction(() =>
        [document, document.querySelector("iframe")?.contentDocument].some(
          (root) => (root?.querySelector("#stage > :not(iframe)") ?? null) !== null,
        ),
      );
      await page.evaluate(recorderSnippet(SCRIPT));
      await page.evaluate(() => globalThis.replica.speak([1]));
      await page.waitForFunction(
        () =>
          globalThis.earshotRecorder.lines.some((line) => line.includes('"name":"P1"')) &&
          globalThis.earshotRecorder.lines.some((line) => line.includes('"speaking-read"')),
        { polling: 100 },
      );
      const lines = await page.evaluate(() => globalThis.earshotRecorder.lines);
      await page.close();

      expect(lines.join("\n")).not.toMatch(/Person|spaces\/|aria-label":"[^…]/u);
      expect(lines.map((line): unknown => Reflect.get(JSON.parse(line) as object, "type"))).toEqual(
        expect.arrayContaining(["skeleton", "page-read", "people-read", "speaking-read"]),
      );
    },
  );
});
