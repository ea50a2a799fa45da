import { effect, untracked } from "@preact/signals";
import { MESSAGES, type ViewCommand, type World } from "../../../src/shared/messages/to-background.ts";
import { activeSession } from "../../../src/shared/session.ts";
import type { Status } from "../../../src/shared/status.ts";
import { FakeBrowser } from "./fake-browser.ts";

type View = ReturnType<FakeBrowser["openView"]>;

/** One run: a browser with its popup and side panel, and another page where something is asked for there. */
export class Run {
  readonly browser = new FakeBrowser();
  popup!: View;
  panel!: View;
  #other: View | null = null;

  /** Clicks that wait for a meeting to be shown; where its view is gone first, they never come. */
  notYetAsked = 0;
  /** The views that were open are gone, and others in their place. */
  isViewAnother = false;

  openViews(): void {
    this.popup = this.browser.openView("src/popup/index.html");
    this.panel = this.browser.openView("src/sidepanel/index.html");
  }

  closeViews(): void {
    this.isViewAnother = true;
    this.popup.context.end();
    this.panel.context.end();
    this.#other?.context.end();
    this.#other = null;
  }

  send(command: ViewCommand): void {
    const worlds: readonly World[] = MESSAGES[command.type].from;
    const { context, store } = this.#viewOf(worlds);
    this.browser.as(context, () => store.send(command));
  }

  #viewOf(worlds: readonly World[]): View {
    if (worlds.includes("popup")) return this.popup;
    if (worlds.includes("side-panel")) return this.panel;
    this.#other ??= this.browser.openView(`src/${worlds[0]}/index.html`);
    return this.#other;
  }

  /** Asks for something of the meeting that runs, as soon as the panel shows one. */
  sendOfRunning(commandOf: (session: string) => ViewCommand): void {
    const { status } = this.panel.store;
    this.notYetAsked++;
    let isSent = false;
    const stop = effect(() => {
      const running = status.value === null ? null : activeSession(status.value.session);
      if (isSent || running === null) return;
      isSent = true;
      this.notYetAsked--;
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
}
