import { existsSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeFolder } from "../../../native-host/runtime/make-folder.ts";
import type { OpenEngine } from "../../driver/sidecar/caption-engine.ts";
import { sidecarEngine } from "../../driver/sidecar/sidecar-engine.ts";
import { describeMachine, loadAverage } from "../../measure/machine.ts";
import { badArguments, collect, commandLine, readOptions } from "../../runtime/options.ts";
import { OUT, STATE, VENV_PYTHON } from "../../runtime/paths.ts";
import { note, step } from "../../runtime/progress.ts";
import { lastLines, runProgram } from "../../runtime/run-program.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { print } from "../../runtime/terminal.ts";
import { pipNetworkOptions, pythonEnvironment } from "../../setup/package-environment.ts";
import { pipConfiguration, preparePython } from "../../setup/virtual-environment.ts";
import { openMeeting, readCorpus } from "../real/corpus.ts";
import { type MeetingReport, measureMeeting } from "../real/meetings.ts";
import { directoryOf, languageOf, named } from "../real/real.ts";
import { meetingTable, particulars } from "../real/tables.ts";
import { rivalEngine } from "./rival-engine.ts";

/** As its users get it; only the benchmark installs it. */
const WHISPER_LIVE_KIT = "whisperlivekit==0.2.26";
const ENVIRONMENT = join(STATE, "rivals/whisperlivekit");
const PYTHON = join(ENVIRONMENT, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
/** It was seen to need twice the meeting's time. */
const MOST_MEETINGS_BEHIND = 8;

interface Conditions {
  readonly modelDirectory: string;
  readonly language: string;
}

const ENGINES: Readonly<Record<string, (conditions: Conditions) => OpenEngine>> = {
  earshot: ({ modelDirectory, language }) => sidecarEngine({ modelDirectory, language }),
  // Its other policy, SimulStreaming, takes PyTorch's weights only, which no package index has.
  "whisperlivekit-localagreement": (conditions) => whisperLiveKit("localagreement", conditions),
};

const COMMAND = commandLine(
  "npm run bench -- rivals",
  "Measures other captioners as they ship beside Earshot, by the same weights on the same meetings, at real time.",
)
  .option("--meetings <names>", "all, or names separated by commas, each of which may end in *", "english")
  .option("--engines <names>", "separated by commas", Object.keys(ENGINES).join(","))
  .option("--model <name|directory>", "real weights by their name, or a model's directory", "base")
  .option(
    "--corpus <directory>",
    "a folder of speech, as speech/README.md describes it; may be given several times",
    collect,
    [],
  )
  .option("--json <file>", "where everything goes", join(OUT, "bench-rivals.json"));

function whisperLiveKit(policy: string, { modelDirectory, language }: Conditions): OpenEngine {
  const program = { python: PYTHON, file: "whisperlivekit_engine.py" };
  return rivalEngine({ modelDirectory, program, switches: ["--policy", policy, "--language", language] });
}

export async function benchRivals(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const meetings = named(options.meetings, readCorpus(options.corpus).meetings);
  const engines = options.engines.split(",");
  const unknown = engines.find((name) => ENGINES[name] === undefined);
  if (unknown !== undefined) throw badArguments(`There is no engine "${unknown}".`);
  const file = resolve(options.json);
  makeFolder(dirname(file));

  await step(
    "Python",
    () => preparePython("development"),
    (outcome) => outcome,
  );
  if (engines.some((name) => name !== "earshot")) {
    await step("Rivals", prepareWhisperLiveKit, (outcome) => outcome);
  }
  const modelDirectory = await directoryOf(options.model);
  const machine = await describeMachine();
  const reports: (MeetingReport & { readonly engine: string })[] = [];
  for (const place of meetings) {
    const meeting = await openMeeting(place);
    const language = languageOf(meeting);
    for (const engine of engines) {
      const open = ENGINES[engine]?.({ modelDirectory, language });
      if (open === undefined) continue;
      note(engine);
      const report = await measureMeeting({
        meeting,
        modelDirectory,
        language,
        open,
        speed: "real-time",
        isSinglePassWanted: true,
        mostMeetingsBehind: MOST_MEETINGS_BEHIND,
      });
      reports.push({ ...report, name: `${meeting.name}, ${engine}`, engine });
      print(particulars(report));
    }
  }
  const report = { model: options.model, machine, loadAverageAtEnd: loadAverage(), meetings: reports };
  writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
  print(`\n${meetingTable(reports)}\n\nWritten to ${file}`);
  return 0;
}

async function prepareWhisperLiveKit(): Promise<string> {
  if (existsSync(join(ENVIRONMENT, "earshot-installed"))) return "already installed";
  note(`installing ${WHISPER_LIVE_KIT} and what it needs (several GB) into ${ENVIRONMENT} …`);
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  const env = pythonEnvironment(process.env);
  const made = await runProgram(VENV_PYTHON, ["-I", "-m", "venv", ENVIRONMENT], { env });
  const network = pipNetworkOptions(await pipConfiguration());
  const install = ["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-user"];
  const installed = await runProgram(PYTHON, [...install, ...network, WHISPER_LIVE_KIT], { env });
  if (made.exitCode === 0 && installed.exitCode === 0) {
    writeFileSync(join(ENVIRONMENT, "earshot-installed"), "");
    return WHISPER_LIVE_KIT;
  }
  throw new ScriptError(
    "pip_failed",
    `${WHISPER_LIVE_KIT} could not be installed:\n${lastLines(made.output + installed.output)}`,
    "Check the network and the free disk space (8 GB), or measure without it: --engines earshot.",
  );
}
