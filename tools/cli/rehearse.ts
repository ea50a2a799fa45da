import { join } from "node:path";
import { prepareWav } from "../materials/audio-files.ts";
import { rehearse } from "../rehearse/rehearse.ts";
import { badArguments, checkedLanguage, commandLine, readOptions } from "../runtime/options.ts";
import { STATE } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { removeFolder } from "../runtime/remove-folder.ts";
import { runScript } from "../runtime/run-script.ts";
import { chooseModel, DEFAULT_MODEL } from "../setup/model.ts";
import { prepare } from "../setup/prepare.ts";

const SPEEDS = { slowest: 0.5, fastest: 4 };

const COMMAND = commandLine(
  "npm run rehearse --",
  "Plays files of audio through the real browser, extension, host and sidecar.",
)
  .option("--tab <file>", "what the tab plays, as WAV (needed)")
  .option("--mic <file>", "what the microphone records, as WAV; without it the meeting has no microphone")
  .option("--out <directory>", "where transcript, figures and pictures go (needed)")
  .option(
    "--model <name|directory>",
    "`auto`, a model's name such as small, or a folder with a CTranslate2 Whisper model",
  )
  .option("--language <code>", "the language that is spoken, such as en or ja", "auto")
  .option(
    "--speed <factor>",
    `plays so many times as fast, from ${SPEEDS.slowest} to ${SPEEDS.fastest}`,
    "1",
  );

async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  if (options.tab === undefined) throw badArguments("--tab is missing.");
  if (options.out === undefined) throw badArguments("--out is missing.");
  const model = options.model === undefined ? DEFAULT_MODEL : chooseModel(options.model);
  const language = checkedLanguage(options.language);
  const speed = checkedSpeed(options.speed);

  await prepare();
  const folder = join(STATE, "audio", `rehearsal-${process.pid}`);
  try {
    const tab = await prepareWav(options.tab, join(folder, "tab.wav"), { speed });
    const microphone =
      options.mic === undefined ? null : await prepareWav(options.mic, join(folder, "mic.wav"), { speed });
    await rehearse({ tab, microphone, model, language, out: options.out });
  } finally {
    await removeFolder(folder);
  }
  print(`Written to ${options.out}: transcript.json, metrics.json, overlay.png, sidepanel.png`);
  return 0;
}

function checkedSpeed(option: string): number {
  const speed = Number(option);
  if (speed >= SPEEDS.slowest && speed <= SPEEDS.fastest) return speed;
  throw badArguments(`--speed must be a number from ${SPEEDS.slowest} to ${SPEEDS.fastest}.`);
}

await runScript(main);
