import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Browser } from "puppeteer";
import { SAMPLE_RATE } from "../../../protocol/audio.ts";
import { NAME_HELPER } from "../../driver/browser/start-browser.ts";
import { type Figure, figure, mebibytes, spread } from "../../measure/figure.ts";
import { coreShare, peakMemory, takeUsage, type UsageSnapshot } from "../../measure/usage.ts";
import { removeFolder } from "../../runtime/remove-folder.ts";
import { PROMPT_MS } from "../../runtime/waiting.ts";
import { inDemoMeeting, playMeeting } from "./meeting.ts";

const STAMP_SIDECAR = fileURLToPath(new URL("./stamp-sidecar.mjs", import.meta.url));
const STOP_MS = 30_000;
const IDLE_MS = 10_000;

/** [source, first sample, arrival in epoch milliseconds] of one frame, as stamp-sidecar.mjs writes it. */
export type Stamp = readonly [source: string, firstSample: number, arrivedAtMs: number];

/** Streams the demo meeting's two sources to a program that only notes arrivals: what the way costs by itself. */
export async function measureStreaming(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "earshot-bench-"));
  try {
    const sidecarCommand = [process.execPath, STAMP_SIDECAR, folder];
    return await inDemoMeeting({ sidecarCommand }, async (earshot, page) => {
      const idleFrom = await takeUsage(earshot.browser, {});
      await setTimeout(IDLE_MS);
      const idle = coreShare("extension", idleFrom, await takeUsage(earshot.browser, {}));
      await earshot.startCaptions(page);
      const hostPid = Number(readFileSync(join(folder, "host-pid"), "utf8"));
      const worklet = await watchWorklet(earshot.browser);
      const before = await takeUsage(earshot.browser, { host: hostPid });
      await playMeeting(page);
      const after = await takeUsage(earshot.browser, { host: hostPid });
      const completions = await worklet.read();
      await earshot.stopCaptions(page, STOP_MS);
      const stamps = JSON.parse(readFileSync(join(folder, "stamps.json"), "utf8")) as Stamp[];
      return [
        ...latencyFigures(latencies(stamps, completions), completions),
        figure("CPU, extension before the capture (with the benchmark's own view)", idle, "% of one core"),
        ...costFigures(before, after),
      ];
    });
  } finally {
    await removeFolder(folder);
  }
}

/**
 * Milliseconds from a frame's completion on the audio thread to its arrival, of the frames that both know. They are found in
 * their order, from the first that both have under the same sample: where the browser rendered nothing for a while, the
 * session's clock, and so what arrives, is ahead of the audio thread's from there on.
 */
export function latencies(stamps: readonly Stamp[], completions: readonly Completion[]): number[] {
  return (["tab", "mic"] as const).flatMap((source) => {
    const arrived = stamps.filter(([of]) => of === source);
    const completed = completions.filter(([of]) => of === source);
    const firstCompleted = completed.findIndex(([, sample]) => arrived.some(([, at]) => at === sample));
    const firstArrived = arrived.findIndex(([, sample]) => sample === completed[firstCompleted]?.[1]);
    if (firstArrived === -1) return [];
    return completed.slice(firstCompleted).flatMap(([, , completedAtMs], index) => {
      const stamp = arrived[firstArrived + index];
      return stamp === undefined ? [] : [stamp[2] - completedAtMs];
    });
  });
}

/** Milliseconds by which the samples fell behind the computer's clock: sound that a starved audio thread skipped. */
export function skippedMs(completions: readonly Completion[]): number | null {
  const first = completions.find(([source]) => source === "tab");
  const last = completions.findLast(([source]) => source === "tab");
  if (first === undefined || last === undefined) return null;
  return last[2] - first[2] - ((last[1] - first[1]) * 1000) / SAMPLE_RATE;
}

function latencyFigures(values: readonly number[], completions: readonly Completion[]): Figure[] {
  return [
    figure("worklet to sidecar, frames of both sources", values.length, "frames"),
    ...spread("worklet to sidecar", values, "ms", { p50: 0.5, p95: 0.95, p99: 0.99, max: 1 }, { p99: 50 }),
    figure("sample clock behind the computer's after streaming", skippedMs(completions), "ms"),
  ];
}

function costFigures(before: UsageSnapshot, after: UsageSnapshot): Figure[] {
  const share = (kind: string) => coreShare(kind, before, after);
  const extension = share("extension");
  const host = share("host");
  return [
    figure("streaming time", (after.atMs - before.atMs) / 1000, "s"),
    figure("CPU, extension", extension, "% of one core"),
    figure("CPU, host", host, "% of one core"),
    figure(
      "CPU, extension and host",
      extension === null || host === null ? null : extension + host,
      "% of one core",
      10,
    ),
    ...["browser", "audio service", "gpu", "renderer"].map((kind) =>
      figure(`CPU, ${kind} (the browser's)`, share(kind), "% of one core"),
    ),
    figure("peak memory, extension", mebibytes(peakMemory("extension", after)), "MiB"),
    figure("peak memory, host", mebibytes(peakMemory("host", after)), "MiB"),
  ];
}

/** [source, first sample, completion in epoch milliseconds] of one frame, by the audio thread's own word. */
export type Completion = readonly [source: string, firstSample: number, completedAtMs: number];

/** What of the offscreen document's FromWorklet message (src/offscreen/worklet/worklet-messages.ts) is looked at. */
interface PostedFrame {
  readonly type: string;
  readonly source: string;
  readonly firstSample: number;
  readonly completedAtMs: number;
}

declare global {
  var earshotCompletions: Completion[];
}

/**
 * Listens beside the capture to what the audio thread posts, from now on; `read` returns what was posted. The sample
 * clock cannot stand in for this: a starved audio thread skips time, and all later frames would look late.
 */
async function watchWorklet(browser: Browser): Promise<{ read(): Promise<Completion[]> }> {
  const target = await browser.waitForTarget((found) => found.url().endsWith("/src/offscreen/index.html"), {
    timeout: PROMPT_MS,
  });
  const page = await target.asPage();
  await page.evaluate(NAME_HELPER);
  const prototype = await page.evaluateHandle(() => MessagePort.prototype);
  const ports = await page.queryObjects(prototype);
  await page.evaluate((found) => {
    globalThis.earshotCompletions = [];
    for (const port of found) {
      port.addEventListener("message", ({ data }: MessageEvent) => {
        const { type, source, firstSample, completedAtMs } = data as PostedFrame;
        if (type === "frame") globalThis.earshotCompletions.push([source, firstSample, completedAtMs]);
      });
    }
  }, ports);
  return { read: () => page.evaluate(() => globalThis.earshotCompletions) };
}
