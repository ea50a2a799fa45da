import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

/** Planted in every channel; they stand in no source of ours. */
const CANARY = "zebrafish marmalade";
const PARTS = /zebrafish|marmalade/iu;
const HOSTILE_SIDECAR = join(import.meta.dirname, "../../programs/hostile-sidecar.mjs");

let server: LocalServer;
beforeAll(async () => {
  server = await serveFolder(join(import.meta.dirname, "../pages"));
});
afterAll(() => server.close());

/** Lines with a planted word in every file below `folder`. */
function leaks(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  return files.flatMap(({ parentPath, name }) =>
    readFileSync(join(parentPath, name), "latin1")
      .split("\n")
      .filter((line) => PARTS.test(line))
      .map((line) => `${name}: ${line.slice(0, 300)}`),
  );
}

test("SEC-2 after a meeting full of planted words no console, log, diagnostics or crash file holds one", async () => {
  const folder = temporaryFolder();
  const dataDirectory = join(folder, "data");
  const browserLog = join(folder, "browser.log");
  const earshot = await launchEarshot({
    profile: join(folder, "profile"),
    host: { dataDirectory, sidecarCommand: [process.execPath, HOSTILE_SIDECAR, CANARY] },
    settings: (stored) => ({
      ...stored,
      hasConsented: true,
      transcription: {
        ...stored.transcription,
        model: "local-zebrafish",
        language: "en",
        vocabulary: [CANARY],
      },
    }),
    browserArguments: ["--enable-logging", `--log-file=${browserLog}`],
  });
  try {
    const page = await earshot.openPage(`${server.url}tone.html`);
    await page.evaluate((title) => {
      document.title = title;
    }, CANARY);
    await earshot.startCaptions(page);
    await earshot.waitForCaption((segment) => JSON.stringify(segment).includes(CANARY), HUNG_MS);
    const panel = await earshot.openSidePanel(page);
    await panel.evaluate(() => console.warn("Earshot's own mark"));
    await earshot.view.until("the sidecar's errors", HUNG_MS, () => earshot.view.status?.problem ?? null);
    const { problem } = earshot.view.status ?? {};
    const diagnostics = JSON.stringify(await earshot.diagnostics());
    await earshot.stopCaptions(page, HUNG_MS);

    expect(diagnostics).not.toMatch(PARTS);
    expect(JSON.stringify(problem)).not.toMatch(PARTS);
  } finally {
    await earshot.close();
  }

  expect(leaks(join(dataDirectory, "logs"))).toEqual([]);
  const printed = readFileSync(browserLog, "utf8");
  // The browser's log has what our pages print.
  expect(printed).toContain("Earshot's own mark");
  expect(printed.split("\n").filter((line) => PARTS.test(line))).toEqual([]);
  const crashes = ["Crash Reports", "Crashpad"]
    .map((name) => join(folder, "profile", name))
    .filter((path) => existsSync(path));
  expect(crashes.flatMap(leaks)).toEqual([]);
});
