import { expect, test, vi } from "vitest";
import { showBadge } from "../../../src/background/views/toolbar-badge.ts";
import type { SessionState } from "../../../src/shared/session.ts";
import { active } from "../../ui/status-samples.ts";

const { titles, texts } = vi.hoisted(() => ({ titles: [] as string[], texts: [] as string[] }));
vi.mock("webextension-polyfill", () => ({
  default: {
    i18n: { getUILanguage: () => "en" },
    action: {
      setBadgeText: ({ text }: { text: string }) => Promise.resolve(void texts.push(text)),
      setBadgeBackgroundColor: () => Promise.resolve(),
      setTitle: ({ title }: { title: string }) => Promise.resolve(void titles.push(title)),
    },
  },
}));

test("UI-7 UI-6 the toolbar button calls a try-out by its name, and no meeting", async () => {
  const states: readonly SessionState[] = [
    { name: "recording", ...active },
    { name: "starting", ...active, tabId: null },
    { name: "recording", ...active, tabId: null },
    { name: "stopping", cause: null, ...active, tabId: null },
    { name: "idle", lastError: null },
  ];
  for (const session of states)
    await showBadge({ session, leaving: null, wordAlert: null, markAnswer: null, isAudioStored: false });

  const tryOut = "Earshot is trying out your microphone";
  expect(titles).toEqual(["Earshot is captioning this meeting", tryOut, tryOut, tryOut, "Earshot"]);
});

test("UI-9 while a meeting's audio is kept, the toolbar button says so", async () => {
  titles.length = 0;

  await showBadge({
    session: { name: "recording", ...active },
    leaving: null,
    wordAlert: null,
    markAnswer: null,
    isAudioStored: true,
  });

  expect(titles).toEqual(["Earshot is captioning this meeting. The sound is kept."]);
});

test("UI-8 the toolbar button says whether the shortcut marked the moment, before a word alert", async () => {
  titles.length = 0;
  texts.length = 0;
  const wordAlert = { word: "Aki", atMs: 0 };
  for (const isMarked of [true, false])
    await showBadge({
      session: { name: "recording", ...active },
      leaving: null,
      wordAlert,
      markAnswer: { isMarked },
      isAudioStored: true,
    });

  expect(texts).toEqual(["✓", "✕"]);
  expect(titles).toEqual(["Marked", "Not marked: no room for more"]);
});

test("UI-8 that a meeting receives no audio, or is over, the toolbar button says before what became of a mark", async () => {
  titles.length = 0;
  texts.length = 0;
  const states: readonly SessionState[] = [
    { name: "stalled", cause: { code: "capture_stalled", message: "", recoverable: true }, ...active },
    { name: "idle", lastError: null },
  ];
  for (const session of states)
    await showBadge({
      session,
      leaving: null,
      wordAlert: null,
      markAnswer: { isMarked: true },
      isAudioStored: false,
    });

  expect(texts).toEqual(["!", ""]);
  expect(titles).toEqual(["Earshot receives no audio", "Earshot"]);
});

test("WHO-5 while the tab is elsewhere and nothing is recorded, the toolbar button says so as of a pause", async () => {
  titles.length = 0;
  texts.length = 0;
  for (const why of ["elsewhere", "left"] as const)
    await showBadge({
      session: { name: "recording", ...active },
      leaving: { why, stopsAtMs: null },
      wordAlert: null,
      markAnswer: null,
      isAudioStored: false,
    });

  expect(texts).toEqual(["❚❚", "REC"]);
  expect(titles).toEqual(["Earshot is paused: nothing is recorded", "Earshot is captioning this meeting"]);
});
