import { existsSync, lstatSync, statSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { DEMO_MODEL, DOWNLOADABLE_MODELS } from "../../protocol/models.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../protocol/settings.ts";
import { AUTOMATIC_MODEL } from "../../src/shared/settings.ts";
import { ScriptError } from "../runtime/script-error.ts";

/** The model to ask for; a local one has the directory that the host's configuration ties to the name. */
export interface ChosenModel {
  readonly name: string;
  readonly directory: string | null;
}

/** What is used when nobody chose. */
export const DEFAULT_MODEL: ChosenModel = { name: DEFAULT_TRANSCRIPTION_SETTINGS.model, directory: null };

const NAMES: readonly string[] = [AUTOMATIC_MODEL, ...DOWNLOADABLE_MODELS, DEMO_MODEL];

/** Each line: one of these files must be there. */
const MODEL_FILES = [
  ["model.bin"],
  ["config.json"],
  ["tokenizer.json"],
  ["vocabulary.json", "vocabulary.txt"],
];

/** What `--model` means: `auto`, a name such as `small`, or a directory with a CTranslate2 Whisper model. */
export function chooseModel(option: string): ChosenModel {
  if (NAMES.includes(option)) return { name: option, directory: null };
  if (isPath(option)) return { name: nameOfDirectory(option), directory: checkedDirectory(option) };
  throw new ScriptError(
    "bad_arguments",
    `"${option}" is neither a model's name nor a directory.`,
    `Names: ${NAMES.join(", ")}; or give the path of a directory with a CTranslate2 Whisper model.`,
  );
}

function isPath(option: string): boolean {
  return option.includes("/") || option.includes(sep) || existsSync(option);
}

function checkedDirectory(option: string): string {
  const directory = resolve(option);
  const isDirectory = existsSync(directory) && statSync(directory).isDirectory();
  const missing = MODEL_FILES.filter((names) => !names.some((name) => existsSync(join(directory, name))));
  const link = MODEL_FILES.flat().find(
    (name) => lstatSync(join(directory, name), { throwIfNoEntry: false })?.isSymbolicLink() === true,
  );
  if (isDirectory && link !== undefined) {
    throw new ScriptError(
      "model_directory_wrong",
      `${join(directory, link)} is a link, which may point anywhere tomorrow.`,
      "Copy the model with `cp -rL`, which makes files of links, and give the copy.",
    );
  }
  if (isDirectory && missing.length === 0) return directory;
  const problem = isDirectory
    ? `lacks ${missing.map((names) => names.join(" or ")).join(", ")}`
    : "is not a directory";
  throw new ScriptError(
    "model_directory_wrong",
    `${directory} ${problem}.`,
    "A Whisper model in CTranslate2 form has model.bin, config.json, tokenizer.json and vocabulary.json (or .txt); " +
      "`ct2-transformers-converter --model openai/whisper-small --output_dir DIR --copy_files tokenizer.json` makes one.",
  );
}

/** A directory's name in the letters that a message may carry (protocol/settings.ts). */
function nameOfDirectory(directory: string): string {
  const letters = basename(resolve(directory))
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/gu, "-")
    .replace(/^[._-]+/u, "");
  // A prefix keeps a local directory called "small" apart from the model of that name.
  return `local-${letters}`.slice(0, 64);
}
