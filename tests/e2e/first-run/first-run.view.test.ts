import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { wordsIn } from "../../../src/i18n/index.ts";
import type { Status } from "../../../src/shared/status.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { active } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { copiedBy, obstaclesOf, pressByKeyboard, READABLE, twoFrames } from "../views/view-checks.ts";
import { answerCommand, answerMicrophone, stepsOf } from "./first-run-page.ts";
import { chosen, during, failed, ready, type Shown, STATES, said } from "./first-run-states.ts";

describe("the first-run page", () => {
  const views = useFedViews();

  const open = async (shown: Shown, language: string, zoom = 1, query = ""): Promise<Page> => {
    const { browser, extensionId } = views.earshot;
    const { microphone } = shown;
    await browser.setPermission(`chrome-extension://${extensionId}`, {
      permission: { name: "microphone" },
      state: microphone?.permission ?? "granted",
    });
    const page = await views.open({
      page: "src/welcome/index.html",
      query,
      viewport: { width: 800 / zoom, height: 900 / zoom, deviceScaleFactor: zoom },
      language,
      snapshot: {
        type: "snapshot",
        status: shown.status,
        settings: {
          ...chosen,
          hasConsented: shown.hasConsented,
          isMicrophoneWanted: microphone?.isWanted ?? true,
        },
        transcript: shown.transcript ?? null,
      },
      microphones: microphone?.isThere === false ? [] : [{ deviceId: "", label: "" }],
      ...(shown.computer === undefined ? {} : { computer: shown.computer }),
    });
    if (microphone?.answer !== undefined) {
      await answerMicrophone(page, microphone.answer);
      await pressButton(page, "microphone");
    }
    if (shown.level !== undefined) {
      const level = { rms: shown.level / 2, peak: shown.level };
      await feedView(page, { type: "level-changed", source: "mic", level });
    }
    for (const status of shown.later ?? []) await feedView(page, { type: "status-changed", status });
    await page.waitForSelector(`[data-microphone="${microphone?.state ?? "granted"}"]`);
    return page;
  };

  test.each(Object.entries(STATES))(
    "UI-7 UI-6 %s: each step says how far it is, and all of it can be read",
    async (name, shown) => {
      for (const language of ["en", "ja"] as const) {
        const page = await open(shown, language);
        expect(await stepsOf(page)).toEqual(shown.steps);
        // How to start is shown once all is done, with or without a microphone.
        const isDone =
          !shown.steps.includes("now") && (shown.later?.at(-1) ?? shown.status).session.name === "idle";
        expect((await page.$("#ready")) !== null).toBe(isDone);
        expect(await obstaclesOf(page)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
        await takePicture(page, join(PICTURES, `welcome-${name}-${language}`), true, true);
        await page.close();
      }
      if (shown.microphone !== undefined) return;
      const zoomed = await open(shown, "en", 2);
      expect(await obstaclesOf(zoomed)).toMatchObject(READABLE);
      await takePicture(zoomed, join(PICTURES, `welcome-${name}-zoomed`), false, true);
    },
  );

  test("UI-7 UI-6 who does without a microphone says so from the keyboard, which stays in its place", async () => {
    const shown = STATES["microphone-unknown"];
    if (shown === undefined) throw new Error("no such state");
    const page = await open(shown, "en");
    await pressByKeyboard(page, "skip-microphone");
    expect(await commandsOf(page)).toEqual([
      { type: "change-settings", change: { isMicrophoneWanted: false } },
    ]);

    const skipped = { ...chosen, hasConsented: true, isMicrophoneWanted: false };
    await feedView(page, { type: "settings-changed", settings: skipped });
    await page.waitForSelector("#ready");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("microphone");
    expect(await page.$eval("#try-out", (section) => section.textContent)).toContain(
      wordsIn("en").welcome.tryOut.noMicrophone,
    );
  });

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

  test("UI-7 UI-6 a check that is asked for says what came of it, and leaves the keyboard where it is", async () => {
    const shown = STATES["helper"];
    if (shown === undefined) throw new Error("no such state");
    const page = await open(shown, "en");
    const outcome = () => page.$eval("[data-check]", ({ role, textContent }) => [role, textContent]);
    expect(await outcome()).toEqual(["status", ""]);
    await pressByKeyboard(page, "check-again");
    expect(await outcome()).toEqual(["status", wordsIn("en").guide.checking]);
    await answerCommand(page, "retry-host");
    await page.waitForFunction(() => document.body.textContent.includes("it is still so"));
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Check again");
    await takePicture(page, join(PICTURES, "welcome-helper-checked-en"), true, true);

    // What is found takes the steps away: the keyboard stays in their place.
    await pressByKeyboard(page, "check-again");
    await feedView(page, { type: "status-changed", status: ready });
    await page.waitForSelector('[data-host="connected"]');
    expect(await page.$("#guide-title")).toBeNull();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("host");
  });

  test("UI-7 a check that finds another error does not say that it is still so", async () => {
    const page = await open(STATES["helper"] ?? { status: ready, hasConsented: true, steps: [] }, "en");
    await pressByKeyboard(page, "check-again");
    const forbidden = STATES["helper-forbidden"]?.status ?? ready;
    await feedView(page, { type: "status-changed", status: forbidden });
    await page.waitForSelector('[data-error="host_forbidden"]');
    await answerCommand(page, "retry-host");
    await twoFrames(page);

    expect(await page.$eval("[data-check]", ({ textContent }) => textContent)).toBe("");
  });

  test("UI-7 IPC-12 command and report are copied, from the keyboard as well", async () => {
    const { browser, extensionId } = views.earshot;
    const permission = { permission: { name: "clipboard-read" }, state: "granted" } as const;
    await browser.setPermission(`chrome-extension://${extensionId}`, permission);
    const shown = STATES["helper-forbidden"];
    if (shown === undefined) throw new Error("no such state");
    const page = await open(shown, "en");
    const command = await copiedBy(page, () => pressByKeyboard(page, "copy-command"));
    const report = await copiedBy(page, () => pressByKeyboard(page, "copy-report"));

    expect(command).toBe('PATH="$PATH:$HOME/.local/bin" earshot install');
    expect(report).toMatch(/^error: host_forbidden$.*^browser: Microsoft Edge 156$\n^system: Linux$/msu);
  });

  test("UI-7 where the recognition cannot start, the check tries it again", async () => {
    const shown = STATES["recognition-missing"];
    if (shown === undefined) throw new Error("no such state");
    const page = await open(shown, "en");
    await pressByKeyboard(page, "check-again");

    expect(await commandsOf(page)).toEqual([{ type: "retry-transcription" }]);
  });

  test("UI-7 the page that an error opened has its steps, although the helper shows it no more, until a check finds it well", async () => {
    const shown = { status: ready, hasConsented: true, steps: [] };
    const page = await open(shown, "en", 1, "?error=journal_unwritable#host");
    await page.waitForSelector('#host [data-error="journal_unwritable"]');
    expect(await page.$$eval("#host ol > li", (all) => all.length)).toBeGreaterThan(2);
    expect(await stepsOf(page)).toEqual(["done", "now", "done"]);

    await pressByKeyboard(page, "check-again");
    await answerCommand(page, "retry-transcription");
    await page.waitForSelector("section#host[data-step=done]");
    expect(await page.$("#guide-title")).toBeNull();
  });

  test("UI-7 while a new helper starts its recognition, the error before stands; that it is still so is said once it is", async () => {
    const page = await open(
      STATES["recognition-missing"] ?? { status: ready, hasConsented: true, steps: [] },
      "en",
    );
    const checked = (text: string) =>
      page.waitForFunction(
        (what) => document.querySelector("[data-check]")?.textContent.includes(what),
        {},
        text,
      );
    const recogniser = (state: Status["recogniser"], host = ready.host) =>
      feedView(page, { type: "status-changed", status: { ...ready, host, recogniser: state } });
    await pressByKeyboard(page, "check-again");
    await recogniser({ state: "starting", error: null }, { name: "disconnected" });
    await recogniser({ state: "starting", error: null });
    await answerCommand(page, "retry-transcription");
    await twoFrames(page);
    expect(await page.$('#host [data-error="sidecar_start_failed"]')).not.toBeNull();
    await checked(wordsIn("en").guide.checking);

    await recogniser({ state: "failed", error: "sidecar_start_failed" });
    await checked("it is still so");
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
