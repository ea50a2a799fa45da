import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isLocked } from "../../native-host/journal/session-lock.ts";
import type { Configuration } from "../../native-host/runtime/configuration.ts";
import { FRAME_BYTES, FRAME_SAMPLES } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import { DEMO_MODEL } from "../../protocol/models.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../protocol/settings.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { namesIn } from "../folder.ts";
import { type Finding, fail, failInstallation, note, ok, type Surveyed } from "./finding.ts";
import { configurationOf, configuredModels, RecogniserWatch, recogniserFault } from "./recogniser.ts";
import { RegisteredHost, within } from "./registered-host.ts";
import { inTrialFolder } from "./trial-folder.ts";

const ID = "chain.sidecar";
const TITLE = "Recognition";
/**
 * What is spoken in `speech.wav`, beside the demo model: by a voice of the demo model's, and by one of the people whom the others learnt
 * from. Each model has to understand one of them.
 */
const SENTENCES = ["I think the budget report is almost ready", "Ask what you can do for your country"];
const WAV_HEADER_BYTES = 44;

/** What was recognised. */
interface Recognised {
  readonly words: string;
  readonly afterMs: number;
}

/**
 * Has the registered program recognise two sentences as the extension does: a session, its frames, its end. The host's data lie in a folder
 * for this alone, so that nothing is left of it, whatever ends it: neither a session nor a key.
 */
export async function checkSpeech(program: string, surveyed: Surveyed): Promise<Finding> {
  const { app } = surveyed;
  if (isMeetingRunning(app.data))
    return note(ID, TITLE, "Not tried: a meeting is being recorded, which needs the computer.", null);
  const speech = join(app.demoModel, "speech.wav");
  if (!existsSync(speech)) return note(ID, TITLE, `Not tried: ${speech} is not there.`, null);
  const configuration = configurationOf(program);
  if (configuration === null)
    return note(ID, TITLE, `Not tried: what ${program} reads is not beside it.`, null);
  const finding = await inTrialFolder((folder) =>
    trySpeech({ program, configuration, speech, folder }, surveyed),
  );
  return finding;
}

interface Attempt {
  readonly program: string;
  readonly configuration: Configuration;
  /** What is spoken. */
  readonly speech: string;
  readonly folder: string;
}

async function trySpeech(
  { program, configuration, speech, folder }: Attempt,
  surveyed: Surveyed,
): Promise<Finding> {
  const { app, computer, speechMs } = surveyed;
  const watch = new RecogniserWatch();
  const trial = new Trial(watch);
  const host = new RegisteredHost({
    program,
    computer,
    // After the launcher's own, so that it counts.
    args: ["--config", configurationIn(folder, configuration)],
    onEvent: (event) => trial.receive(event, host),
  });
  try {
    // What nobody chose by its folder, the browser alone knows: it is what Earshot chooses by itself.
    const model = configuredModels(configuration)[0]?.name ?? DEFAULT_TRANSCRIPTION_SETTINGS.model;
    const work = trial.run(host, framesOf(speech), model);
    const recognised = await within(speechMs, Promise.race([work, watch.failed()]));
    if (recognised === null) return tooLong(watch, speechMs);
    if (recognised === undefined && watch.hasNoModel) return noModel(watch);
    if (recognised === undefined) {
      const { why } = await recogniserFault(program, watch, app);
      return failInstallation(surveyed, ID, TITLE, `${program} takes a meeting, and ${why}.`);
    }
    return speechFinding(recognised, watch);
  } catch (error) {
    if (!(error instanceof EarshotError)) throw error;
    return failInstallation(surveyed, ID, TITLE, `${program} ${host.wordsOf(error)}.`);
  } finally {
    await host.close();
  }
}

function isMeetingRunning(data: string): boolean {
  const sessions = join(data, "sessions");
  return namesIn(sessions).some((name) => isLocked(join(sessions, name)));
}

function configurationIn(folder: string, configuration: Configuration): string {
  const file = join(folder, "config.json");
  const forTrial = { ...configuration, dataDirectory: join(folder, "data"), usesKeychain: false };
  writeFileSync(file, JSON.stringify(forTrial), { mode: 0o600 });
  return file;
}

function framesOf(wav: string): Buffer[] {
  const pcm = readFileSync(wav).subarray(WAV_HEADER_BYTES);
  const count = Math.floor(pcm.length / FRAME_BYTES);
  return Array.from({ length: count }, (_, seq) => pcm.subarray(seq * FRAME_BYTES, (seq + 1) * FRAME_BYTES));
}

/** One session. */
class Trial {
  readonly #watch: RecogniserWatch;
  readonly #session = randomUUID();
  readonly #finals: string[] = [];

  constructor(watch: RecogniserWatch) {
    this.#watch = watch;
  }

  /** Texts are acknowledged as by the extension, which has stored them then. */
  receive(event: AnyEvent, host: RegisteredHost): void {
    this.#watch.receive(event);
    if (event.event === "final_text") this.#finals.push(event.data.text);
    if ("number" in event.data && event.data.number !== undefined)
      host.notify("acknowledge_events", { session: this.#session, next_number: event.data.number + 1 });
  }

  /** @throws EarshotError */
  async run(host: RegisteredHost, frames: readonly Buffer[], model: string): Promise<Recognised> {
    const session = this.#session;
    await host.request("protocol_version_check", {
      extension_version: PROTOCOL_VERSION,
      supported_versions: [PROTOCOL_VERSION],
    });
    const startMs = performance.now();
    await host.request("start_session", {
      session,
      started_at: new Date().toISOString(),
      settings: { ...DEFAULT_TRANSCRIPTION_SETTINGS, language: "en", model },
    });
    for (const [seq, pcm] of frames.entries())
      host.notify("process_audio_stream", {
        session,
        source: "tab",
        seq,
        first_sample: seq * FRAME_SAMPLES,
        pcm: pcm.toString("base64"),
      });
    await host.request("stop_session", { session, next: { tab: frames.length, mic: 0 } });
    return { words: this.#finals.join(" "), afterMs: performance.now() - startMs };
  }
}

function speechFinding({ words, afterMs }: Recognised, watch: RecogniserWatch): Finding {
  const by = modelWords(watch);
  const recognised = wordsOf(words);
  const isUnderstood = SENTENCES.map(wordsOf).some((expected) => {
    const found = expected.filter((word) => recognised.includes(word));
    return found.length > expected.length / 2;
  });
  if (isUnderstood) return ok(ID, TITLE, `Two sentences in ${(afterMs / 1000).toFixed(1)} s, by ${by}`);
  const what = words === "" ? "nothing" : `“${words}”`;
  return fail(
    ID,
    TITLE,
    `Of “${SENTENCES.join(". ")}” ${what} was recognised, by ${by}.`,
    "Choose another model in Earshot, or remove this one there and download it again.",
  );
}

/** Where the one that was asked for is not there, the demo model was tried in its place. */
export function noModel({ model }: Pick<RecogniserWatch, "model">): Finding {
  const requested = model?.requested ?? DEFAULT_TRANSCRIPTION_SETTINGS.model;
  const error = model?.error ?? "internal_error";
  const isDemoGone = requested === DEMO_MODEL || error === "model_not_found";
  // What that is, only the sidecar knows.
  const which =
    requested === DEFAULT_TRANSCRIPTION_SETTINGS.model
      ? "The model that Earshot chooses by itself, the demo model where there is no other,"
      : `The model ${requested}`;
  return fail(
    ID,
    TITLE,
    isDemoGone
      ? `No model can be loaded, not even the demo model: ${requested}: ${error}.`
      : `${which} cannot be loaded: ${error}.`,
    isDemoGone
      ? "Restore the folder demo-model (in a clone: git checkout demo-model), then choose a model in Earshot."
      : "Choose another model in Earshot, or remove this one there and download it again.",
  );
}

function tooLong(watch: RecogniserWatch, waitedMs: number): Finding {
  const doing = watch.model?.state === "loading" ? "still being loaded" : "still at it";
  return note(
    ID,
    TITLE,
    `Two sentences took longer than ${waitedMs / 1000} s: ${modelWords(watch)} is ${doing}.`,
    "Try again when the computer is less busy, or choose a smaller model in Earshot.",
  );
}

function modelWords({ model }: RecogniserWatch): string {
  if (model === null) return "the recognition";
  const { loaded, requested } = model;
  if (loaded === null) return `the model ${requested}`;
  if (!loaded.is_demo) return `the model ${loaded.model}`;
  const reason = loaded.fallback_reason ?? "model_not_found";
  const why = reason === "model_not_found" ? "no other is installed" : `${requested}: ${reason}`;
  return `the demo model, which knows few words (${why}): choose a model in Earshot`;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/gu) ?? [];
}
