import { expect, test } from "vitest";
import { CONTEXT_FRAMES, firstFramesToSend } from "../../../native-host/pumps/first-frames.ts";
import type { AudioSource, NextFrames } from "../../../protocol/audio.ts";

const FRAME = 1600;
/** The tab was opened three seconds after the microphone. */
const TAB_AT = 30;

function first(resumeFrom: NextFrames, next: NextFrames): NextFrames {
  return firstFramesToSend({
    resumeFrom,
    next,
    firstSample: (source, seq) => (startOf(source) + seq) * FRAME,
    frameAt: (source, sample) => Math.max(0, Math.floor(sample / FRAME) - startOf(source)),
  });
}

function startOf(source: AudioSource): number {
  return source === "tab" ? TAB_AT : 0;
}

test("IPC-10 each source is sent again from its context on", () => {
  expect(first({ tab: 500, mic: 550 }, { tab: 600, mic: 630 })).toEqual({
    tab: 500 - CONTEXT_FRAMES,
    mic: 550 - CONTEXT_FRAMES,
  });
});

test("WHO-3 the tab is sent again from where the microphone's open utterance was, whose echo it is", () => {
  expect(first({ tab: 500, mic: 330 }, { tab: 600, mic: 630 })).toEqual({
    tab: 300 - CONTEXT_FRAMES,
    mic: 330 - CONTEXT_FRAMES,
  });
});

test("a microphone that ended long ago, or never was, sends nothing of the tab again", () => {
  expect(first({ tab: 5000, mic: 330 }, { tab: 6000, mic: 330 }).tab).toBe(5000 - CONTEXT_FRAMES);
  expect(first({ tab: 5000, mic: 0 }, { tab: 6000, mic: 0 }).tab).toBe(5000 - CONTEXT_FRAMES);
});
