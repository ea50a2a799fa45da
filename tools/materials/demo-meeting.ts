import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { DEMO, STATE } from "../runtime/paths.ts";
import { type PreparedWav, prepareWav } from "./prepare-wav.ts";

/** One line of the demo meeting; times from the meeting's start. */
interface DemoLine {
  readonly speaker: string;
  readonly source: "tab" | "mic";
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface DemoScript {
  readonly durationMs: number;
  readonly participants: readonly {
    readonly name: string;
    readonly source: "tab" | "mic";
    readonly audio: string;
  }[];
  readonly lines: readonly DemoLine[];
}

/** What everybody in the demo meeting says, and when. */
export function readDemoScript(): DemoScript {
  return JSON.parse(readFileSync(join(DEMO, "script.json"), "utf8")) as DemoScript;
}

/** Presses Join in the demo meeting's page, as soon as its voices are ready. */
export async function joinDemoMeeting(page: Page): Promise<void> {
  await page.waitForSelector("#join:not([disabled])");
  await page.click("#join");
}

/** What You say in the demo meeting, for the browser's fake microphone. */
export function demoMicrophone(): Promise<PreparedWav> {
  return prepareWav(join(DEMO, "audio/you.opus"), join(STATE, "audio/demo-microphone.wav"));
}
