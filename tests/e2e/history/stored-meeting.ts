import type { Page } from "puppeteer";
import type { AudioOutline } from "../../../src/shared/audio/stored-audio.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import type { Feed, useFedViews } from "../views/fed-view.ts";
import { idle, settings } from "../views/view-samples.ts";

/** The history page with that one meeting, which is opened. */
export async function openStored(
  views: ReturnType<typeof useFedViews>,
  transcript: Transcript,
  feed: Pick<Partial<Feed>, "audio" | "language" | "viewport"> = {},
): Promise<Page> {
  const { session, title, speakers, startedAtMs } = transcript;
  const page = await views.open({
    page: "src/history/index.html",
    viewport: { width: 1100, height: 760 },
    snapshot: { type: "snapshot", status: idle, settings, transcript: null },
    meetings: [{ session, startedAtMs, completeness: "complete", isExempt: false, isImported: false }],
    heads: [{ session, samples: 2_720_000, lineCount: 8, reading: { name: "read", title, speakers } }],
    stored: { [session]: { name: "read", transcript } },
    ...feed,
  });
  await page.waitForSelector("main[data-meetings]");
  await openMeeting(page, session);
  return page;
}

/** Opens a meeting of the history page by its address. */
export async function openMeeting(page: Page, session: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${session}`);
  await page.waitForSelector(".lines [data-caption]");
}

/** Where no sound is stored between the first and the last of `spans`, in samples of the meeting. */
export function holesIn(spans: AudioOutline["spans"]): { startSample: number; samples: number }[] {
  return spans.slice(1).flatMap((span, index) => {
    const before = spans[index];
    if (before === undefined) return [];
    return [{ startSample: before.endSample, samples: span.startSample - before.endSample }];
  });
}
