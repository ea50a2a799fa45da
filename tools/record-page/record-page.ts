import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, readOptions } from "../runtime/options.ts";
import { EXTENSION } from "../runtime/paths.ts";
import { runScript } from "../runtime/run-script.ts";
import { build } from "../setup/build.ts";
import { recorderSnippet } from "./recorder-snippet.ts";

const COMMAND = commandLine(
  "npm run record-page --silent > recorder.js",
  "Prints a recorder to paste into the developer tools' console of a real call: it records what Earshot reads of the page, and the page's " +
    "structure, without names or text. earshotRecorder.stop() saves it there.",
);

async function main(args: string[]): Promise<number> {
  readOptions(COMMAND, args);
  await build();
  const script = readFileSync(join(EXTENSION, "src/content-script/meeting-page/meeting-page.js"), "utf8");
  process.stdout.write(recorderSnippet(script));
  return 0;
}

await runScript(main);
