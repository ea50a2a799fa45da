import type { Arrival } from "../../../tools/driver/sidecar/caption-engine.ts";
import type { Meeting, NonSpeech, Utterance } from "../../../tools/materials/meeting.ts";

/** A message of the tab about caption "1", which stands for the second from 1000 ms on. */
export function arrival(atMs: number, text: string, more: Partial<Arrival> = {}): Arrival {
  return { atMs, source: "tab", caption: "1", text, isFinal: false, startMs: 1000, endMs: 2000, ...more };
}

export function final(atMs: number, text: string, more: Partial<Arrival> = {}): Arrival {
  return arrival(atMs, text, { isFinal: true, ...more });
}

/** Words of the tab, 500 ms each, one right behind the other. */
export function utterance(startMs: number, text: string, more: Partial<Utterance> = {}): Utterance {
  const words = text.split(" ").map((word, index) => ({
    text: word,
    startMs: startMs + index * 500,
    endMs: startMs + (index + 1) * 500,
  }));
  const endMs = words.at(-1)?.endMs ?? startMs;
  return { source: "tab", speaker: "Alice", startMs, endMs, words, ...more };
}

export function meeting(utterances: readonly Utterance[], nonSpeech: readonly NonSpeech[] = []): Meeting {
  return { seconds: 60, utterances, nonSpeech };
}
