import type { Page } from "puppeteer";
import type { Diagnostics } from "../../../src/shared/status.ts";
import type { Earshot } from "../../driver/browser/earshot.ts";
import { readDemoScript } from "../../materials/demo-meeting.ts";
import { type Figure, figure, mebibytes } from "../../measure/figure.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { inDemoMeeting, playMeeting } from "./meeting.ts";

const WARM_STARTS = 5;
const GOAL_MS = 1000;
const MODEL_MS = 60_000;
const STOP_MS = 60_000;

/** Starts with the real sidecar and the demo model, the first right after the browser's own; then a whole meeting. */
export function measureDemoMeeting(): Promise<Figure[]> {
  return inDemoMeeting({ isOffline: true }, async (earshot, page) => {
    const cold = await startOnce(earshot, page);
    await earshot.view.until("the demo model", MODEL_MS, () => {
      const { model } = earshot.view.status ?? { model: null };
      return model?.state === "ready" ? model : null;
    });
    const warm: (number | null)[] = [];
    for (let count = 0; count < WARM_STARTS; count += 1) warm.push(await startOnce(earshot, page));
    return [
      figure("click to first frame on disk, first start after the browser's", cold, "ms"),
      ...warm.map((ms, index) =>
        figure(`click to first frame on disk, warm start ${index + 1}`, ms, "ms", GOAL_MS),
      ),
      ...(await measureMeeting(earshot, page)),
    ];
  });
}

async function startOnce(earshot: Earshot, page: Page): Promise<number | null> {
  await earshot.startCaptions(page);
  const { startToFirstFrameMs } = await earshot.diagnostics();
  await earshot.stopCaptions(page, STOP_MS);
  return startToFirstFrameMs;
}

/** The same processes have served the starts: only what the meeting adds is counted. */
async function measureMeeting(earshot: Earshot, page: Page): Promise<Figure[]> {
  const before = await earshot.diagnostics();
  await earshot.startCaptions(page);
  await playMeeting(page);
  await earshot.stopCaptions(page, STOP_MS);
  const after = await earshot.diagnostics();
  return [
    figure(
      "CPU in the demo meeting, sidecar with the demo model",
      share("sidecar", before, after),
      "% of one core",
    ),
    figure("CPU in the demo meeting, host", share("native-host", before, after), "% of one core"),
    figure(
      "peak memory in the demo meeting, sidecar",
      mebibytes(processOf("sidecar", after).peakRssBytes),
      "MiB",
    ),
    ...(["tab", "mic"] as const).flatMap((source) => [
      figure(
        `onset to first words on the page, ${source}, p50`,
        after.latency[source].firstPartialMs.p50,
        "ms",
      ),
      figure(
        `onset to first words on the page, ${source}, p95`,
        after.latency[source].firstPartialMs.p95,
        "ms",
      ),
      figure(`end of speech to final on the page, ${source}, p50`, after.latency[source].finalMs.p50, "ms"),
      figure(`end of speech to final on the page, ${source}, p95`, after.latency[source].finalMs.p95, "ms"),
    ]),
  ];
}

function share(name: string, before: Diagnostics, after: Diagnostics): number {
  const seconds = processOf(name, after).cpuSeconds - processOf(name, before).cpuSeconds;
  return (seconds * 100_000) / readDemoScript().durationMs;
}

function processOf(name: string, { host }: Diagnostics) {
  const found = host?.processes.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new ScriptError("session_failed", `The host did not report on its ${name}.`, "Run it on Linux.");
  }
  return { cpuSeconds: found.cpu_seconds, peakRssBytes: found.peak_rss_bytes };
}
