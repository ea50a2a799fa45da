import { badArguments, checkedLanguage, commandLine, readOptions } from "../runtime/options.ts";
import { runScript } from "../runtime/run-script.ts";
import { healOwnBrowsers } from "../setup/host.ts";
import { chooseModel, DEFAULT_MODEL } from "../setup/model.ts";
import { prepare } from "../setup/prepare.ts";
import { openForUser } from "../start/open-for-user.ts";
import { playDemo } from "../start/play-demo.ts";

const COMMAND = commandLine(
  "npm start --",
  "Sets everything up and opens a browser with Earshot and the demo meeting.",
)
  .option(
    "--model <name|directory>",
    "`auto`, a model's name such as small, or a folder with a CTranslate2 Whisper model",
  )
  .option("--language <code>", "the language that is spoken, such as en or ja, or auto")
  .option("--meeting <url>", "opens this meeting in place of the demo meeting; needs a display")
  .option("--headless", "plays the demo meeting without a window and prints its captions", !hasDisplay());

async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const model = options.model === undefined ? null : chooseModel(options.model);
  const language = options.language === undefined ? null : checkedLanguage(options.language);
  const { meeting } = options;
  if (meeting !== undefined && !/^https?:\/\//u.test(meeting)) {
    throw badArguments(`"${meeting}" is not a web address.`);
  }
  if (meeting !== undefined && options.headless) {
    throw badArguments("--meeting needs a display: somebody has to join the meeting.");
  }
  await prepare();
  healOwnBrowsers();
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
