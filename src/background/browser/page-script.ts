import type { PageReading } from "../../shared/messages/meeting-page.ts";
import type { BackgroundToPage } from "../../shared/messages/to-page.ts";

/** As much of a port as is used. */
interface PagePort {
  postMessage(message: BackgroundToPage): void;
}

/** The meeting that follows what the page shows. */
interface Follower {
  readonly read: (reading: PageReading) => Promise<void>;
  /** The page's script is gone: the page was left or loaded again. */
  readonly gone: () => void;
}

/** Our script in the meeting's page that reads the page; of several only the one that connected last counts. */
export class PageScript {
  readonly #follower: () => Follower | undefined;
  #port: PagePort | null = null;

  constructor(follower: () => Follower | undefined) {
    this.#follower = follower;
  }

  received(port: PagePort, reading: PageReading): void {
    this.#port = port;
    void this.#follower()?.read(reading);
  }

  closed(port: PagePort): void {
    if (this.#port !== port) return;
    this.#port = null;
    this.#follower()?.gone();
  }

  /** The page is not read any more. */
  leave(): void {
    const port = this.#port;
    this.#port = null;
    port?.postMessage({ type: "leave-page" });
  }
}
