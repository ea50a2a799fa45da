import type { Arrival } from "../engine/caption-engine.ts";
import { type ClipModel, ClipSidecar } from "./clip-sidecar.ts";
import type { Clip, NonSpeechSound } from "./corpus.ts";
import { type Score, scoreRuns } from "./score.ts";

/** One clip alone, as fast as it goes. */
export interface ClipReport {
  readonly name: string;
  /** Language, human or synthetic, and the first of its tags. */
  readonly group: string;
  readonly score: Score;
}

/** A sound without speech, and the words that were made of it. */
export interface SoundReport {
  readonly name: string;
  readonly kind: string;
  readonly seconds: number;
  readonly words: readonly string[];
}

/** Each clip in a session of its own, all in one sidecar. */
export async function measureClips(clips: readonly Clip[], model: ClipModel): Promise<ClipReport[]> {
  const heard = await transcribeAll(clips, model, (clip) =>
    model.language === "auto" ? clip.language : model.language,
  );
  const runs = clips.map(({ name, text, language, seconds }, index) => ({
    name,
    reference: [{ source: "tab" as const, startMs: 0, endMs: seconds * 1000, text, language }],
    arrivals: heard[index] ?? [],
  }));
  const scores = await scoreRuns(runs);
  return clips.flatMap((clip, index) => {
    const score = scores[index];
    return score === undefined ? [] : [{ name: clip.name, group: groupOf(clip), score }];
  });
}

/** What is said of sounds in which nobody speaks, which ought to be nothing. */
export async function measureSounds(
  sounds: readonly NonSpeechSound[],
  model: ClipModel,
): Promise<SoundReport[]> {
  const heard = await transcribeAll(sounds, model, () => model.language);
  return sounds.map(({ name, kind, seconds }, index) => {
    const words = (heard[index] ?? []).map(({ text }) => text);
    return { name, kind, seconds, words };
  });
}

async function transcribeAll<T extends { readonly file: string }>(
  items: readonly T[],
  model: ClipModel,
  languageOf: (item: T) => string,
): Promise<(readonly Arrival[])[]> {
  const sidecar = new ClipSidecar(model);
  try {
    await sidecar.open();
    const heard: (readonly Arrival[])[] = [];
    for (const item of items) heard.push(await sidecar.transcribe(item.file, languageOf(item)));
    return heard;
  } finally {
    await sidecar.close();
  }
}

function groupOf({ language, human, tags }: Clip): string {
  const kind = tags.includes("8k") ? "telephone" : (tags[0] ?? "other");
  return `${language} ${human ? "human" : "synthetic"} ${kind}`;
}
