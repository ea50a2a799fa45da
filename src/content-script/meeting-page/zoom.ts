import type { PageReading } from "../../shared/messages/meeting-page.ts";
import { agreed, type PageAdapter, readingOf, type SeenMute } from "./page-adapter.ts";
import { peopleOfZoom } from "./zoom-people.ts";

/** The client stands in a frame of the same site, or in the page itself. */
const CLIENT_FRAMES = "iframe#webclient, iframe.pwa-webclient__iframe";
const AUDIO_BUTTON = ".join-audio-container__btn";
const LEAVE = ".footer__leave-btn-container, #audioOptionMenu";
/** The device check in front of the call, and its own audio button. */
const LOBBY_BUTTON = "#preview-audio-control-button";
const LOBBY = `${LOBBY_BUTTON}, .preview-join-button`;

/** What the icon is called is what a press would do. `SvgAudioJoin`: no audio in the browser yet, but perhaps by telephone. */
const ICONS: ReadonlyMap<string, SeenMute> = new Map([
  ["SvgAudioMute", "open"],
  ["SvgAudioUnmute", "muted"],
]);

const HOST = /(?:^|\.)zoom\.(?:us|com)$/u;

/** Zoom's web client: ADR-045 says what is known of its page, since when, and from whom. */
export const zoom: PageAdapter = {
  isFor: ({ hostname, pathname }) => HOST.test(hostname) && /^\/wc(?:\/|$)/u.test(pathname),
  sign: "zoom_active",
  people: (page) => peopleOfZoom([page, ...clientsIn(page)]),
  read(page) {
    const roots = [page, ...clientsIn(page)];
    const inCall = roots.flatMap((root) => [...root.querySelectorAll(AUDIO_BUTTON)]);
    const stage = stageOf(roots, inCall.length > 0);
    const buttons =
      stage === "lobby" ? roots.flatMap((root) => [...root.querySelectorAll(LOBBY_BUTTON)]) : inCall;
    return { reading: readingOf(agreed(buttons.map(muteOf)), stage, true), controls: buttons };
  },
};

/** A frame of another site has no document for us. */
function clientsIn(page: Document): readonly Document[] {
  return [...page.querySelectorAll<HTMLIFrameElement>(CLIENT_FRAMES)].flatMap(({ contentDocument }) =>
    contentDocument === null ? [] : [contentDocument],
  );
}

function muteOf(button: Element): SeenMute | null {
  const icons = [...button.querySelectorAll("svg")].flatMap(({ classList }) => [...classList]);
  const [mute, ...others] = new Set(icons.flatMap((icon) => ICONS.get(icon) ?? []));
  return mute === undefined || others.length > 0 ? null : mute;
}

function stageOf(roots: readonly Document[], isAudioSeen: boolean): PageReading["stage"] {
  const has = (selector: string) => roots.some((root) => root.querySelector(selector) !== null);
  if (isAudioSeen || has(LEAVE)) return "in_call";
  return has(LOBBY) ? "lobby" : "unknown";
}
