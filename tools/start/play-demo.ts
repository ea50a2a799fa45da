import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import type { Page } from "puppeteer";
import { samplesToMs } from "../../protocol/audio.ts";
import { DEMO_MODEL, FIRST_MODEL } from "../../protocol/models.ts";
import type { ModelProgress } from "../../protocol/reports.ts";
import { AUTOMATIC_MODEL } from "../../src/shared/settings.ts";
import type { Segment } from "../../src/shared/transcript.ts";
import { type Earshot, EXPORT_FORMATS } from "../driver/browser/earshot.ts";
import { modelFetched, requestModel } from "../driver/browser/fetch-model.ts";
import { consented, launchEarshot } from "../driver/browser/launch.ts";
import { takePicture } from "../driver/browser/pictures.ts";
import { type LocalServer, serveFolder } from "../driver/local-server.ts";
import {
  type DemoVoices,
  demoMicrophone,
  demoPage,
  joinDemoMeeting,
  readDemoScript,
} from "../materials/demo-meeting.ts";
import { DATA, DEMO, MODEL_CACHE, OUT, PROFILE, STATE } from "../runtime/paths.ts";
import { note, print, step } from "../runtime/progress.ts";
import type { ChosenModel } from "../setup/model.ts";
import { packageIndexEnvironment } from "../setup/package-environment.ts";
import { pipConfiguration } from "../setup/python.ts";
import { CaptionPrinter } from "./caption-printer.ts";

/** A model may have to be downloaded first. */
const MODEL_WAIT_MS = 20 * 60_000;
/** A slow machine transcribes longer than the meeting lasts. */
const DRAIN_PER_SOUND = 20;

/**
 * `npm start` without a display: plays the demo meeting to itself and leaves the results in `out/`. A real model hears people;
 * where none can be had, the synthesised voices are played in their place, whose words the demo model knows.
 */
export async function playDemo(model: ChosenModel, language: string): Promise<void> {
  const packageIndex = packageIndexEnvironment(await pipConfiguration());
  const settings = consented(model.name, language);
  const host = { dataDirectory: DATA, modelCache: MODEL_CACHE, models: [model], packageIndex };
  const server = await serveFolder(DEMO);
  try {
    const play = async (voices: DemoVoices): Promise<boolean> => {
      const microphone = await demoMicrophone(voices);
      const earshot = await step(
        "Start",
        () =>
          launchEarshot({
            profile: PROFILE,
            downloads: join(STATE, "downloads"),
            microphone: { file: microphone.file },
            settings,
            host,
          }),
        () => "browser without a window, extension and host",
      );
      try {
        const { loaded } = await step("Model", () => loadedModel(earshot, model, voices), modelName);
        if (voices === "people" && loaded?.is_demo === true) return false;
        await captionDemo(earshot, server, voices);
        return true;
      } finally {
        await earshot.close();
      }
    };
    const isPlayed = model.name !== DEMO_MODEL && (await play("people"));
    if (!isPlayed) await play("synthesised");
  } finally {
    await server.close();
  }
}

/** The model that captions; one that lacks is asked for once, before people are heard. */
async function loadedModel(earshot: Earshot, model: ChosenModel, voices: DemoVoices): Promise<ModelProgress> {
  const requested = voices === "people" ? await requestModel(earshot) : null;
  if (requested !== null) await modelFetched(earshot, requested, MODEL_WAIT_MS);
  return earshot.modelReady(model.name, MODEL_WAIT_MS);
}

function modelName(progress: ModelProgress): string {
  return progress.loaded?.model ?? progress.requested;
}

async function captionDemo(earshot: Earshot, server: LocalServer, voices: DemoVoices): Promise<void> {
  const { durationMs } = readDemoScript(voices);
  const printer = new CaptionPrinter({
    write: (text) => void process.stdout.write(text),
    columns: process.stdout.isTTY ? process.stdout.columns : null,
  });
  const page = await earshot.openPage(`${server.url}${demoPage(voices)}`);
  await page.waitForSelector('[data-meeting="waiting"]');
  await earshot.startCaptions(page);
  print(`\nCaptions of the demo meeting (${Math.round(durationMs / 1000)} s), as they come:\n`);
  earshot.view.onCaption((segment) => printer.show(segment));
  await joinDemoMeeting(page);
  const ended = page.waitForSelector('[data-meeting="ended"]', { timeout: durationMs + 60_000 });
  await Promise.race([ended, tentativeWords(earshot, durationMs)]);
  await takePictures(earshot, page);
  await ended;
  const { model } = earshot.view.status ?? { model: null };
  await earshot.stopCaptions(page, durationMs * DRAIN_PER_SOUND);
  printer.end();
  await saveTranscripts(earshot);
  print(`\n${modelWords(earshot.view.status?.model ?? model)}`);
  note(
    `Pictures: ${["overlay", "sidepanel", "popup"].map((name) => `out/${name}.png`).join(", ")} (and -dark)`,
  );
  note(`Transcript: ${EXPORT_FORMATS.map((format) => `out/transcript.${format}`).join(", ")}`);
}

/** The moment for pictures: words are being spoken in the second half. Late or never with a slow model. */
async function tentativeWords(earshot: Earshot, durationMs: number): Promise<void> {
  const isLive = ({ isFinal, startSample }: Segment) => !isFinal && samplesToMs(startSample) > durationMs / 2;
  // Longer than the meeting: by then its end has decided the race.
  await earshot.waitForCaption(isLive, durationMs + MODEL_WAIT_MS);
}

async function takePictures(earshot: Earshot, page: Page): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  await takePicture(page, join(OUT, "overlay"), true);
  await takePicture(await earshot.sidePanel(), join(OUT, "sidepanel"), true);
  await takePicture(await earshot.clickToolbarButton(page), join(OUT, "popup"), true);
}

async function saveTranscripts(earshot: Earshot): Promise<void> {
  for (const format of EXPORT_FORMATS) {
    const download = await earshot.exportTranscript(format);
    copyFileSync(download, join(OUT, `transcript${extname(download)}`));
    rmSync(download);
  }
}

const WHY: Readonly<Record<string, string>> = {
  model_not_found: "it is not on this computer",
  model_corrupt: "its files could not be loaded",
};

/** Which model wrote the captions, plainly, with the reason when it is not the one asked for. */
function modelWords(progress: ModelProgress | null): string {
  const loaded = progress?.loaded ?? null;
  if (progress === null || loaded === null) return "Model: none was loaded.";
  const { model, device, is_demo: isDemo, fallback_reason: reason } = loaded;
  if (!isDemo) return `Model: ${model} on ${device}.`;
  const wanted = progress.requested === AUTOMATIC_MODEL ? FIRST_MODEL : progress.requested;
  const why =
    reason === null ? "" : ` It stands in for "${wanted}": ${WHY[reason] ?? reason.replaceAll("_", " ")}.`;
  return `Model: Earshot's embedded demo model.${why} It knows the demo meeting's words and little else.`;
}
