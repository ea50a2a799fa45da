import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "../../../protocol/zod.ts";
import { ROOT } from "../../paths.ts";
import { messageOf, ScriptError } from "../../script-error.ts";

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
});
const sound = z.object({
  name: z.string().check(z.regex(/^[\w.-]+$/)),
  kind: z.string(),
  seconds: z.number(),
});

/** What was said in a meeting; milliseconds since its start. */
export type SpokenUtterance = z.infer<typeof utterance>;
/** One recording of one speaker, with what is said in it. */
export type Clip = z.infer<typeof clip> & { readonly file: string };
/** A recording in which nobody says a word. */
export type NonSpeechSound = z.infer<typeof sound> & { readonly file: string };

/** `tab.flac`, `mic.flac` and `reference.json`. */
export interface SpeechMeeting {
  readonly name: string;
  readonly folder: string;
  readonly reference: readonly SpokenUtterance[];
}

/** Human speech with what is said in it; CONTRIBUTING.md describes the folder's form. */
export interface SpeechCorpus {
  readonly meetings: readonly SpeechMeeting[];
  readonly clips: readonly Clip[];
  readonly sounds: readonly NonSpeechSound[];
}

const OWN = join(ROOT, "speech");
/** Where a larger corpus may lie that is not part of the repository. */
const BESIDE = join(ROOT, "../shared/speech");

/**
 * The repository's own speech and that of further folders: those given, else EARSHOT_SPEECH, else `../shared/speech`. What
 * bears a name that was there before is passed over.
 * @throws bad_arguments where a folder that was given holds none
 */
export function readCorpus(given: readonly string[] = []): SpeechCorpus {
  const named = given.length > 0 ? given : (process.env["EARSHOT_SPEECH"]?.split(":") ?? []);
  for (const folder of named) if (!existsSync(folder)) throw notACorpus(folder, "there is no such folder");
  const folders = [OWN, ...(named.length > 0 ? named.map((folder) => resolve(folder)) : [BESIDE])];
  const all = folders.filter((folder) => existsSync(folder)).map(readFolder);
  return {
    meetings: firstOfEachName(all.flatMap(({ meetings }) => meetings)),
    clips: firstOfEachName(all.flatMap(({ clips }) => clips)),
    sounds: firstOfEachName(all.flatMap(({ sounds }) => sounds)),
  };
}

function readFolder(folder: string): SpeechCorpus {
  const fileOf = (kind: string) => (item: { readonly name: string }) => ({
    file: join(folder, kind, `${item.name}.flac`),
  });
  return {
    meetings: foldersIn(join(folder, "meetings")).map(readMeetingFolder),
    clips: readList(join(folder, "clips.json"), clip).map((each) => ({ ...each, ...fileOf("clips")(each) })),
    sounds: readList(join(folder, "nonspeech.json"), sound).map((each) => ({
      ...each,
      ...fileOf("nonspeech")(each),
    })),
  };
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name))
    .filter((each) => existsSync(join(each, "reference.json")));
}

function readMeetingFolder(folder: string): SpeechMeeting {
  return { name: basename(folder), folder, reference: readList(join(folder, "reference.json"), utterance) };
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
    "Give a folder in the form that CONTRIBUTING.md describes, by --corpus or EARSHOT_SPEECH.",
  );
}
