import { computed, type ReadonlySignal, signal } from "@preact/signals";
import browser from "webextension-polyfill";
import { type ErrorCode, errorKind } from "../../../protocol/errors.ts";
import { type PendingCommand, pendingKey } from "../../shared/messages/pending-command.ts";
import { connectToBackground } from "../../shared/messages/reconnecting-port.ts";
import type { ViewCommand, ViewToBackground } from "../../shared/messages/to-background.ts";
import type { BackgroundToView } from "../../shared/messages/to-views.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Status } from "../../shared/status.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { runtimeConnection } from "./runtime-port.ts";
import { reduceView, SILENT, type ViewState } from "./view-state.ts";

/** What the background says, as signals; each changes only when its own part does. All null until the snapshot. */
export interface SessionStore {
  readonly status: ReadonlySignal<Status | null>;
  readonly settings: ReadonlySignal<Settings | null>;
  readonly transcript: ReadonlySignal<Transcript | null>;
  readonly levels: ReadonlySignal<ViewState["levels"]>;
  /** The stored meeting that changed last, each time another object. */
  readonly changedMeeting: ReadonlySignal<ViewState["changedMeeting"]>;
  /** Why what was asked for here last was not done, until it is dismissed or something else is asked for. */
  readonly refusal: ReadonlySignal<ErrorCode | null>;
  readonly dismissRefusal: () => void;
  /** The last change of any meeting's transcript: another than the one shown may be open to be read. */
  readonly changed: ReadonlySignal<CaptionChanged | null>;
  /** What this view wants to be sent beside the status from now on. */
  readonly watch: (wants: Wants) => void;
  /** Asks for something; what this worker does not take, the next one does. */
  readonly send: (command: ViewCommand) => void;
  /** As `send`; resolves to null once it is done, or to why it was not, which is then shown nowhere else. */
  readonly ask: (command: ViewCommand) => Promise<ErrorCode | null>;
}

type Watch = Extract<ViewToBackground, { type: "watch" }>;
type Wants = Omit<Watch, "type">;
type CaptionChanged = Extract<BackgroundToView, { readonly type: "caption-changed" }>;

/** Where this view may be closed before a worker has taken its click, the next worker finds it (ADR-022). */
function writeDown(message: ViewCommand & { readonly id: string }): void {
  const pending: PendingCommand = { kind: "message", message, askedAtMs: Date.now() };
  browser.storage.session
    .set({ [pendingKey(message.id)]: pending })
    .catch((error: unknown) => console.warn("A command was not written down:", errorKind(error)));
}

/** Connects this view to the background, asking for what it `wants` beside the status. */
export function connectView(wants: Wants): SessionStore {
  let watch: Watch = { type: "watch", ...wants };
  const state = signal<ViewState | null>(null);
  const changed = signal<CaptionChanged | null>(null);
  /** Who waits for the answer to which command. */
  const waiting = new Map<string, (refusal: ErrorCode | null) => void>();
  const port = connectToBackground<BackgroundToView, ViewToBackground>({
    ...runtimeConnection("view"),
    firstMessage: () => watch,
    // What is watched is the first message to the next worker.
    isTaken: (sent, answer) =>
      sent.type === "watch" || ("id" in answer && "id" in sent && sent.id === answer.id),
    onMessage: (message) => {
      if ("id" in message) {
        const answer = waiting.get(message.id);
        waiting.delete(message.id);
        if (answer !== undefined) return answer(message.type === "command-refused" ? message.code : null);
      }
      if (message.type === "caption-changed") changed.value = message;
      state.value = reduceView(state.value, message);
    },
  });
  const dismissRefusal = () => {
    const { value } = state;
    if (value !== null && value.refusal !== null) state.value = { ...value, refusal: null };
  };
  const send = (command: ViewCommand) => {
    dismissRefusal();
    const identified = { ...command, id: crypto.randomUUID() };
    writeDown(identified);
    port.send(identified);
    return identified.id;
  };
  return {
    status: computed(() => state.value?.status ?? null),
    settings: computed(() => state.value?.settings ?? null),
    transcript: computed(() => state.value?.transcript ?? null),
    levels: computed(() => state.value?.levels ?? SILENT),
    changedMeeting: computed(() => state.value?.changedMeeting ?? null),
    refusal: computed(() => state.value?.refusal ?? null),
    dismissRefusal,
    changed,
    watch(next) {
      watch = { type: "watch", ...next };
      port.send(watch);
    },
    send: (command) => void send(command),
    ask: (command) =>
      new Promise((resolve) => {
        waiting.set(send(command), resolve);
      }),
  };
}
