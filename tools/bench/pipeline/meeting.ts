import type { Page } from "puppeteer";
import type { HostOptions } from "../../../install/host-files.ts";
import type { Earshot } from "../../driver/browser/earshot.ts";
import { launchEarshot } from "../../driver/browser/launch.ts";
import { serveFolder } from "../../driver/local-server.ts";
import { demoMicrophone, joinDemoMeeting, readDemoScript } from "../../materials/demo-meeting.ts";
import { DEMO } from "../../runtime/paths.ts";

/** Runs `work` in a fresh browser with Earshot, the demo meeting in front and You at the microphone. */
export async function inDemoMeeting<T>(
  host: HostOptions,
  work: (earshot: Earshot, page: Page) => Promise<T>,
): Promise<T> {
  const microphone = await demoMicrophone();
  const server = await serveFolder(DEMO);
  try {
    const earshot = await launchEarshot({ microphone: { file: microphone.file }, host });
    try {
      const page = await earshot.openPage(`${server.url}meeting.html`);
      await page.waitForSelector('[data-meeting="waiting"]');
      return await work(earshot, page);
    } finally {
      await earshot.close();
    }
  } finally {
    await server.close();
  }
}

/** Lets the others talk; resolves when the meeting is over. */
export async function playMeeting(page: Page): Promise<void> {
  await joinDemoMeeting(page);
  await page.waitForSelector('[data-meeting="ended"]', { timeout: readDemoScript().durationMs + 30_000 });
}
