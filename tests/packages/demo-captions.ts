import { consented, launchEarshot } from "../../tools/driver/browser/launch.ts";
import { serveFolder } from "../../tools/driver/local-server.ts";
import { demoPage, joinDemoMeeting, readDemoScript } from "../../tools/materials/demo-meeting.ts";
import { DEMO } from "../../tools/runtime/paths.ts";
import { HUNG_MS } from "../eventually.ts";

/** What came of the demo meeting in a browser that finds its host by itself. */
export interface DemoCaptions {
  /** The first caption that is settled. */
  readonly text: string;
  /** From the browser's start, without the meeting's own silence before its first word. */
  readonly afterMs: number;
}

/** Plays the demo meeting to an installed Earshot until its first line is there. */
export async function captionDemo(profile: string, extension: string): Promise<DemoCaptions> {
  const server = await serveFolder(DEMO);
  const startMs = performance.now();
  const earshot = await launchEarshot({
    profile,
    extension,
    isHostRegistered: false,
    settings: consented("demo", "en"),
  });
  try {
    const page = await earshot.openPage(`${server.url}${demoPage("synthesised")}`);
    await page.waitForSelector('[data-meeting="waiting"]');
    await earshot.startCaptions(page);
    await joinDemoMeeting(page);
    const { stable } = await earshot.waitForCaption(
      ({ isFinal }) => isFinal,
      readDemoScript().durationMs + HUNG_MS,
    );
    return { text: stable, afterMs: performance.now() - startMs };
  } finally {
    await earshot.close();
    await server.close();
  }
}
