import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { wordsIn } from "../../../src/i18n/index.ts";
import type { Status } from "../../../src/shared/status.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active, modelCareOf, modelOf } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, pressByKeyboard, READABLE } from "../views/view-checks.ts";
import { idle, settings } from "../views/view-samples.ts";

const loaded = {
  model: "base",
  device: "cpu",
  compute_type: "int8",
  is_demo: false,
  fallback_reason: null,
} as const;
const ready: Status = {
  ...idle,
  keyStorage: "keychain",
  model: modelOf({ requested: "base", state: "ready", loaded }),
  models: modelCareOf(),
};
const chosen = { ...settings, transcription: { ...settings.transcription, model: "base" } };
const failedBy = (code: ErrorCode): Status["host"] => ({
  name: "failed",
  error: { code, message: "", recoverable: true },
});
const failed = failedBy("host_not_installed");
const tried = { ...active, tabId: null };
const said = transcriptOf(
  [
    finalSegment({ source: "mic", stable: "The tulips in front of my window are red and yellow." }),
    finalSegment({
      source: "mic",
      utterance: 64_000,
      revision: 2,
      stable: "A bus",
      tail: " is coming",
      isFinal: false,
    }),
  ],
  { session: active.session, startedAtMs: Date.now() },
);
const during = (name: "recording" | "stopping"): Status => ({
  ...ready,
  session:
    name === "stopping" ? { name, cause: null, ...tried } : { name, ...tried, startedAtMs: Date.now() },
  sources: { tab: { name: "off" }, mic: { name: "live", label: "Built-in microphone" } },
});

interface Shown {
  readonly status: Status;
  readonly hasConsented: boolean;
  readonly steps: readonly string[];
  readonly transcript?: Transcript;
  /** What comes after it. */
  readonly later?: readonly Status[];
  readonly level?: number;
}

const STATES: Readonly<Record<string, Shown>> = {
  first: {
    status: { ...ready, host: failed, model: null, keyStorage: null },
    hasConsented: false,
    steps: ["now", "later", "later"],
  },
  helper: {
    status: { ...ready, host: failed, model: null, keyStorage: null },
    hasConsented: true,
    steps: ["done", "now", "later"],
  },
  "helper-blocked": {
    status: { ...ready, host: failedBy("host_blocked"), model: null, keyStorage: null },
    hasConsented: true,
    steps: ["done", "now", "later"],
  },
  ready: { status: ready, hasConsented: true, steps: ["done", "done", "done"] },
  "try-out": {
    status: during("recording"),
    hasConsented: true,
    steps: ["done", "done", "done"],
    transcript: said,
    level: 0.2,
  },
  "try-out-worked": {
    status: during("recording"),
    hasConsented: true,
    steps: ["done", "done", "done"],
    transcript: said,
    later: [during("stopping"), ready],
  },
  "try-out-silent": {
    status: during("recording"),
    hasConsented: true,
    steps: ["done", "done", "done"],
    later: [during("stopping"), ready],
  },
  "try-out-wordless": {
    status: during("recording"),
    hasConsented: true,
    steps: ["done", "done", "done"],
    level: 0.2,
    later: [during("stopping"), ready],
  },
};

describe("the first-run page", () => {
  const views = useFedViews();

  const open = async (shown: Shown, language: string, zoom = 1): Promise<Page> => {
    const page = await views.open({
      page: "src/welcome/index.html",
      viewport: { width: 800 / zoom, height: 900 / zoom, deviceScaleFactor: zoom },
      language,
      snapshot: {
        type: "snapshot",
        status: shown.status,
        settings: { ...chosen, hasConsented: shown.hasConsented },
        transcript: shown.transcript ?? null,
      },
    });
    if (shown.level !== undefined) {
      const level = { rms: shown.level / 2, peak: shown.level };
      await feedView(page, { type: "level-changed", source: "mic", level });
    }
    for (const status of shown.later ?? []) await feedView(page, { type: "status-changed", status });
    await page.waitForSelector('[data-microphone="granted"]');
    return page;
  };

  test.each(Object.entries(STATES))(
    "UI-7 UI-6 %s: each step says how far it is, and all of it can be read",
    async (name, shown) => {
      for (const language of ["en", "ja"] as const) {
        const page = await open(shown, language);
        expect(await stepsOf(page)).toEqual(shown.steps);
        expect(await obstaclesOf(page)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
        await takePicture(page, join(PICTURES, `welcome-${name}-${language}`), true, true);
        await page.close();
      }
      const zoomed = await open(shown, "en", 2);
      expect(await obstaclesOf(zoomed)).toMatchObject(READABLE);
      await takePicture(zoomed, join(PICTURES, `welcome-${name}-zoomed`), false, true);
    },
  );

  test("UI-7 UI-6 popup and side panel say that something is being tried out, and stop it; they show none of its words", async () => {
    for (const [page, name] of [
      ["src/popup/index.html", "popup"],
      ["src/sidepanel/index.html", "panel"],
    ] as const) {
      const view = await views.open({
        page,
        viewport: { width: 400, height: 720 },
        snapshot: {
          type: "snapshot",
          status: during("recording"),
          settings: { ...chosen, hasConsented: true },
          transcript: { ...said, isTryOut: true },
        },
      });
      const text = await view.$eval("main", (main) => main.textContent);
      expect(text).toContain(wordsIn("en").welcome.tryOut.elsewhere);
      expect(text).not.toContain("tulips");
      for (const action of ["pause", "strike", "start"])
        expect(await view.$(`[data-action="${action}"]`)).toBeNull();
      await takePicture(view, join(PICTURES, `${name}-try-out`), true);
      await pressByKeyboard(view, "stop");
      expect(await commandsOf(view)).toEqual([{ type: "stop-session", session: active.session }]);
    }
  });

  test.each([
    ["try-out-worked", "words"],
    ["try-out-silent", "no-sound"],
    ["try-out-wordless", "no-words"],
  ] as const)("UI-7 the try-out says what came of it and what to do: %s", async (name, outcome) => {
    const shown = STATES[name];
    if (shown === undefined) throw new Error(`no state ${name}`);
    const page = await open(shown, "en");
    const shownOutcome = await page.$eval("p[data-try-out]", ({ dataset, textContent }) => [
      dataset["tryOut"],
      textContent,
    ]);

    expect(shownOutcome).toEqual([outcome, wordsIn("en").welcome.tryOut.outcomes[outcome]]);
    expect((await page.$("[data-try-out-lines]")) !== null).toBe(outcome === "words");
  });

  test("UI-7 UI-6 the try-out is started and stopped from the keyboard, and asked for by nothing else", async () => {
    const page = await open({ status: ready, hasConsented: true, steps: [] }, "en");
    expect(await commandsOf(page)).toEqual([]);
    await pressByKeyboard(page, "try-out");
    expect(await commandsOf(page)).toEqual([{ type: "start-try-out" }]);

    await feedView(page, { type: "status-changed", status: during("recording") });
    await page.waitForSelector('[data-action="stop-try-out"]');
    await pressByKeyboard(page, "stop-try-out");
    expect(await commandsOf(page)).toEqual([
      { type: "start-try-out" },
      { type: "stop-session", session: active.session },
    ]);
  });

  test("UI-7 a page that is closed stops the try-out, and nothing else", async () => {
    for (const [status, commands] of [
      [during("recording"), [{ type: "stop-session", session: active.session }]],
      [during("stopping"), []],
      [{ ...ready, session: { name: "recording", ...active } as const }, []],
    ] as const) {
      const page = await open({ status, hasConsented: true, steps: [] }, "en");
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
      expect(await commandsOf(page)).toEqual(commands);
    }
  });

  test("UI-7 while captions of a meeting run, or a step is left, it cannot be started and says why", async () => {
    const text = wordsIn("en").welcome.tryOut;
    const meeting = { ...ready, session: { name: "recording", ...active } as const };
    for (const [status, hasConsented, why] of [
      [meeting, true, text.busy],
      [ready, false, text.first],
    ] as const) {
      const page = await open({ status, hasConsented, steps: [] }, "en");
      expect(await page.$('[data-action="try-out"][disabled]')).not.toBeNull();
      expect(await page.$eval("#try-out", (section) => section.textContent)).toContain(why);
    }
  });

  test("UI-7 a helper that is missing is looked for again by itself, and its notice stands still", async () => {
    const page = await open({ status: { ...ready, host: failed }, hasConsented: true, steps: [] }, "en");
    await page.waitForFunction(() => globalThis.earshotSent.some(({ type }) => type === "retry-host"));
    await page.$eval("div[data-error]", ({ dataset }) => {
      dataset["same"] = "";
    });
    await feedView(page, { type: "status-changed", status: { ...ready, host: { name: "connecting" } } });
    await feedView(page, { type: "status-changed", status: { ...ready, host: failed } });
    expect(await page.$("[data-error][data-same]")).not.toBeNull();

    await feedView(page, { type: "status-changed", status: ready });
    await page.waitForSelector('[data-host="connected"]');
    expect(await stepsOf(page)).toEqual(["done", "done", "done"]);
  });
});

/** The state of each step. */
function stepsOf(page: Page): Promise<(string | undefined)[]> {
  return page.$$eval("section[data-step]", (all) => all.map(({ dataset }) => dataset["step"]));
}
