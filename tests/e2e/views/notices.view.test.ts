import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Status } from "../../../src/shared/status.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { active } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, PICTURES, useFedViews } from "./fed-view.ts";
import { leastContrastOf, obstaclesOf, overlapsOf, pressByKeyboard, READABLE } from "./view-checks.ts";
import { cutOff, meeting, running, settings } from "./view-samples.ts";

const VIEWS = {
  panel: { page: "src/sidepanel/index.html", viewport: { width: 320, height: 720 } },
  popup: { page: "src/popup/index.html", viewport: { width: 340, height: 600 } },
} as const;
const NOTICES = ".error, .notice, [data-unreadable]";

const report = (code: ErrorCode) => ({ code, message: "", recoverable: true });
const idle = (changes: Partial<Status>): Status => ({
  ...running(),
  session: { name: "idle", lastError: null },
  ...changes,
});
const failedBy = (code: ErrorCode) => ({ name: "failed", error: report(code) }) as const;
const away = failedBy("host_not_installed");

interface Case {
  readonly status: Status;
  readonly transcript: Transcript | null;
  /** What the side panel marks the notice by. */
  readonly reported: string;
  /** What the popup marks it by; null where it is the transcript's business alone. */
  readonly shownInPopup: string | null;
}

/** A notice that nobody but an unlucky user sees, by the name of its picture. */
const CASES: Readonly<Record<string, Case>> = {
  "key-lost": ofTranscript(
    idle({ unreadable: { session: cutOff.session, error: report("session_key_missing") } }),
    "unreadable='session_key_missing'",
  ),
  "keychain-locked": ofTranscript(
    idle({ unreadable: { session: cutOff.session, error: report("keychain_unavailable") } }),
    "unreadable='keychain_unavailable'",
  ),
  "helper-away": {
    ...ofTranscript(
      idle({ host: away, unreadable: { session: cutOff.session, error: away.error } }),
      "unreadable='host_not_installed'",
    ),
    shownInPopup: "error='host_not_installed'",
  },
  "older-meetings-unsealed": {
    ...ofTranscript(
      idle({ host: away, unreadable: { session: null, error: away.error } }),
      "unreadable='host_not_installed'",
    ),
    shownInPopup: "error='host_not_installed'",
  },
  "helper-disconnected": ofTranscript(idle({ host: { name: "disconnected" } }), "empty"),
  "helper-blocked": ofHelper("host_blocked"),
  "helper-forbidden": ofHelper("host_forbidden"),
  "helper-start-failed": ofHelper("host_start_failed"),
  "helper-exited": ofHelper("host_exited"),
  "helper-unreadable": ofHelper("host_protocol_broken"),
  "helper-incompatible": ofHelper("incompatible_protocol_version", "Extension 1.1, host 2.0"),
  "recognition-missing": {
    ...inBoth(
      running({ recogniser: { state: "failed", error: "sidecar_start_failed" } }),
      "sidecar='failed'",
    ),
  },
  "folder-unwritable": inBoth(running({ storage: "journal_unwritable" }), "error='journal_unwritable'"),
  "deletion-pending": ofTranscript(idle({ pendingDeletions: 1 }), "pending-deletions='1'"),
  "deletions-pending": ofTranscript(idle({ host: away, pendingDeletions: 3 }), "pending-deletions='3'"),
  "recovered-key-lost": ofTranscript(
    idle({ recovered: [{ ...cutOff, title: null, isKeyMissing: true, state: "waiting" }] }),
    "recovered='waiting'",
  ),
  "captions-refused": inBoth(running({ overlay: "refused" }), "overlay='refused'"),
  "captions-covered": inBoth(running({ overlay: "covered" }), "overlay='covered'"),
  "model-changed": inBoth(running({ problem: report("model_changed") }), "error='model_changed'"),
  "word-said": inBoth(
    running({ wordAlert: { word: "Noelle", atMs: Date.UTC(2026, 10, 22, 9, 41) } }),
    "word-alert",
  ),
  "helper-outdated": inBoth(
    running({ host: { name: "connected", version: "1.2", productVersion: null } }),
    "helper-outdated",
  ),
  "sound-lost": inBoth(running({ problem: report("audio_lost") }), "error='audio_lost'"),
};

function ofTranscript(status: Status, reported: string): Case {
  return { status, transcript: null, reported, shownInPopup: null };
}

function ofHelper(code: ErrorCode, message = ""): Case {
  const status = idle({ host: { name: "failed", error: { ...report(code), message } } });
  return { ...ofTranscript(status, `error='${code}'`), shownInPopup: `error='${code}'` };
}

function inBoth(status: Status, reported: string): Case {
  return { status, transcript: meeting(), reported, shownInPopup: reported };
}

describe("notices that few people meet", () => {
  const views = useFedViews();

  const open = (
    view: keyof typeof VIEWS,
    { status, transcript }: Case,
    language: "en" | "ja",
  ): Promise<Page> =>
    views.open({
      ...VIEWS[view],
      language,
      snapshot: { type: "snapshot", status, settings, transcript: view === "panel" ? transcript : null },
    });

  test.each(Object.entries(CASES))(
    "UI-6 %s is shown and can be read, in both views, languages and schemes",
    async (name, shown) => {
      for (const language of ["en", "ja"] as const) {
        for (const view of ["panel", "popup"] as const) {
          const page = await open(view, shown, language);
          const reported = view === "panel" ? shown.reported : shown.shownInPopup;
          for (const scheme of ["dark", "light"] as const) {
            await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
            expect((await leastContrastOf(page, `:is(${NOTICES})`)) ?? 21).toBeGreaterThanOrEqual(4.5);
          }
          expect(await obstaclesOf(page)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
          const errors = await page.$$eval("div[data-error]", (all) =>
            all.map(({ dataset }) => dataset["error"]),
          );
          expect(errors).toEqual([...new Set(errors)]);
          expect(reported === null || (await page.$(`[data-${reported}]`)) !== null).toBe(true);
          await takePicture(
            page,
            join(PICTURES, `${view}-notice-${name}-${language}`),
            true,
            view === "popup",
          );
          await page.close();
        }
      }
    },
  );

  // A side panel of 400 × 720 pixels at a zoom of 150 % and 200 %, and a small window.
  test.each([
    [267, 480],
    [200, 360],
    [320, 256],
  ])("UI-2 UI-6 in %i × %i pixels the captions keep their room below a notice", async (width, height) => {
    const shown = CASES["sound-lost"];
    if (shown === undefined) throw new Error("no such case");
    const page = await views.open({
      ...VIEWS.panel,
      viewport: { width, height },
      snapshot: { type: "snapshot", status: shown.status, settings, transcript: shown.transcript },
    });
    const boxOf = (selector: string) =>
      page.$eval(selector, (element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return { top, bottom };
      });

    const lines = await boxOf(".scroller");
    expect(lines.bottom - lines.top).toBeGreaterThanOrEqual(0.4 * height);
    expect([lines.top >= 0, lines.bottom <= height]).toEqual([true, true]);
    expect(await overlapsOf(page, "header :is(button, input, select, .error, h1)")).toEqual([]);
    await takePicture(page, join(PICTURES, `panel-low-${width}x${height}`), false);

    // What gave way is still there for the keyboard, and is seen when it has the focus.
    await pressByKeyboard(page, "export");
    await page.waitForSelector("[role='menuitem']:focus");
    await page.keyboard.press("End");
    await page.waitForSelector("[data-action='export-parts']:focus");
    const last = await boxOf("[data-action='export-parts']");
    expect([last.top >= 0, last.bottom <= height]).toEqual([true, true]);
    await takePicture(page, join(PICTURES, `panel-low-${width}x${height}-menu`), false);
  });

  test.each([
    ["panel", "captions-refused", "open-caption-window", { type: "open-caption-window" }],
    ["popup", "captions-refused", "open-caption-window", { type: "open-caption-window" }],
    ["panel", "model-changed", "open-caption-window", { type: "open-caption-window" }],
    [
      "popup",
      "model-changed",
      "dismiss",
      { type: "dismiss-problem", session: active.session, code: "model_changed" },
    ],
    ["panel", "keychain-locked", "retry-host", { type: "retry-host" }],
    ["panel", "helper-away", "retry-host", { type: "retry-host" }],
    ["popup", "helper-blocked", "retry-host", { type: "retry-host" }],
  ] as const)(
    "UI-6 UI-9 in the %s, under %s, the keyboard reaches %s",
    async (view, name, action, command) => {
      const shown = CASES[name];
      if (shown === undefined) throw new Error(`no case ${name}`);
      const page = await open(view, shown, "en");

      expect(await page.$$(`[data-action="${action}"]`)).toHaveLength(1);
      await pressByKeyboard(page, action);
      expect(await commandsOf(page)).toEqual([command]);
      await page.close();
    },
  );
});
