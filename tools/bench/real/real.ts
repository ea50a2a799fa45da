import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sidecarEngine } from "../../driver/sidecar/sidecar-engine.ts";
import { describeMachine, loadAverage } from "../../measure/machine.ts";
import { badArguments, checkedLanguage, collect, commandLine, readOptions } from "../../runtime/options.ts";
import { OUT } from "../../runtime/paths.ts";
import { print, step } from "../../runtime/progress.ts";
import { writableFile } from "../../runtime/writable-file.ts";
import { preparePython } from "../../setup/python.ts";
import { WEIGHTS, weightsDirectory } from "../../setup/weights.ts";
import { measureClips, measureSounds } from "./clips.ts";
import { openMeeting, readCorpus, type SpeechMeeting } from "./corpus.ts";
import { type MeetingReport, measureMeeting, SPEEDS, type Speed } from "./measure-meeting.ts";
import { prepareRival, RIVALS, type RivalName, rivalEngine } from "./rivals/rivals.ts";
import { clipTable, meetingTable, particulars, soundTable } from "./tables.ts";

/** Earshot, and what it is compared with by the same weights on the same meetings. */
const ENGINES = ["earshot", ...Object.keys(RIVALS)];
/** One was seen to need twice the meeting's time. */
const MOST_MEETINGS_LATE = 8;

const COMMAND = commandLine(
  "npm run bench -- real",
  "Measures the real sidecar with real weights on human speech.",
)
  .option(
    "--meetings <names>",
    "all, none, or names separated by commas, each of which may end in * (default: all)",
  )
  .option("--clips <names>", "clips, each alone and as fast as it goes, in the same way (default: none)")
  .option("--nonspeech <names>", "sounds in which nobody speaks, in the same way (default: none)")
  .option(
    "--engines <names>",
    `${ENGINES.join(", ")}: others as they ship, at real time, installed (several GB) by this option alone`,
    "earshot",
  )
  .option("--model <name|directory>", `${WEIGHTS.join(", ")}, or a model's directory`, "base")
  .option("--language <code>", "of all of it, or auto (default: the one that is spoken)")
  .option(
    "--speed <word>",
    `${SPEEDS[0]} gives every figure, ${SPEEDS[1]} the words only, ${SPEEDS[2]} the delays by the cost of the decodes alone`,
    SPEEDS[0],
  )
  .option(
    "--corpus <directory>",
    "a folder of speech, as speech/README.md describes it; may be given several times",
    collect,
    [],
  )
  .option(
    "--switch <words>",
    'words for the sidecar, such as "--commit guard"; may be given several times',
    collect,
    [],
  )
  .option("--no-single-pass", "leaves out the same weights over each whole track")
  .option("--json <file>", "where everything goes", join(OUT, "bench-real.json"));

function isRival(engine: string): engine is RivalName {
  return engine in RIVALS;
}

/** Words that a pattern may stand for; `all` is every one. */
const ALL = "all";

/** `npm run bench -- real`: the real sidecar with real weights on human speech. */
export async function benchReal(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const corpus = readCorpus(options.corpus);
  const isOnlyClips = options.clips !== undefined || options.nonspeech !== undefined;
  const meetings = named(options.meetings ?? (isOnlyClips ? "none" : ALL), corpus.meetings);
  const clips = named(options.clips ?? "none", corpus.clips);
  const sounds = named(options.nonspeech ?? "none", corpus.sounds);
  const speed = checkedSpeed(options.speed);
  const engines = options.engines.split(",");
  const unknown = engines.find((name) => !ENGINES.includes(name));
  if (unknown !== undefined) throw badArguments(`There is no engine "${unknown}".`);
  const language = options.language === undefined ? null : checkedLanguage(options.language);
  const switches = options.switch.flatMap((words) => words.split(" "));
  const file = writableFile(options.json, "--json");

  await step("Python", () => preparePython("development"));
  const directory = await step("Weights", () => weightsDirectory(options.model));
  for (const rival of engines.filter(isRival)) await step("Rival", () => prepareRival(rival));
  const machine = await describeMachine();
  const isEnglishOnly = options.model.endsWith(".en");
  const reports: MeetingReport[] = [];
  for (const place of meetings) {
    const meeting = await openMeeting(place);
    const spoken = language ?? (isEnglishOnly ? "en" : languageOf(meeting));
    const degrade = speed === "real-time" ? [] : ["--degrade", "off"];
    const earshot = { modelDirectory: directory, language: spoken, switches: [...degrade, ...switches] };
    const choice = { meeting, modelDirectory: directory, language: spoken, switches: earshot.switches };
    for (const engine of engines) {
      const report = await measureMeeting({
        ...choice,
        speed: isRival(engine) ? "real-time" : speed,
        open: isRival(engine) ? rivalEngine(engine, directory, spoken) : sidecarEngine(earshot),
        isSinglePassWanted: options.singlePass,
        ...(isRival(engine) ? { mostMeetingsLate: MOST_MEETINGS_LATE } : {}),
      });
      reports.push(engines.length === 1 ? report : { ...report, name: `${meeting.name}, ${engine}` });
      print(particulars(report));
    }
  }
  const clipModel = {
    modelDirectory: directory,
    language: language ?? (isEnglishOnly ? "en" : "auto"),
    switches,
  };
  const clipReports = clips.length === 0 ? [] : await measureClips(clips, clipModel);
  const soundReports = sounds.length === 0 ? [] : await measureSounds(sounds, clipModel);

  const about = { model: options.model, speed, switches, machine, loadAverageAtEnd: loadAverage() };
  const report = { ...about, meetings: reports, clips: clipReports, nonspeech: soundReports };
  writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
  if (reports.length > 0) print(`\n${meetingTable(reports)}`);
  if (clipReports.length > 0) print(`\n${clipTable(clipReports)}`);
  if (soundReports.length > 0) print(`\n${soundTable(soundReports)}`);
  print(`\nWritten to ${file}`);
  return 0;
}

/** Those of a comma-separated list of names, each of which may end in `*`. */
function named<T extends { readonly name: string }>(words: string, items: readonly T[]): readonly T[] {
  if (words === ALL) return items;
  if (words === "none") return [];
  return words.split(",").flatMap((word) => {
    const found = items.filter(({ name }) =>
      word.endsWith("*") ? name.startsWith(word.slice(0, -1)) : name === word,
    );
    if (found.length > 0) return found;
    throw badArguments(
      `There is no "${word}" in the speech that was found: ${items.map(({ name }) => name).join(", ")}.`,
    );
  });
}

function checkedSpeed(word: string): Speed {
  const found = SPEEDS.find((speed) => speed === word);
  if (found === undefined) throw badArguments(`"${word}" is no speed.`);
  return found;
}

function languageOf({ reference }: SpeechMeeting): string {
  const languages = new Set(reference.map(({ language }) => language));
  const [only] = languages;
  return languages.size === 1 && only !== undefined ? only : "auto";
}
