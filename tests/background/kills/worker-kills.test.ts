import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type * as Unrendered from "../../../src/offscreen/unrendered-audio.ts";
import { expectWhole } from "./expect-whole.ts";
import type { Kill } from "./fake-browser.ts";
import { FakeCapture } from "./fake-capture.ts";
import { LATE_COMMANDS } from "./late-commands.ts";
import { injectReader, PAGE_MARKS } from "./page-marks.ts";
import { Run } from "./run.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";
import { TRY_OUTS } from "./try-outs.ts";

const { facade } = vi.hoisted(() => ({
  facade: new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_target, name) => (globalThis as { fakeApi?: Record<string | symbol, unknown> }).fakeApi?.[name],
    },
  ),
}));
vi.mock("webextension-polyfill", () => ({ default: facade }));
vi.mock("../../../src/offscreen/capture.ts", async () => ({
  Capture: (await import("./fake-capture.ts")).FakeCapture,
}));
vi.mock("../../../src/offscreen/unrendered-audio.ts", async (importOriginal) => {
  const { UnrenderedAudio, ...rest } = await importOriginal<typeof Unrendered>();
  class Rendered extends UnrenderedAudio {
    override observe(): void {}
  }
  return { ...rest, UnrenderedAudio: Rendered };
});
vi.mock("../../../src/background/browser/overlay-injection.ts", () => ({
  injectOverlay: () => Promise.resolve(true),
  drawOverlayAgain: () => Promise.resolve(),
}));
vi.mock("../../../src/background/browser/page-injection.ts", () => ({
  injectPageScript: () => Promise.resolve(injectReader(current)),
}));

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
/** Views connect again after 100 ms. */
const BEFORE_RECONNECT_MS = 50;
/** Views and document have connected again, and what was waited for has come. */
const SETTLING_MS = 3000;

/** @returns how many steps the command took, and whether every kill was due */
async function play(scenario: Scenario, kills: readonly Kill[], isViewGone: boolean) {
  const run = new Run();
  current = run;
  FakeCapture.running.clear();
  (globalThis as { fakeApi?: unknown }).fakeApi = run.browser.api;
  run.openViews();
  await run.browser.loop.run(500);
  await scenario.prepare?.(run);
  await run.browser.database.read();
  run.browser.arm(kills);
  // Closed before it has said anything again, but not before it has shown what the worker had posted.
  if (isViewGone)
    run.browser.onKill = () => run.browser.loop.after(BEFORE_RECONNECT_MS, () => run.closeViews());
  scenario.command(run);
  await run.browser.loop.run(COMMAND_MS);
  const steps = run.browser.stepsSince;
  const isDone = run.browser.isEveryKillDone;
  if (!run.panel.context.isAlive) run.openViews();
  await run.browser.loop.run(SETTLING_MS);
  await run.browser.database.read();
  const isUnheard =
    scenario.isToldOnce === true && kills.some(({ step, when }) => step === 1 && when === "before");
  if (!isUnheard && run.notYetAsked === 0) scenario.honoured(run);
  expectWhole(run);
  return { steps, isDone };
}

describe.each([...SCENARIOS, ...TRY_OUTS, ...LATE_COMMANDS, ...PAGE_MARKS])("CAP-8 $name", (scenario) => {
  test.for([
    { view: "stays", isViewGone: false },
    { view: "goes with it", isViewGone: true },
  ])(
    "the worker is stopped at each step, the view $view",
    { timeout: 120_000 },
    async ({ isViewGone }, { annotate }) => {
      const { steps } = await play(scenario, [], false);
      const lost: string[] = [];
      for (let step = 1; step <= steps; step++) {
        for (const when of ["before", "after"] as const) {
          try {
            await play(scenario, [{ step, when }], isViewGone);
          } catch (error) {
            lost.push(`${when} step ${step}: ${String(error)}`);
          }
        }
      }
      await annotate(`${2 * steps} kill points, ${lost.length} lost`);
      expect(lost).toEqual([]);
    },
  );
});
