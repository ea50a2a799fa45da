import { setTimeout as delay } from "node:timers/promises";
import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { Transcript } from "../../src/shared/transcript.ts";
import { ScriptError } from "../runtime/script-error.ts";
import type { Mark, TestBed } from "./test-bed.ts";

/** How long it took until things flowed again, from the moment from which they could; null: not within the limit. */
export interface Recovery {
  /** Until sound captured after that moment was on the disk, of every source. */
  readonly diskMs: number | null;
  /** Until it was taken in by the sidecar, whatever had to be transcribed again before. */
  readonly sidecarMs: number | null;
  /** Of the sidecar that did it, from its process's start; 0 when it had run all the time. */
  readonly modelLoadMs: number;
}

const LOOK_EVERY_MS = 20;

/** Waits until sound that was captured after `mark` has come through. */
export async function measureRecovery(bed: TestBed, mark: Mark, limitMs: number): Promise<Recovery> {
  let diskMs: number | null = null;
  for (;;) {
    const elapsedMs = performance.now() - mark.atMs;
    if (diskMs === null && isBeyond(mark, (source) => bed.journal.frames(source))) diskMs = elapsedMs;
    if (diskMs !== null && isBeyond(mark, (source) => consumedFrames(bed, source))) {
      return { diskMs, sidecarMs: elapsedMs, modelLoadMs: modelLoadMs(bed, mark) };
    }
    if (elapsedMs > limitMs) return { diskMs, sidecarMs: null, modelLoadMs: modelLoadMs(bed, mark) };
    await delay(LOOK_EVERY_MS);
  }
}

/** By number, not by sample: the sample clock is moved on over sound that an overloaded machine never rendered. */
function isBeyond({ frames }: Mark, count: (source: AudioSource) => number): boolean {
  return AUDIO_SOURCES.every((source) => count(source) > frames[source]);
}

/** Frames that some sidecar has taken in. */
function consumedFrames({ sidecar }: TestBed, source: AudioSource): number {
  return Math.max(0, ...sidecar.runs.map(({ consumed }) => consumed[source]));
}

function modelLoadMs({ sidecar }: TestBed, { atMs }: Mark): number {
  const run = sidecar.runs.at(-1);
  // The one that was started because of the fault, which may have been a while before the mark.
  if (run === undefined || run.readyAtMs === null || run.readyAtMs < atMs) return 0;
  return run.readyAtMs - run.startedAtMs;
}

/** The remaining audio of a short meeting, and the loading of the model. */
const RECOVERY_LIMIT_MS = 120_000;

/** Starts the killed browser again and waits until it offers the interrupted meeting as recovered. */
export async function recoverAfterKill(
  bed: TestBed,
  session: string,
): Promise<{ readonly transcript: Transcript; readonly recoveredMs: number }> {
  await bed.launch();
  const launchedAtMs = performance.now();
  const { view } = bed.earshot;
  await view.until("the recovered meeting", RECOVERY_LIMIT_MS, () =>
    view.status?.recovered.find((found) => found.session === session && found.state === "done"),
  );
  const recoveredMs = performance.now() - launchedAtMs;
  const transcript = await view.storedTranscript(session);
  if (transcript === null) {
    throw new ScriptError(
      "session_failed",
      "The recovered meeting has no transcript.",
      "See the host's log.",
    );
  }
  return { transcript, recoveredMs };
}
