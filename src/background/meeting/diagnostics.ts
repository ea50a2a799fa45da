import type { AudioSource } from "../../../protocol/audio.ts";
import type { EventData } from "../../../protocol/events.ts";
import type {
  CoverageReport,
  EngineReport,
  HealthReport,
  SessionMetrics,
} from "../../../protocol/reports.ts";
import type { CaptureCounters, Diagnostics, PageFigures, UnrenderedFigures } from "../../shared/status.ts";
import { CaptionLatency } from "./caption-latency.ts";

const NO_FRAMES: CaptureCounters = {
  captured: 0,
  sent: 0,
  resent: 0,
  acknowledged: 0,
  queued: 0,
  dropped: 0,
};

/** Collects the figures of one session for the diagnostics report; never any text. */
export class DiagnosticsCollector {
  readonly session: string;
  readonly #startRequestedAtMs: number;
  readonly latency = new CaptionLatency();
  capture: Readonly<Record<AudioSource, CaptureCounters>> = { tab: NO_FRAMES, mic: NO_FRAMES };
  unrendered: UnrenderedFigures = { lostMs: 0, shownLostMs: 0, shortHoles: 0 };
  host: SessionMetrics | null = null;
  engine: EngineReport | null = null;
  coverage: CoverageReport | null = null;
  ignoredMessages = 0;
  #firstFrameAtMs: number | null = null;

  readonly #page: () => PageFigures | null;

  /** `page`: what the meeting's page shows of people, at any moment. */
  constructor(session: string, startRequestedAtMs: number, page: () => PageFigures | null) {
    this.session = session;
    this.#page = page;
    this.#startRequestedAtMs = startRequestedAtMs;
  }

  /** The host has the first frame on disk. */
  frameStored(nowMs: number): void {
    this.#firstFrameAtMs ??= nowMs;
  }

  /** Takes in the capture's own figures; true when audio was lost since the last ones that the user is to know of. */
  captured(capture: DiagnosticsCollector["capture"], unrendered: UnrenderedFigures): boolean {
    const isMoreShown = unrendered.shownLostMs > this.unrendered.shownLostMs;
    this.capture = capture;
    this.unrendered = unrendered;
    return isMoreShown;
  }

  /** The host's own figures of a session. */
  metrics({ session, metrics }: EventData<"metrics">): void {
    if (session === this.session) this.host = metrics;
  }

  /** The host has finished the session. */
  finished({
    metrics,
    coverage,
  }: {
    metrics: SessionMetrics | null;
    coverage: CoverageReport | undefined;
  }): void {
    this.host = metrics ?? this.host;
    this.coverage = coverage ?? this.coverage;
  }

  /** Takes in what the sidecar reports of itself; what it leaves out is as it was. */
  health({ engine, coverage }: Pick<HealthReport, "engine" | "coverage">): void {
    this.engine = engine ?? this.engine;
    this.coverage = coverage ?? this.coverage;
  }

  report(): Diagnostics {
    const { session, capture, unrendered, host, engine, coverage, latency, ignoredMessages } = this;
    const startToFirstFrameMs =
      this.#firstFrameAtMs === null ? null : this.#firstFrameAtMs - this.#startRequestedAtMs;
    return {
      session,
      capture,
      unrendered,
      host,
      engine,
      coverage,
      latency: latency.summary(),
      ignoredMessages,
      page: this.#page(),
      startToFirstFrameMs,
    };
  }
}

/** The report before the first session. */
export const NO_DIAGNOSTICS: Diagnostics = {
  ...new DiagnosticsCollector("", 0, () => null).report(),
  session: null,
};
