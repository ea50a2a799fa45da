import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { EventData } from "../../protocol/events.ts";
import type { AnyEvent } from "../../protocol/messages.ts";

type Spoken = EventData<"speech_end">;

/** The utterance of each source that has begun and not ended; a source has one at a time (IPC-7). */
export class OpenUtterances {
  readonly #open: Record<AudioSource, Spoken | null> = { tab: null, mic: null };

  note(event: AnyEvent): void {
    switch (event.event) {
      case "speech_start":
      case "partial_text":
      case "final_text":
        this.#open[event.data.source] = spoken(event.data);
        return;
      case "speech_end":
        this.#open[event.data.source] = null;
        return;
      default:
    }
  }

  /** The ends that their own sidecar can say no more. */
  close(): Spoken[] {
    return AUDIO_SOURCES.flatMap((source) => {
      const last = this.#open[source];
      this.#open[source] = null;
      return last === null ? [] : [{ ...last, revision: last.revision + 1 }];
    });
  }
}

/** Only what every event about speech carries: no words, and no number of a final. */
function spoken({ session, source, utterance, revision, start_sample, end_sample }: Spoken): Spoken {
  return { session, source, utterance, revision, start_sample, end_sample };
}
