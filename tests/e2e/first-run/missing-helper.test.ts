import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wordsIn } from "../../../src/i18n/index.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { WELCOME } from "../../../tools/driver/browser/pages.ts";
import { TEST_MODEL_CACHE } from "../../../tools/runtime/paths.ts";
import { removeFolder } from "../../../tools/runtime/remove-folder.ts";
import { registerHost } from "../../../tools/setup/host.ts";
import { HUNG_MS } from "../../eventually.ts";

test("UI-7 INS-2 the first-run page goes from a missing helper to an installed one that answers, and is not loaded again", async () => {
  const profile = mkdtempSync(join(tmpdir(), "earshot-profile-"));
  const earshot = await launchEarshot({ profile, isHostRegistered: false });
  try {
    const { guide } = wordsIn("en");
    const page = await earshot.openPage(`chrome-extension://${earshot.extensionId}/${WELCOME}`);
    await page.waitForSelector('#host [data-error="host_not_installed"]', { timeout: HUNG_MS });
    await page.evaluate(() => {
      document.body.dataset["same"] = "";
    });
    const steps = await page.$$eval("#host ol > li", (all) => all.map(({ textContent }) => textContent));
    expect(steps.at(-2)).toBe(guide.back);
    expect(steps.join("\n")).toContain("npm run earshot -- install");

    await pressButton(page, "check-again");
    await page.waitForFunction(
      (still) => document.querySelector("[data-check]")?.textContent.includes(still),
      { timeout: HUNG_MS },
      guide.unchanged("").split(":").at(-1) ?? "",
    );
    registerHost(profile, { dataDirectory: join(profile, "earshot-data"), modelCache: TEST_MODEL_CACHE });
    await pressButton(page, "check-again");

    await page.waitForSelector('#host [data-host="connected"]', { timeout: HUNG_MS });
    expect(await page.$("#guide-title")).toBeNull();
    expect(await page.$("body[data-same]")).not.toBeNull();
    expect(await page.$("section#host[data-step=done]")).not.toBeNull();
  } finally {
    await earshot.close();
    await removeFolder(profile);
  }
});

test("UI-7 CAP-7 where the recognition was put right, Check again finds it, by a helper that knows of it", async () => {
  const profile = mkdtempSync(join(tmpdir(), "earshot-profile-"));
  const folders = { dataDirectory: join(profile, "earshot-data"), modelCache: TEST_MODEL_CACHE };
  const earshot = await launchEarshot({ profile, isHostRegistered: false });
  try {
    registerHost(profile, { ...folders, sidecarCommand: [join(profile, "removed-by-a-scanner")] });
    const page = await earshot.openPage(`chrome-extension://${earshot.extensionId}/${WELCOME}`);
    await page.waitForSelector('#host [data-error="sidecar_start_failed"]', { timeout: HUNG_MS });
    registerHost(profile, folders);
    await pressButton(page, "check-again");

    await page.waitForSelector("section#host[data-step=done]", { timeout: HUNG_MS });
    expect(await page.$("#guide-title")).toBeNull();
  } finally {
    await earshot.close();
    await removeFolder(profile);
  }
});
