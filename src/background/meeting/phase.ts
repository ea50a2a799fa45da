import type { NextFrames } from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";

/**
 * How far this worker has brought a meeting. What is requested of it stands in the memory, which the next worker reads; how far
 * things have come since, document and host report to that worker themselves.
 */
export type Phase =
  /** The tab is being opened for capture. */
  | { readonly name: "starting" }
  | { readonly name: "capturing" }
  | ({ readonly name: "stopping" } & Pending)
  /** What it has in the browser and at the host is being taken down. */
  | { readonly name: "closing" }
  | { readonly name: "ended" };

/** What a meeting that stops waits for, in this order. */
export type Pending =
  /** The document delivers what is queued. */
  | { readonly pending: "capture" }
  /** The document is gone: what the host has on disk is all there is; the host says how much once it is open. */
  | { readonly pending: "frame-count" }
  /** The host has every frame that there will be; once it is open it is asked to finish. */
  | { readonly pending: "host"; readonly captured: Captured }
  /** The host transcribes what is left and delivers the last finals. */
  | { readonly pending: "finals"; readonly captured: Captured };

interface Captured {
  /** Counts of all frames. */
  readonly next: NextFrames;
  readonly gaps: readonly AudioGap[];
}

export function isClosing({ name }: Phase): boolean {
  return name === "closing" || name === "ended";
}

/** Whether nothing more comes from the offscreen document. */
export function isCaptureOver(phase: Phase): boolean {
  return isClosing(phase) || (phase.name === "stopping" && phase.pending !== "capture");
}
