import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { messageOf } from "../../../install/install-error.ts";
import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { z } from "../../../protocol/zod.ts";
import { readFrames, type Tracks, WIRE_FORMAT, wavFile } from "../../materials/audio-files.ts";
import { demoTracks, readDemoScript } from "../../materials/demo-meeting.ts";
import { madeOnce } from "../../materials/made-once.ts";
import { DEMO, ROOT, STATE } from "../../runtime/paths.ts";
import { ScriptError } from "../../runtime/script-error.ts";

const utterance = z.object({
  source: z.enum(["tab", "mic"]),
  startMs: z.number(),
  endMs: z.number(),
  text: z.string(),
  language: z.string(),
});
const clip = z.object({
  name: z.string().check(z.regex(/^[\w.-]+$/)),
  language: z.string(),
  text: z.string(),
  human: z.boolean(),
  seconds: z.number(),
  tags: z.array(z.string()),
  licence: z.string(),
});
const sound = z.object({
  name: z.string().check(z.regex(/^[\w.-]+$/)),
  kind: z.string(),
  seconds: z.number(),
  licence: z.string(),
});

/** What was said in a meeting; milliseconds since its start. */
export type SpokenUtterance = z.infer<typeof utterance>;
/** One recording of one speaker, with what is said in it. */
export type Clip = z.infer<typeof clip> & { readonly file: string };
/** A recording in which nobody says a word. */
export type NonSpeechSound = z.infer<typeof sound> & { readonly file: string };

/** A meeting that is recorded, that a plan builds from clips, or the demo meeting with people's voices. */
export interface MeetingPlace {
  readonly name: string;
  readonly corpus: string;
  readonly kind: "recorded" | "planned" | "demo";
}

/** A meeting with its sound files and what is said in it. */
export interface SpeechMeeting {
  readonly name: string;
  readonly sounds: Readonly<Record<AudioSource, string>>;
  readonly reference: readonly SpokenUtterance[];
}

/** Human speech with what is said in it; speech/README.md describes the form of a folder. */
export interface SpeechCorpus {
  readonly meetings: readonly MeetingPlace[];
  readonly clips: readonly Clip[];
  readonly sounds: readonly NonSpeechSound[];
}

const plan = z.object({ name: z.string().check(z.regex(/^[\w.-]+$/)) });

/** The repository's own. */
export const OWN_SPEECH = join(ROOT, "speech");
const THE_DEMO: MeetingPlace = { name: "demo", corpus: DEMO, kind: "demo" };
/** Where a larger corpus may lie that is not part of the repository. */
const BESIDE = join(ROOT, "../shared/speech");

/**
 * The repository's own speech and that of further folders: those given, else EARSHOT_SPEECH, else `../shared/speech`; and
 * the demo meeting. What bears a name that was there before is passed over.
 * @throws bad_arguments where a folder that was given holds none
 */
export function readCorpus(given: readonly string[] = []): SpeechCorpus {
  const all = corpusFolders(given).map(readFolder);
  return {
    meetings: firstOfEachName([...all.flatMap(({ meetings }) => meetings), THE_DEMO]),
    clips: firstOfEachName(all.flatMap(({ clips }) => clips)),
    sounds: firstOfEachName(all.flatMap(({ sounds }) => sounds)),
  };
}

/** The folders of speech that are there, the repository's own first. @throws bad_arguments where one that was given is not */
export function corpusFolders(given: readonly string[] = []): readonly string[] {
  const named = given.length > 0 ? given : (process.env["EARSHOT_SPEECH"]?.split(":") ?? []);
  for (const folder of named) if (!existsSync(folder)) throw notACorpus(folder, "there is no such folder");
  const folders = [OWN_SPEECH, ...(named.length > 0 ? named.map((folder) => resolve(folder)) : [BESIDE])];
  return folders.filter((folder) => existsSync(folder));
}

function readFolder(folder: string): SpeechCorpus {
  const fileOf = (kind: string) => (item: { readonly name: string }) => ({
    file: join(folder, kind, `${item.name}.flac`),
  });
  return {
    meetings: [
      ...readList(join(folder, "meetings.json"), plan).map(({ name }) => ({
        name,
        corpus: folder,
        kind: "planned" as const,
      })),
      ...foldersIn(join(folder, "meetings")).map((name) => ({
        name,
        corpus: folder,
        kind: "recorded" as const,
      })),
    ],
    clips: readList(join(folder, "clips.json"), clip).map((each) => ({ ...each, ...fileOf("clips")(each) })),
    sounds: readList(join(folder, "nonspeech.json"), sound).map((each) => ({
      ...each,
      ...fileOf("nonspeech")(each),
    })),
  };
}

/** Builds a planned meeting at the first call. */
export async function openMeeting({ name, corpus, kind }: MeetingPlace): Promise<SpeechMeeting> {
  if (kind === "demo") return openDemo(name);
  const folder = kind === "planned" ? await built(name, corpus) : join(corpus, "meetings", name);
  const ending = kind === "planned" ? "wav" : "flac";
  return {
    name,
    sounds: { tab: join(folder, `tab.${ending}`), mic: join(folder, `mic.${ending}`) },
    reference: readList(join(folder, "reference.json"), utterance),
  };
}

/** What the meeting's page plays and the microphone hears, on one track each. */
async function openDemo(name: string): Promise<SpeechMeeting> {
  const tracks = await demoTracks("people");
  const folder = join(STATE, "bench", `speech-${name}`);
  mkdirSync(folder, { recursive: true });
  const sounds = { tab: join(folder, "tab.wav"), mic: join(folder, "mic.wav") };
  for (const source of AUDIO_SOURCES) {
    writeFileSync(sounds[source], wavFile(Buffer.concat([...tracks[source]]), WIRE_FORMAT));
  }
  const { lines } = readDemoScript("people");
  return { name, sounds, reference: lines.map((line) => ({ ...line, language: "en" })) };
}

/** The frames of a meeting's two sources. */
export async function readTracks({ sounds }: SpeechMeeting): Promise<Tracks> {
  const [tab = [], mic = []] = await Promise.all(AUDIO_SOURCES.map((source) => readFrames(sounds[source])));
  return { tab, mic };
}

/** Two minutes of English in both sources, of the repository's own. */
export async function speechTracks(): Promise<Tracks> {
  const own = readCorpus([OWN_SPEECH]).meetings.find(({ name }) => name === "english");
  if (own === undefined) throw notACorpus(OWN_SPEECH, "its English meeting is missing");
  return readTracks(await openMeeting(own));
}

function built(name: string, corpus: string): Promise<string> {
  return madeOnce({
    program: join(import.meta.dirname, "build_meeting.py"),
    args: ["--corpus", corpus, "--name", name],
    inputs: ["meetings.json", "clips.json", "clips", "nonspeech.json", "nonspeech"].map((part) =>
      join(corpus, part),
    ),
    name: `speech-${name}`,
  });
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .filter((name) => existsSync(join(folder, name, "reference.json")));
}

function readList<T extends z.ZodMiniType>(file: string, item: T): z.infer<T>[] {
  if (!existsSync(file)) return [];
  try {
    return z.array(item).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw notACorpus(file, messageOf(error));
  }
}

function firstOfEachName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.filter(({ name }, index) => items.findIndex((each) => each.name === name) === index);
}

function notACorpus(place: string, why: string): ScriptError {
  return new ScriptError(
    "bad_arguments",
    `${place} holds no speech to measure with: ${why}.`,
    "Give a folder in the form that speech/README.md describes, by --corpus or EARSHOT_SPEECH.",
  );
}
