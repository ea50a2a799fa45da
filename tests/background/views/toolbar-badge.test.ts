import { expect, test, vi } from "vitest";
import { showBadge } from "../../../src/background/views/toolbar-badge.ts";
import type { SessionState } from "../../../src/shared/session.ts";
import { active } from "../../ui/status-samples.ts";

const titles = vi.hoisted((): string[] => []);
vi.mock("webextension-polyfill", () => ({
  default: {
    i18n: { getUILanguage: () => "en" },
    action: {
      setBadgeText: () => Promise.resolve(),
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
  for (const session of states) await showBadge({ session, wordAlert: null, isAudioStored: false });

  const tryOut = "Earshot is trying out your microphone";
  expect(titles).toEqual(["Earshot is captioning this meeting", tryOut, tryOut, tryOut, "Earshot"]);
});

test("UI-9 while a meeting's audio is kept, the toolbar button says so", async () => {
  titles.length = 0;

  await showBadge({ session: { name: "recording", ...active }, wordAlert: null, isAudioStored: true });

  expect(titles).toEqual(["Earshot is captioning this meeting. The sound is kept."]);
});
