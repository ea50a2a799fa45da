import { pathToFileURL } from "node:url";
import type { Page } from "puppeteer";

export interface ReadCue {
  readonly startMs: number;
  readonly endMs: number;
  /** Of the cue's voice span; null where there is none. */
  readonly voice: string | null;
  readonly text: string;
}

/** The cues that the browser finds in each WebVTT file, as it would show them below a video. */
export function readCues(page: Page, files: readonly string[]): Promise<ReadCue[][]> {
  return page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (file) => {
          const video = document.createElement("video");
          const element = document.createElement("track");
          element.kind = "subtitles";
          element.src = URL.createObjectURL(new Blob([file], { type: "text/vtt" }));
          const loaded = new Promise<void>((resolve, reject) => {
            element.addEventListener("load", () => resolve());
            element.addEventListener("error", () => reject(new Error("the browser reads no WebVTT in it")));
          });
          video.append(element);
          document.body.append(video);
          element.track.mode = "hidden";
          await loaded;
          const cues = [...(element.track.cues ?? [])].map((cue) => {
            if (!(cue instanceof VTTCue)) throw new TypeError("not a cue of text");
            const shown = cue.getCueAsHTML();
            // A voice span is shown as one with its name for a title.
            const voice = shown.querySelector("span")?.getAttribute("title") ?? null;
            const [startMs, endMs] = [cue.startTime, cue.endTime].map((s) => Math.round(s * 1000));
            return { startMs: startMs ?? 0, endMs: endMs ?? 0, voice, text: shown.textContent };
          });
          video.remove();
          URL.revokeObjectURL(element.src);
          return cues;
        }),
      ),
    files,
  );
}

export interface ReadPage {
  readonly title: string;
  /** Every kind of element that the page is made of. */
  readonly tags: readonly string[];
  /** Of the heading, then of the body's other blocks, in order: headings of turns, lines and gaps. */
  readonly blocks: readonly (readonly [tag: string, text: string])[];
  /** How many resources were asked for, without the page itself. */
  readonly loaded: number;
}

/** What the browser makes of an HTML file that is opened from the disk. */
export async function readPage(page: Page, path: string): Promise<ReadPage> {
  await page.goto(pathToFileURL(path).href);
  return page.evaluate(() => ({
    title: document.title,
    tags: [...new Set(Array.from(document.querySelectorAll("*"), ({ localName }) => localName))].toSorted(),
    blocks: Array.from(
      document.querySelectorAll("h1, h2, p, li"),
      ({ localName, textContent }) => [localName, textContent] as const,
    ),
    loaded: performance.getEntriesByType("resource").length,
  }));
}
