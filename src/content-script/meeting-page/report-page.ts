import { connectToBackground } from "../../shared/messages/reconnecting-port.ts";
import type { PageToBackground } from "../../shared/messages/to-background.ts";
import type { BackgroundToPage } from "../../shared/messages/to-page.ts";
import { runtimeConnection } from "../../ui/connection/runtime-port.ts";
import type { Mounted } from "../only-once.ts";
import { googleMeet } from "./google-meet.ts";
import { watchPage } from "./page-watch.ts";
import { type PeopleWatch, watchPeople } from "./people-watch.ts";
import { zoom } from "./zoom.ts";

const ADAPTERS = [googleMeet, zoom];
/** Waits as short as the offscreen document's: until a new worker is told, a mute is not followed. */
const RECONNECT_DELAY_MS = 100;

/**
 * Says to the background what this page shows of the user's own mute, of people and of who is audible, until the meeting is over or the extension goes away. On
 * the page of another platform nothing is looked at and nothing said.
 */
export function reportPage(): Mounted {
  const adapter = ADAPTERS.find(({ isFor }) => isFor(location));
  // Injected again, it looks again: the page's address may be another one by then.
  if (adapter === undefined) return { isAlive: () => false, remove() {} };

  const connection = runtimeConnection("page");
  let hasEnded = false;
  const watch = watchPage(adapter, document, (reading) => port.send({ type: "page-read", ...reading }));
  let people: PeopleWatch | null = null;
  const remove = () => {
    hasEnded = true;
    watch.stop();
    people?.stop();
    port.close();
  };
  const port = connectToBackground<BackgroundToPage, PageToBackground>({
    ...connection,
    firstMessage: () => ({ type: "page-read", ...watch.reading }),
    onMessage: remove,
    onConnected: () => people?.reportAgain(),
    // The first message says it all again.
    isDroppedWhileAway: true,
    longestRetryMs: RECONNECT_DELAY_MS,
    onGone: remove,
  });
  people = watchPeople(adapter, document, {
    stage: () => watch.reading.stage,
    onPeople: (reading) => port.send({ type: "people-read", ...reading }),
    onSpeaking: (intervals) => port.send({ type: "speaking-read", intervals }),
  });
  return { isAlive: () => !hasEnded && connection.isExtensionAlive(), remove };
}
