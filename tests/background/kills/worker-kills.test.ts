import { effect } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ViewCommand } from "../../../src/shared/messages.ts";
import { parseSettings, SETTINGS_KEY } from "../../../src/shared/settings.ts";
import type { Status } from "../../../src/shared/status.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { OTHER, SESSION, sessionRecord } from "../session-samples.ts";
import { FakeBrowser, type Kill, TAB } from "./fake-browser.ts";
import { FakeCapture } from "./fake-capture.ts";

const { facade } = vi.hoisted(() => ({
  facade: new Proxy({} as Record<string, unknown>, {
    get: (_target, name) => (globalThis as { fakeApi?: Record<string | symbol, unknown> }).fakeApi?.[name],
  }),
}));
vi.mock("webextension-polyfill", () => ({ default: facade }));
vi.mock("../../../src/offscreen/capture.ts", async () => ({
  Capture: (await import("./fake-capture.ts")).FakeCapture,
}));
vi.mock("../../../src/offscreen/clock-watch.ts", () => ({
  ClockWatch: class {
    observe = () => null;
  },
}));
vi.mock("../../../src/background/overlay-injection.ts", () => ({
  injectOverlay: () => Promise.resolve(),
  drawOverlayAgain: () => Promise.resolve(),
}));

/** Whose buttons these are. */
const OF_PANEL: ReadonlySet<string> = new Set(["delete-session", "dismiss-recovered", "rename-speaker"]);

/** One run: a browser, its popup and side panel, and whatever they were shown. */
class Run {
  readonly browser = new FakeBrowser();
  readonly shown: Status[] = [];
  readonly transcripts: (Transcript | null)[] = [];
  popup!: View;
  panel!: View;

  openViews(): void {
    this.popup = this.browser.openView("src/popup/index.html");
    this.panel = this.browser.openView("src/sidepanel/index.html");
    const { status, transcript } = this.panel.store;
    effect(() => {
      if (status.value !== null) this.shown.push(status.value);
    });
    effect(() => {
      this.transcripts.push(transcript.value);
    });
  }

  closeViews(): void {
    this.popup.context.end();
    this.panel.context.end();
  }

  send(command: ViewCommand): void {
    const { context, store } = OF_PANEL.has(command.type) ? this.panel : this.popup;
    this.browser.as(context, () => store.send(command));
  }

  get status(): Status {
    const status = this.panel.store.status.value;
    if (status === null) throw new Error("nothing was shown");
    return status;
  }

  async until(name: Status["session"]["name"]): Promise<void> {
    for (let tries = 0; tries < 100 && this.status.session.name !== name; tries++)
      await this.browser.loop.run(100);
    expect(this.status.session.name).toBe(name);
  }

  /** From here on counts what is shown. */
  forgetShown(): void {
    this.shown.length = 0;
    this.transcripts.length = 0;
  }
}

type View = ReturnType<FakeBrowser["openView"]>;

interface Scenario {
  readonly name: string;
  readonly prepare?: (run: Run) => Promise<void>;
  readonly command: (run: Run) => void;
  /** The browser's own event, which is not told twice: what the worker had not written down by its end is not asked again. */
  readonly isToldOnce?: true;
  /** Whether a view has shown it. */
  readonly isShown: (run: Run) => boolean;
  /** What must be so in the end, where it was shown or the view is still there. */
  readonly honoured: (run: Run) => void;
}

const start: ViewCommand = { type: "start-session", tabId: TAB };
const recording = async (run: Run) => {
  run.send(start);
  await run.until("recording");
};
const paused = async (run: Run) => {
  await recording(run);
  run.send({ type: "pause-session" });
  await run.until("paused");
};
const stored = (run: Run) => parseSettings(run.browser.local.get(SETTINGS_KEY));
const wasIn = (name: Status["session"]["name"]) => (run: Run) =>
  run.shown.some(({ session }) => session.name === name);
const only = () => [...FakeCapture.running];

const SCENARIOS: readonly Scenario[] = [
  {
    name: "start",
    command: (run) => run.send(start),
    isShown: wasIn("starting"),
    honoured: (run) => expect(run.status.session.name).toBe("recording"),
  },
  {
    name: "start by the shortcut",
    isToldOnce: true,
    command: (run) => run.browser.pressShortcut(),
    prepare: async (run) => {
      run.send({ type: "change-settings", change: { hasConsented: true } });
      await run.browser.loop.run(1000);
    },
    isShown: wasIn("starting"),
    honoured: (run) => expect(run.status.session.name).toBe("recording"),
  },
  {
    name: "stop",
    prepare: recording,
    command: (run) => run.send({ type: "stop-session" }),
    isShown: wasIn("stopping"),
    honoured: (run) => {
      expect(run.status.session).toEqual({ name: "idle", lastError: null });
      expect(run.browser.disk.finished.size).toBe(1);
    },
  },
  {
    name: "stop by the shortcut",
    prepare: recording,
    isToldOnce: true,
    command: (run) => run.browser.pressShortcut(),
    isShown: wasIn("stopping"),
    honoured: (run) => expect(run.status.session).toEqual({ name: "idle", lastError: null }),
  },
  {
    name: "stop while it starts",
    command: (run) => {
      run.send(start);
      run.send({ type: "stop-session" });
    },
    isShown: wasIn("stopping"),
    honoured: (run) => expect(run.status.session).toEqual({ name: "idle", lastError: null }),
  },
  {
    name: "pause",
    prepare: recording,
    command: (run) => run.send({ type: "pause-session" }),
    isShown: wasIn("paused"),
    honoured: (run) => expect(run.status.session.name).toBe("paused"),
  },
  {
    name: "pause while it starts",
    command: (run) => {
      run.send(start);
      run.send({ type: "pause-session" });
    },
    isShown: wasIn("paused"),
    honoured: (run) => expect(run.status.session.name).toBe("paused"),
  },
  {
    name: "continue",
    prepare: paused,
    command: (run) => run.send({ type: "continue-session" }),
    isShown: (run) => {
      const names = run.shown.map(({ session }) => session.name);
      return names.length > 0 && !names.includes("paused");
    },
    honoured: (run) => expect(run.status.session.name).toBe("recording"),
  },
  {
    name: "mute",
    prepare: recording,
    command: (run) => run.send({ type: "mute-microphone", isMuted: true }),
    isShown: (run) => run.shown.some(({ sources }) => sources.mic.name === "silenced"),
    honoured: (run) => {
      expect(run.status.sources.mic).toEqual({ name: "silenced", reasons: ["muted"] });
      expect([...(only()[0]?.recorded ?? [])]).toEqual(["tab"]);
    },
  },
  {
    name: "unmute",
    prepare: async (run) => {
      await recording(run);
      run.send({ type: "mute-microphone", isMuted: true });
      await run.browser.loop.run(1000);
    },
    command: (run) => run.send({ type: "mute-microphone", isMuted: false }),
    isShown: (run) => run.shown.some(({ sources }) => sources.mic.name === "live"),
    honoured: (run) => expect(run.status.sources.mic.name).toBe("live"),
  },
  {
    name: "finish now",
    prepare: async (run) => {
      await recording(run);
      run.send({ type: "stop-session" });
    },
    command: (run) => run.send({ type: "finish-now" }),
    isShown: () => false,
    honoured: (run) => expect(run.status.session).toEqual({ name: "idle", lastError: null }),
  },
  {
    name: "settings",
    command: (run) => {
      run.send({ type: "change-settings", change: { isOverlayWanted: false } });
      run.send({ type: "change-settings", change: { retentionDays: 30 } });
    },
    isShown: (run) => run.popup.store.settings.value?.retentionDays === 30,
    honoured: (run) => expect(stored(run)).toMatchObject({ isOverlayWanted: false, retentionDays: 30 }),
  },
  {
    name: "another microphone",
    prepare: recording,
    command: (run) => run.send({ type: "change-settings", change: { microphoneDeviceId: "headset" } }),
    isShown: (run) => run.popup.store.settings.value?.microphoneDeviceId === "headset",
    honoured: () => expect(only()[0]?.microphone).toBe("headset"),
  },
  {
    name: "delete",
    prepare: async (run) => {
      await run.browser.database.putSession(sessionRecord({ completeness: "complete" }));
      await run.browser.database.putSession(
        sessionRecord({ session: OTHER, startedAtMs: 2_000_000, completeness: "complete" }),
      );
      run.browser.disk.folders.set(OTHER, { next: { tab: 0, mic: 0 }, acknowledged: 0, finals: 0 });
      run.browser.killWorker();
      await run.browser.loop.run(5000);
    },
    command: (run) => run.send({ type: "delete-session", session: OTHER }),
    isShown: (run) => run.transcripts.some((transcript) => transcript?.session === SESSION),
    honoured: (run) => {
      expect(run.browser.database.records.has(OTHER)).toBe(false);
      const isGoneAtHost = !run.browser.disk.folders.has(OTHER);
      expect(isGoneAtHost || run.browser.database.deleted.has(OTHER)).toBe(true);
    },
  },
  {
    name: "dismiss a recovered meeting",
    prepare: async (run) => {
      await run.browser.database.putSession(sessionRecord({ completeness: "recovered" }));
      run.browser.killWorker();
      await run.browser.loop.run(5000);
      expect(run.status.recovered).toHaveLength(1);
    },
    command: (run) => run.send({ type: "dismiss-recovered", session: SESSION }),
    // A new worker has not read the database yet when it first speaks.
    isShown: (run) => run.shown.at(0)?.recovered.length === 0,
    honoured: (run) => {
      expect(run.browser.database.records.get(SESSION)?.completeness).toBe("complete");
      expect(run.status.recovered).toEqual([]);
    },
  },
  {
    name: "rename both sides",
    prepare: recording,
    command: (run) => {
      run.send({ type: "rename-speaker", source: "tab", name: "Aki" });
      run.send({ type: "rename-speaker", source: "mic", name: "Ben" });
    },
    isShown: (run) => run.transcripts.some((transcript) => transcript?.speakers.tab === "Aki"),
    honoured: (run) => {
      const [record] = run.browser.database.records.values();
      expect(record?.speakers.tab).toBe("Aki");
    },
  },
];

/** What must hold at any quiet moment, whatever was asked and killed before. */
function expectWhole(run: Run): void {
  const { session } = run.status;
  const left = run.browser.session.get("active-session") as
    | { running: { session: string } | null }
    | undefined;
  if (session.name === "idle") {
    expect(run.browser.document, "a document nobody needs").toBeNull();
    expect(left?.running ?? null, "a session that is remembered and does not run").toBeNull();
    expect(only(), "a capture that nobody shows").toEqual([]);
  } else {
    expect(left?.running?.session).toBe(session.session);
    expect(only()).toHaveLength(1);
    expect(run.browser.capturedSession).toBe(session.session);
    const isPaused = session.name === "paused";
    expect(only()[0]?.recorded.has("tab"), "what is recorded is what is shown").toBe(!isPaused);
  }
  for (const record of run.browser.database.records.values()) {
    const isOpen = record.completeness === "open";
    const isAtHost = run.browser.disk.folders.has(record.session);
    if (isOpen) expect(isAtHost, "an open session that nobody can finish").toBe(true);
    const settled = run.browser.disk.settled.get(record.session) ?? 0;
    const lines = run.browser.database.batches.flatMap((batch) =>
      batch.session === record.session ? batch.segments : [],
    );
    if (!isOpen)
      expect(new Set(lines.map(({ utterance }) => utterance)).size, "words that were lost").toBe(settled);
  }
  for (const folder of run.browser.disk.folders.keys()) {
    const isKnown = run.browser.database.records.has(folder) || run.browser.database.deleted.has(folder);
    expect(isKnown, "sound that nobody knows of").toBe(true);
  }
}

let current: Run;
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(Date, "now").mockImplementation(() => current.browser.loop.nowMs);
  vi.stubGlobal("setTimeout", (action: () => void, delayMs?: number) =>
    current.browser.setTimeout(action, delayMs),
  );
  vi.stubGlobal("chrome", facade);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Everything that a command sets off has begun within this; what comes later comes of itself. */
const COMMAND_MS = 1000;
/** Views and document have connected again, and what was waited for has come. */
const SETTLING_MS = 5000;

/** @returns how many steps the command took, and whether every kill was due */
async function play(scenario: Scenario, kills: readonly Kill[], isViewGone: boolean) {
  const run = new Run();
  current = run;
  FakeCapture.running.clear();
  (globalThis as { fakeApi?: unknown }).fakeApi = run.browser.api;
  run.openViews();
  await run.browser.loop.run(500);
  await scenario.prepare?.(run);
  run.browser.arm(kills);
  // The popup closes with the worker's end: whoever looks next opens another.
  if (isViewGone) run.browser.onKill = () => run.closeViews();
  run.forgetShown();
  scenario.command(run);
  await run.browser.loop.run(COMMAND_MS);
  const steps = run.browser.stepsSince;
  const isDone = run.browser.isEveryKillDone;
  const wasShown = scenario.isShown(run);
  if (!run.panel.context.isAlive) run.openViews();
  await run.browser.loop.run(SETTLING_MS);
  if (wasShown || !(isViewGone || scenario.isToldOnce)) scenario.honoured(run);
  expectWhole(run);
  return { steps, isDone };
}

describe.each(SCENARIOS)("CAP-8 $name", (scenario) => {
  test.each([
    ["stays", false],
    ["goes with it", true],
  ])("the worker is stopped at each step, the view %s", { timeout: 120_000 }, async (_what, isViewGone) => {
    const { steps } = await play(scenario, [], false);
    const lost: string[] = [];
    for (let step = 1; step <= steps; step++) {
      for (const when of ["before", "after"] as const) {
        try {
          await play(scenario, [{ step, when }], isViewGone);
        } catch (error) {
          lost.push(`${when} step ${step}: ${error}`);
        }
      }
    }
    console.info(`${scenario.name}: ${2 * steps} kill points, ${lost.length} lost`);
    expect(lost).toEqual([]);
  });
});
