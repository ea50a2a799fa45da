import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { type LaunchOptions, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { closeIfOpen } from "../../../tools/driver/browser/pages.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

const program = (name: string) => join(import.meta.dirname, "../programs", `${name}.mjs`);

/** Text of the notice that a page shows. */
function shownError(page: Page, code: ErrorCode) {
  return page
    .waitForFunction(visibleText, { timeout: HUNG_MS }, `[role="alert"][data-error="${code}"]`)
    .then((text) => text.jsonValue());
}

/** The list of models, folded away further down, shows the same refusal in its own place, which nobody sees. */
function visibleText(selector: string): string | null | undefined {
  return [...document.querySelectorAll(selector)].find((notice) => notice.checkVisibility())?.textContent;
}

describe("a host that cannot be used", () => {
  let server: LocalServer;

  beforeAll(async () => {
    server = await serveFolder(join(import.meta.dirname, "../pages"));
  });
  afterAll(() => server.close());

  /** What the popup says after Start, where the user looks. */
  async function startWith(options: LaunchOptions, code: ErrorCode): Promise<string | null | undefined> {
    const earshot = await launchEarshot(options);
    try {
      const page = await earshot.openPage(`${server.url}tone.html`);
      const popup = await earshot.clickToolbarButton(page);
      await pressButton(popup, "start");
      await earshot.view.until(code, HUNG_MS, () => {
        const { session, host } = earshot.view.status ?? {};
        const isRefused = session?.name === "idle" && session.lastError?.code === code;
        // Nothing pretends to record: the session is refused, never leaves idle, or waits for a host that may come yet.
        const isNotRunning = session?.name === "idle" || session?.name === "starting";
        return isRefused || (isNotRunning && host?.name === "failed" && host.error.code === code) || null;
      });
      await closeIfOpen(popup);
      const text = await shownError(await earshot.clickToolbarButton(page), code);
      return text;
    } finally {
      await earshot.close();
    }
  }

  test.each<[string, ErrorCode, LaunchOptions]>([
    ["is not installed", "host_not_installed", { isHostRegistered: false }],
    ["is gone from its place", "host_start_failed", { host: { hostProgram: "/nowhere/earshot-host.mjs" } }],
    ["belongs to another extension", "host_forbidden", { host: { extensionIds: ["a".repeat(32)] } }],
    ["prints on its stdout", "host_protocol_broken", { host: { hostProgram: program("printing-host") } }],
    [
      "sends more than the browser takes",
      "host_protocol_broken",
      { host: { hostProgram: program("boasting-host") } },
    ],
  ])("INS-2 a host that %s is named in the popup as %s", async (_what, code, options) => {
    const text = await startWith(options, code);

    expect(text?.length).toBeGreaterThan(20);
  });

  test("INS-2 IPC-10 without Python the meeting is recorded all the same, and the popup says why no captions come", async () => {
    const earshot = await launchEarshot({
      host: { sidecarCommand: ["/nowhere/python", "-m", "earshot_stt"] },
    });
    try {
      const page = await earshot.openPage(`${server.url}tone.html`);

      await earshot.startCaptions(page);
      await earshot.view.until("the sidecar's failure", HUNG_MS, () => {
        const { session, recogniser } = earshot.view.status ?? {};
        return (session?.name === "recording" && recogniser?.state === "failed") || null;
      });
      const text = await shownError(await earshot.clickToolbarButton(page), "sidecar_start_failed");

      expect(text?.length).toBeGreaterThan(20);
    } finally {
      await earshot.close();
    }
  });

  test("VER-2 the user reads which part speaks which version", async () => {
    const text = await startWith(
      { host: { hostProgram: program("version-host"), sidecarCommand: ["2.0"] } },
      "incompatible_protocol_version",
    );

    expect(text).toContain(`Extension ${PROTOCOL_VERSION}, host 2.0`);
  });

  test.each(["1.0", "1.1", "missing"])("VER-4 captions run with a host that speaks %s", async (version) => {
    const host = { hostProgram: program("version-host"), sidecarCommand: [version] };
    const earshot = await launchEarshot({ host });
    try {
      const page = await earshot.openPage(`${server.url}tone.html`);

      await earshot.startCaptions(page);
      await earshot.stopCaptions(page, HUNG_MS);

      const { capture } = await earshot.diagnostics();
      expect(capture.tab.acknowledged).toBe(capture.tab.captured);
    } finally {
      await earshot.close();
    }
  });

  test("SEC-4 a data folder that cannot be used is named as journal_unwritable", async () => {
    const folder = temporaryFolder();
    // A file where the folder of sessions should be: no user, not even root, can write below it.
    mkdirSync(join(folder, "data"));
    writeFileSync(join(folder, "data/sessions"), "");

    const text = await startWith({ host: { dataDirectory: join(folder, "data") } }, "journal_unwritable");

    expect(text?.length).toBeGreaterThan(20);
  });

  test("STT-1 a broken model is named as model_corrupt in the popup, and the choice stays with the user", async () => {
    const directory = temporaryFolder();
    for (const name of ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"]) {
      writeFileSync(join(directory, name), "not a model");
    }
    const earshot = await launchEarshot({
      settings: (stored) => ({
        ...stored,
        hasConsented: true,
        transcription: { ...stored.transcription, model: "broken" },
      }),
      host: { models: [{ name: "broken", directory }] },
    });
    try {
      const page = await earshot.openPage(`${server.url}tone.html`);
      const popup = await earshot.clickToolbarButton(page);

      const text = await shownError(popup, "model_corrupt");

      expect(text?.length).toBeGreaterThan(20);
    } finally {
      await earshot.close();
    }
  });
});
