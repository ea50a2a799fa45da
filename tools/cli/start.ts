import { parseArgs } from "node:util";
import { badArguments, checkedLanguage, readOptions } from "../runtime/options.ts";
import { runScript } from "../runtime/run-script.ts";
import { chooseModel, DEFAULT_MODEL } from "../setup/model.ts";
import { prepare } from "../setup/prepare.ts";
import { openForUser } from "../start/open-for-user.ts";
import { playDemo } from "../start/play-demo.ts";

const USAGE = "npm start [-- --model NAME|DIR] [--language CODE] [--meeting URL] [--headless]";

async function main(args: string[]): Promise<number> {
  const { values: options } = readOptions(USAGE, () =>
    parseArgs({
      args,
      options: {
        model: { type: "string" },
        language: { type: "string" },
        meeting: { type: "string" },
        headless: { type: "boolean", default: !hasDisplay() },
      },
    }),
  );
  const model = options.model === undefined ? null : chooseModel(options.model);
  const language = options.language === undefined ? null : checkedLanguage(options.language, USAGE);
  const { meeting } = options;
  if (meeting !== undefined && !/^https?:\/\//u.test(meeting)) {
    throw badArguments(`"${meeting}" is not a web address.`, USAGE);
  }
  if (meeting !== undefined && options.headless) {
    throw badArguments("--meeting needs a display: somebody has to join the meeting.", USAGE);
  }
  await prepare();
  await (options.headless
    ? playDemo(model ?? DEFAULT_MODEL, language ?? "en")
    : openForUser(model, language, meeting));
  return 0;
}

/** On Linux a window needs a display server; elsewhere there always is one. */
function hasDisplay(): boolean {
  if (process.platform !== "linux") return true;
  return (process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"] ?? "") !== "";
}

await runScript(main);
