import browser from "webextension-polyfill";
import { EarshotError, errorKind } from "../../../protocol/errors.ts";
import {
  PENDING_FOR_MS,
  type PendingCommand,
  type PendingShortcut,
  pendingIn,
  pendingKey,
} from "../../shared/messages/pending-command.ts";
import { PORTS } from "../../shared/messages/to-background.ts";
import type { Parts } from "../compose.ts";
import { readMessage } from "../gate/message-gate.ts";
import { markMoment } from "./mark-moment.ts";
import { runViewCommand } from "./view-commands.ts";

/** A keyboard shortcut. The browser reports it once, so it is written down before anything else is done. */
export async function takeShortcut(
  shortcut: string,
  tabId: number | undefined,
  ready: Promise<Parts>,
): Promise<void> {
  const id = crypto.randomUUID();
  const pending = { kind: "shortcut", shortcut, tabId: tabId ?? null, askedAtMs: Date.now() } as const;
  await browser.storage.session.set({ [pendingKey(id)]: pending }).catch(reportFailure);
  await runShortcut(id, pending, await ready);
  await forgetPending(id);
}

/** It is done, or written down by what does it. */
export function forgetPending(id: string): Promise<void> {
  return browser.storage.session.remove(pendingKey(id)).catch(reportFailure);
}

/** Does what was asked of a worker that was stopped before it took it, in order. */
export async function takePending(parts: Parts): Promise<void> {
  const nowMs = Date.now();
  for (const { id, pending } of pendingIn(await browser.storage.session.get(null))) {
    const isFresh = pending !== null && nowMs - pending.askedAtMs < PENDING_FOR_MS;
    if (isFresh) await run(id, pending, parts);
    await forgetPending(id);
  }
}

async function run(id: string, pending: PendingCommand, parts: Parts): Promise<void> {
  if (pending.kind === "shortcut") return runShortcut(id, pending, parts);
  const readings = PORTS.view.map((world) => readMessage(pending.message, world, "view"));
  const reading = readings.find(({ kind }) => kind === "message");
  if (reading?.kind !== "message" || reading.message.type === "watch") return;
  const { id: _id, ...command } = reading.message;
  try {
    await runViewCommand(command, parts, id);
  } catch (cause) {
    const error = EarshotError.from(cause);
    // Its meeting is over, and the view that would show it is gone or sends it again.
    if (error.code !== "session_unknown") parts.statusStore.update({ problem: error.toReport(true) });
  }
}

/** Twice is once: a session is called by the press that started it, a stop is written down, a strike names its moment. */
async function runShortcut(
  id: string,
  { shortcut, tabId, askedAtMs }: PendingShortcut,
  parts: Parts,
): Promise<void> {
  if (shortcut === "strike-last-minute") return parts.striking.strikeRunning(askedAtMs);
  if (shortcut === "toggle-click-through") return parts.overlay.toggleClickThrough(id);
  if (shortcut === "mark-moment") return markMoment(parts, { mark: id, atMs: askedAtMs }, null);
  if (shortcut === "toggle-capture") await toggleCapture(parts, tabId, id);
}

/**
 * The keyboard shortcut: starts captions for the tab in front, or stops them (CAP-1). Resolves once it is written down; `id`
 * is the press's own, and the session's that it starts: it may come twice.
 */
async function toggleCapture(
  { meetings, memory, settings }: Parts,
  tabId: number | null,
  id: string,
): Promise<void> {
  if (memory.lastSession === id) return memory.stored;
  if (memory.current !== null) return meetings.running?.stopping.request(null);
  // Without consent nothing is captured; the first-run page asks for it.
  if (!settings.settings.hasConsented) {
    await browser.tabs.create({ url: "src/welcome/index.html" });
    return;
  }
  if (tabId !== null) void (await meetings.begin(tabId, id))?.open();
}

function reportFailure(error: unknown): void {
  console.warn("Earshot could not write down what was asked for:", errorKind(error));
}
