import type { AudioSource } from "../../protocol/audio.ts";

/** A word as it was spoken; milliseconds since the meeting's start. */
interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** What one voice said in one breath. */
export interface Utterance {
  readonly source: AudioSource;
  readonly speaker: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly SpokenWord[];
}

/** A stretch in which nobody speaks into a source; `echo`: the microphone hears the tab. */
export interface NonSpeech {
  readonly source: AudioSource;
  readonly startMs: number;
  readonly endMs: number;
  readonly kind: string;
}

/** What is truly said in a meeting, and when: `meeting.json` beside its sound. */
export interface Meeting {
  readonly seconds: number;
  readonly utterances: readonly Utterance[];
  readonly nonSpeech: readonly NonSpeech[];
}
