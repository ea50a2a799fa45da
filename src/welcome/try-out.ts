import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { ErrorReport } from "../../protocol/errors.ts";
import type { Status } from "../shared/status.ts";
import type { Segment, Transcript } from "../shared/transcript.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";

/** The loudest sample of a room in which nobody speaks is below this share of full scale (−40 dB), of speech far above. */
const LOUD_PEAK = 0.01;

/** What became of it. */
type TryOutOutcome = "words" | "no-words" | "no-sound";

export type TryOut =
  | { readonly name: "idle" }
  | {
      readonly name: "running";
      readonly session: string;
      /** Milliseconds since the epoch: of the click, then of the first sample. */
      readonly startedAtMs: number;
      /** The microphone is closed, and the last words are on their way. */
      readonly isStopping: boolean;
      readonly wasLoud: boolean;
      readonly lines: readonly Segment[];
    }
  | {
      readonly name: "over";
      readonly outcome: TryOutOutcome;
      /** Why it ended, where it did not end by itself. */
      readonly error: ErrorReport | null;
      readonly lines: readonly Segment[];
    };

interface Seen {
  readonly session: Status["session"];
  readonly transcript: Transcript | null;
  /** Of the microphone, 0 … 1. */
  readonly peak: number;
}

/** How far a try-out is, after what the background says now (pure). Its lines are kept here, and nowhere else. */
export function nextTryOut(state: TryOut, { session, transcript, peak }: Seen): TryOut {
  if (session.name === "idle") {
    if (state.name !== "running") return state;
    const { lines, wasLoud } = state;
    const outcome = lines.length > 0 ? "words" : wasLoud ? "no-words" : "no-sound";
    return { name: "over", outcome, error: session.lastError, lines };
  }
  // A meeting that began elsewhere.
  if (session.tabId !== null) return state.name === "running" ? { name: "idle" } : state;
  const isKnown = state.name === "running" && state.session === session.session;
  const isShown = transcript?.session === session.session;
  // A worker that was started again has the words that come from then on, and none from before.
  const hasLines = isShown && (transcript.segments.length > 0 || !isKnown);
  return {
    name: "running",
    session: session.session,
    startedAtMs: isShown ? transcript.startedAtMs : session.startedAtMs,
    isStopping: session.name === "stopping",
    wasLoud: (isKnown && state.wasLoud) || peak >= LOUD_PEAK,
    lines: hasLines ? transcript.segments : isKnown ? state.lines : [],
  };
}

/** Follows the try-out that this page, or another first-run page, has started. */
export function followTryOut({
  status,
  transcript,
  levels,
}: Pick<SessionStore, "status" | "transcript" | "levels">): ReadonlySignal<TryOut> {
  const state = signal<TryOut>({ name: "idle" });
  effect(() => {
    if (status.value === null) return;
    const seen = {
      session: status.value.session,
      transcript: transcript.value,
      peak: levels.value.mic.peak,
    };
    state.value = nextTryOut(state.peek(), seen);
  });
  return state;
}
