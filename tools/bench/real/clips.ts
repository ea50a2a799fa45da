import type { Arrival } from "../../driver/sidecar/caption-engine.ts";
import { LoadedSidecar, SidecarSession } from "../../driver/sidecar/sidecar-engine.ts";
import { readFrames } from "../../materials/audio-files.ts";
import { within } from "../../runtime/waiting.ts";
import type { Clip, NonSpeechSound } from "./corpus.ts";
import { type Score, scoreRuns } from "./score.ts";

export interface ClipModel {
  readonly modelDirectory: string;
  /** `auto`: each clip in its own language; a code: all in that one. */
  readonly language: string;
  /** Words of the sidecar's command line. */
  readonly switches: readonly string[];
}

const CLIP_MS = 300_000;
/** After the clip, in which its last words are finished. */
const SILENCE_FRAMES = 10;

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
  const recognised = await transcribeAll(clips, model, (clip) =>
    model.language === "auto" ? clip.language : model.language,
  );
  const runs = clips.map(({ name, text, language, seconds }, index) => ({
    name,
    reference: [{ source: "tab" as const, startMs: 0, endMs: seconds * 1000, text, language }],
    arrivals: recognised[index] ?? [],
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
  const recognised = await transcribeAll(sounds, model, () => model.language);
  return sounds.map(({ name, kind, seconds }, index) => {
    const words = (recognised[index] ?? []).map(({ text }) => text);
    return { name, kind, seconds, words };
  });
}

async function transcribeAll<T extends { readonly file: string }>(
  items: readonly T[],
  { modelDirectory, switches }: ClipModel,
  languageOf: (item: T) => string,
): Promise<(readonly Arrival[])[]> {
  const undegraded = ["--degrade", "off", ...switches];
  const sidecar = await LoadedSidecar.open({ modelDirectory, switches: undegraded }, "en");
  try {
    const recognised: (readonly Arrival[])[] = [];
    for (const item of items) {
      const words = transcribe(sidecar, item.file, languageOf(item));
      recognised.push(await within(words, CLIP_MS, `the words of ${item.file}`));
    }
    return recognised;
  } finally {
    await sidecar.sidecar.stop();
  }
}

/** The finals of one sound, in the tab of a session of its own. */
async function transcribe(sidecar: LoadedSidecar, file: string, language: string): Promise<Arrival[]> {
  const finals: Arrival[] = [];
  const session = await SidecarSession.start(sidecar, language, (caption) => {
    if (caption.isFinal && caption.text !== "") finals.push({ ...caption, atMs: caption.endMs });
  });
  const spoken = await readFrames(file);
  const silence = spoken.slice(0, SILENCE_FRAMES).map(({ length }) => Buffer.alloc(length));
  for (const frame of [...spoken, ...silence]) await session.feed("tab", frame);
  await session.finish();
  return finals;
}

function groupOf({ language, human, tags }: Clip): string {
  const kind = tags.includes("8k") ? "telephone" : (tags[0] ?? "other");
  return `${language} ${human ? "human" : "synthetic"} ${kind}`;
}
