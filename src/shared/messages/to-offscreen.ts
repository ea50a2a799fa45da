import type { AudioSource, NextFrames } from "../../../protocol/audio.ts";
import type { SilenceReason } from "../status.ts";
import type { SampleRange } from "../struck-ranges.ts";

/** What the background says to the offscreen document; the answers stand in `MESSAGES`. */
export type BackgroundToOffscreen =
  | {
      readonly type: "start-capture";
      readonly session: string;
      /** Of the tab's audio; lives 10 s and can be used once. Null: there is no tab. */
      readonly streamId: string | null;
      readonly isMicrophoneWanted: boolean;
      readonly microphoneDeviceId: string | null;
      readonly isMicrophoneProcessed: boolean;
    }
  /** The host is ready; everything below `next` is on its disk. */
  | { readonly type: "welcome"; readonly session: string; readonly next: NextFrames }
  /** Frames cannot be delivered until the next `welcome`; they are kept. */
  | { readonly type: "hold"; readonly session: string }
  | {
      readonly type: "acknowledged";
      readonly session: string;
      readonly source: AudioSource;
      readonly nextSeq: number;
      /** Frames from `nextSeq` on are wanted again. */
      readonly isResendWanted: boolean;
    }
  /** Keep an open source out of the recording, or take that reason away again. */
  | {
      readonly type: "silence" | "unsilence";
      readonly session: string;
      readonly source: AudioSource;
      readonly reason: SilenceReason;
    }
  /** The browser mutes the captured tab, or no longer does: its playback follows, the recording goes on. */
  | { readonly type: "mute-playback"; readonly session: string; readonly isMuted: boolean }
  /** Capture another microphone from now on; null is the browser's default. */
  | { readonly type: "choose-microphone"; readonly session: string; readonly deviceId: string | null }
  /**
   * Whether the browser takes echo and noise out of the microphone and evens out its level; else the samples are the
   * device's own.
   */
  | { readonly type: "process-microphone"; readonly session: string; readonly isProcessed: boolean }
  /** What is queued or still comes of that span is silence. */
  | ({ readonly type: "strike"; readonly session: string } & SampleRange)
  /** Whether the audio that is captured from now on is stored. */
  | { readonly type: "store-audio"; readonly session: string; readonly isWanted: boolean }
  /** None of it is stored any more, whatever comes: it cannot be. */
  | { readonly type: "refuse-audio"; readonly session: string }
  /** It is stored, or not to be. */
  | {
      readonly type: "audio-chunk-settled";
      readonly session: string;
      readonly source: AudioSource;
      readonly startSample: number;
    }
  /** Whether a view shows level meters: levels are posted only then. */
  | { readonly type: "watch-levels"; readonly isWanted: boolean }
  /** End the capture, deliver what is queued, then answer `capture-stopped`. */
  | { readonly type: "stop-capture"; readonly session: string }
  /** While stopping: what the host has not stored by now is given up, marked as a gap; answer `capture-stopped`. */
  | { readonly type: "give-up-queue"; readonly session: string }
  /** End the capture and forget what is queued: the session was refused. */
  | { readonly type: "abandon-capture"; readonly session: string };
