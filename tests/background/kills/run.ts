import { effect, untracked } from "@preact/signals";
import type { ViewCommand } from "../../../src/shared/messages.ts";
import { activeSession } from "../../../src/shared/session.ts";
import type { Status } from "../../../src/shared/status.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { FakeBrowser } from "./fake-browser.ts";

type View = ReturnType<FakeBrowser["openView"]>;

/** Whose buttons these are. */
const OF_PANEL: ReadonlySet<string> = new Set([
  "delete-session",
  "dismiss-recovered",
  "rename-speaker",
  "record-consent",
]);

/** One run: a browser, its popup and side panel, and whatever they were shown. */
export class Run {
  readonly browser = new FakeBrowser();
  readonly shown: Status[] = [];
  readonly transcripts: (Transcript | null)[] = [];
  popup!: View;
  panel!: View;

  openViews(): void {
    this.popup = this.browser.openView("src/popup/index.html");
    this.panel = this.browser.openView("src/sidepanel/index.html");
    const { status, transcript } = this.panel.store;
    effect(() => {
      if (status.value !== null) this.shown.push(status.value);
    });
    effect(() => {
      this.transcripts.push(transcript.value);
    });
  }

  closeViews(): void {
    this.popup.context.end();
    this.panel.context.end();
  }

  send(command: ViewCommand): void {
    const { context, store } = OF_PANEL.has(command.type) ? this.panel : this.popup;
    this.browser.as(context, () => store.send(command));
  }

  /** Asks for something of the meeting that runs, as soon as the panel shows one. */
  sendOfRunning(commandOf: (session: string) => ViewCommand): void {
    const { status } = this.panel.store;
    let isSent = false;
    const stop = effect(() => {
      const running = status.value === null ? null : activeSession(status.value.session);
      if (isSent || running === null) return;
      isSent = true;
      untracked(() => this.send(commandOf(running.session)));
    });
    if (isSent) stop();
  }

  get status(): Status {
    const status = this.panel.store.status.value;
    if (status === null) throw new Error("nothing was shown");
    return status;
  }

  async until(name: Status["session"]["name"]): Promise<void> {
    for (let tries = 0; tries < 100 && this.status.session.name !== name; tries++)
      await this.browser.loop.run(100);
    if (this.status.session.name !== name) throw new Error(`${this.status.session.name} instead of ${name}`);
  }

  /** From here on counts what is shown. */
  forgetShown(): void {
    this.shown.length = 0;
    this.transcripts.length = 0;
  }
}
