import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { captionNotices } from "../../../src/shared/notices/notices.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { takePictureAsIs } from "../pictures.ts";
import { PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, READABLE } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";

/** Of the tab's lines in the samples, in their order; the last one's is not known yet. */
const VOICES = ["s1", "s2", "s2", "s1", undefined];

function withVoices(): Transcript {
  const plain = meeting();
  const voices = VOICES.values();
  const segments = plain.segments.map((segment) => {
    const voice = segment.source === "tab" ? voices.next().value : undefined;
    return voice === undefined ? segment : { ...segment, voice };
  });
  const table = [
    { id: "s1", name: "", provenance: "voice" },
    { id: "s2", name: "Anna Example", provenance: "user" },
  ] as const;
  return { ...plain, segments, speakers: { ...plain.speakers, voices: table } };
}

describe("the voices of the tab", () => {
  const views = useFedViews();
  const transcript = withVoices();

  const PLACES = {
    panel: (language: "en" | "ja") =>
      views.open({
        page: "src/sidepanel/index.html",
        viewport: { width: 360, height: 900 },
        language,
        snapshot: { type: "snapshot", status: running(), settings, transcript },
      }),
    "caption-window": (language: "en" | "ja") =>
      views.open({
        page: "src/caption-window/index.html",
        viewport: { width: 720, height: 560 },
        language,
        snapshot: { type: "snapshot", status: running(), settings, transcript },
      }),
    overlay: (language: "en" | "ja") => {
      const { session, segments, speakers } = transcript;
      const snapshot = {
        session,
        segments,
        speakers,
        notices: captionNotices(running()),
        areDoubtsMarked: false,
      };
      return views.openOverlay({ viewport: { width: 720, height: 560 }, language, snapshot });
    },
  };

  test.each([
    ["panel", "en", "Speaker 1"],
    ["panel", "ja", "話者1"],
    ["caption-window", "en", "Speaker 1"],
    ["overlay", "en", "Speaker 1"],
  ] as const)(
    "WHO-2 in the %s the others are told apart by number, and by the name that the user gave, in %s",
    async (place, language, numbered) => {
      const page = await PLACES[place](language);
      const shown = await page.$eval("body", (body) => body.innerText);
      await takePictureAsIs(page, join(PICTURES, `${place}-voices-${language}`));

      expect(shown).toContain(numbered);
      expect(shown).toContain("Anna Example");
      expect(shown).not.toContain("s1");
      expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
    },
  );
});
