import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { prepareWav } from "../materials/prepare-wav.ts";
import { rehearse } from "../rehearse/rehearse.ts";
import { badArguments, checkedLanguage, readOptions } from "../runtime/options.ts";
import { STATE } from "../runtime/paths.ts";
import { runScript } from "../runtime/run-script.ts";
import { print } from "../runtime/terminal.ts";
import { chooseModel, DEFAULT_MODEL } from "../setup/model.ts";
import { prepare } from "../setup/prepare.ts";

const USAGE =
  "npm run rehearse -- --tab FILE.wav [--mic FILE.wav] [--model DIR|NAME] [--language CODE] [--speed 1] --out DIR";
const SPEEDS = { slowest: 0.5, fastest: 4 };

async function main(args: string[]): Promise<number> {
  const { values: options } = readOptions(USAGE, () =>
    parseArgs({
      args,
      options: {
        tab: { type: "string" },
        mic: { type: "string" },
        model: { type: "string" },
        language: { type: "string", default: "auto" },
        speed: { type: "string", default: "1" },
        out: { type: "string" },
      },
    }),
  );
  if (options.tab === undefined) throw badArguments("--tab is missing.", USAGE);
  if (options.out === undefined) throw badArguments("--out is missing.", USAGE);
  const model = options.model === undefined ? DEFAULT_MODEL : chooseModel(options.model);
  const language = checkedLanguage(options.language, USAGE);
  const speed = checkedSpeed(options.speed);

  await prepare();
  const folder = join(STATE, "audio", `rehearsal-${process.pid}`);
  try {
    const tab = await prepareWav(options.tab, join(folder, "tab.wav"), { speed });
    const microphone =
      options.mic === undefined ? null : await prepareWav(options.mic, join(folder, "mic.wav"), { speed });
    await rehearse({ tab, microphone, model, language, out: options.out });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print(`Written to ${options.out}: transcript.json, metrics.json, overlay.png, sidepanel.png`);
  return 0;
}

function checkedSpeed(option: string): number {
  const speed = Number(option);
  if (speed >= SPEEDS.slowest && speed <= SPEEDS.fastest) return speed;
  throw badArguments(`--speed must be a number from ${SPEEDS.slowest} to ${SPEEDS.fastest}.`, USAGE);
}

await runScript(main);
