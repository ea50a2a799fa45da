import type { PageReading } from "../../../src/shared/messages/meeting-page.ts";

/*
 * Pages that are not as our script knows them, each with what it may still say. What changes a page runs there: it knows nothing
 * of this module.
 */

export const IN_CALL = { stage: "in_call", health: "working" } as const;
export const BLIND: PageReading = { ownMute: "unknown", stage: "unknown", health: "blind" };

const people = { people: "0" };
export const CHANGED_MEETS: readonly [string, Readonly<Record<string, string>>, () => void, PageReading][] = [
  [
    "glyphs under new names, while microphone and camera agree",
    { muted: "true" },
    () => {
      for (const glyph of document.querySelectorAll("[data-is-muted] i")) glyph.textContent = "renamed";
    },
    { ...BLIND, stage: "in_call" },
  ],
  [
    "glyphs under new names, while microphone and camera differ",
    { muted: "false" },
    () => {
      for (const glyph of document.querySelectorAll("[data-is-muted] i")) glyph.textContent = "renamed";
    },
    { ...BLIND, stage: "in_call" },
  ],
  [
    "no attribute, but the glyph",
    { muted: "true" },
    () => {
      for (const toggle of document.querySelectorAll("[data-is-muted]"))
        toggle.toggleAttribute("data-is-muted", false);
    },
    { ownMute: "muted", stage: "in_call", health: "partial" },
  ],
  [
    "neither attribute nor glyph",
    { muted: "true" },
    () => {
      for (const toggle of document.querySelectorAll("[data-is-muted]")) toggle.replaceWith("");
    },
    { ...BLIND, stage: "in_call" },
  ],
  [
    "two microphone buttons that agree",
    { muted: "true" },
    () => {
      const toggle = document.querySelector("[data-is-muted]");
      toggle?.after(toggle.cloneNode(true));
    },
    { ownMute: "muted", ...IN_CALL },
  ],
  [
    "two microphone buttons that differ",
    { muted: "true" },
    () => {
      const toggle = document.querySelector("[data-is-muted]");
      const other = toggle?.cloneNode(true) as HTMLElement;
      other.dataset["isMuted"] = "false";
      toggle?.after(other);
    },
    { ...BLIND, stage: "in_call" },
  ],
  [
    "an attribute of another kind",
    { muted: "true" },
    () => {
      for (const toggle of document.querySelectorAll<HTMLElement>("[data-is-muted]"))
        toggle.dataset["isMuted"] = "maybe";
    },
    { ...BLIND, stage: "in_call" },
  ],
  ["a call that shows nobody", { muted: "true", ...people }, () => {}, { ownMute: "muted", ...IN_CALL }],
  [
    "a call that shows nobody and has no captions: no lobby",
    { ...people },
    () => {
      for (const glyph of document.querySelectorAll("i"))
        if (glyph.textContent?.startsWith("closed")) glyph.remove();
    },
    { ownMute: "open", stage: "unknown", health: "partial" },
  ],
  [
    "a document that throws",
    { muted: "true" },
    () => {
      Object.defineProperty(document, "querySelectorAll", {
        value: () => {
          throw new TypeError("not yours");
        },
      });
    },
    BLIND,
  ],
  [
    "a call that shows its microphone while another one is over",
    { muted: "true" },
    () => {
      const other = document.createElement("div");
      other.dataset["callEnded"] = "true";
      document.body.append(other);
    },
    { ownMute: "muted", ...IN_CALL },
  ],
  [
    "a lobby, and names of glyphs that somebody wrote",
    { ...people, stage: "lobby" },
    () => {
      for (const text of ["call_end", "closed_caption"]) {
        const written = document.createElement("i");
        written.textContent = text;
        document.body.append(written);
      }
    },
    { ownMute: "open", stage: "lobby", health: "working" },
  ],
];

export const CHANGED_ZOOMS: readonly [string, () => void, PageReading][] = [
  [
    "icons under new names",
    () => document.querySelector(".join-audio-container__btn svg")?.setAttribute("class", "renamed"),
    { ...BLIND, stage: "in_call" },
  ],
  [
    "no audio in the browser",
    () => document.querySelector(".join-audio-container__btn svg")?.setAttribute("class", "SvgAudioJoin"),
    { ...BLIND, stage: "in_call" },
  ],
  [
    "all classes under new names",
    () => {
      for (const each of document.querySelectorAll("[class]")) each.setAttribute("class", "renamed");
    },
    BLIND,
  ],
  [
    "two audio buttons that differ",
    () => {
      const button = document.querySelector(".join-audio-container__btn");
      const other = button?.cloneNode(true) as Element;
      other.querySelector("svg")?.setAttribute("class", "SvgAudioMute");
      button?.after(other);
    },
    { ...BLIND, stage: "in_call" },
  ],
];
