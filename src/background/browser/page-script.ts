import type { PageReading, PeopleReading, SpeakingInterval } from "../../shared/messages/meeting-page.ts";
import type { MessageOver } from "../../shared/messages/to-background.ts";
import type { BackgroundToPage } from "../../shared/messages/to-page.ts";
import { callOf } from "./tab-capture.ts";

/** As much of a port as is used. */
interface PagePort {
  postMessage(message: BackgroundToPage): void;
}

/** The meeting that follows what the page shows. */
interface Follower {
  readonly page: {
    readonly read: (reading: PageReading) => Promise<void>;
    /** The page's script is gone: the page was left or loaded again. */
    readonly gone: () => void;
  };
  /** What becomes of the meeting with its call. */
  readonly callEnd: {
    readonly stageIs: (stage: PageReading["stage"] | null) => void;
    readonly scriptIsIn: (call: string | null) => void;
  };
  readonly people: {
    readonly peopleRead: (reading: PeopleReading) => void;
    readonly speakingRead: (intervals: readonly SpeakingInterval[]) => void;
    readonly gone: () => void;
  };
}

/** Our script in the meeting's page that reads the page; of several only the one that connected last counts. */
export class PageScript {
  readonly #follower: () => Follower | null;
  #port: PagePort | null = null;

  constructor(follower: () => Follower | null) {
    this.#follower = follower;
  }

  /** `pageUrl`: the page's address when the port was opened, by the browser's word; null where it gives none. */
  received(port: PagePort, pageUrl: string | null, message: MessageOver<"page">): void {
    const follower = this.#follower();
    if (this.#port !== null && this.#port !== port) follower?.people.gone();
    this.#port = port;
    follower?.callEnd.scriptIsIn(pageUrl === null ? null : callOf(pageUrl));
    switch (message.type) {
      case "page-read":
        follower?.callEnd.stageIs(message.stage);
        return void follower?.page.read(message);
      case "people-read":
        return follower?.people.peopleRead(message);
      case "speaking-read":
        return follower?.people.speakingRead(message.intervals);
      default:
        return message satisfies never;
    }
  }

  closed(port: PagePort): void {
    if (this.#port !== port) return;
    this.#port = null;
    const follower = this.#follower();
    follower?.callEnd.stageIs(null);
    follower?.callEnd.scriptIsIn(null);
    follower?.page.gone();
    follower?.people.gone();
  }

  /** The page is not read any more. */
  leave(): void {
    const port = this.#port;
    this.#port = null;
    port?.postMessage({ type: "leave-page" });
  }
}
