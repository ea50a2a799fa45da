import { join } from "node:path";
import { DEMO_MODEL } from "../../protocol/models.ts";
import { requestModel } from "../driver/browser/fetch-model.ts";
import { launchEarshot } from "../driver/browser/launch.ts";
import { serveFolder } from "../driver/local-server.ts";
import { demoPage } from "../materials/demo-meeting.ts";
import { DATA, DEMO, MODEL_CACHE, PROFILE, STATE } from "../runtime/paths.ts";
import { note, print, step } from "../runtime/progress.ts";
import type { ChosenModel } from "../setup/model.ts";
import { packageIndexEnvironment } from "../setup/package-environment.ts";
import { pipConfiguration } from "../setup/python.ts";

/**
 * `npm start` with a display: opens the browser with a meeting and leaves it to the user until it is
 * closed. Null leaves the model or language as the user has set it.
 */
export async function openForUser(
  model: ChosenModel | null,
  language: string | null,
  meeting: string | undefined,
): Promise<void> {
  const chosen = {
    ...(model === null ? {} : { model: model.name }),
    ...(language === null ? {} : { language }),
  };
  const voices = model?.name === DEMO_MODEL ? "synthesised" : "people";
  const packageIndex = packageIndexEnvironment(await pipConfiguration());
  const server = await serveFolder(DEMO);
  try {
    const earshot = await step(
      "Start",
      () =>
        launchEarshot({
          profile: PROFILE,
          downloads: join(STATE, "downloads"),
          isHeadless: false,
          microphone: "real",
          settings: (stored) => ({ ...stored, transcription: { ...stored.transcription, ...chosen } }),
          host: {
            dataDirectory: DATA,
            modelCache: MODEL_CACHE,
            models: model === null ? [] : [model],
            packageIndex,
          },
        }),
      () => "browser, extension and host",
    );
    // The popup shows how far it is; the browser can be used meanwhile.
    await requestModel(earshot);
    await earshot.openPage(meeting ?? `${server.url}${demoPage(voices)}`, null);
    await earshot.view.close();
    print("\nPress the Earshot button in the toolbar (behind the puzzle piece), then Start.");
    note(meeting === undefined ? "Then press Join, and read your lines aloud." : "Then join the meeting.");
    note("This command ends when you close the browser.");
    await new Promise<void>((resolve) => {
      earshot.browser.once("disconnected", () => resolve());
    });
  } finally {
    await server.close();
  }
}
