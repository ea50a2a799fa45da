import { TRY_OUT_MS } from "../../shared/session.ts";
import type { CaptureEnvironment } from "../browser/capture-environment.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import type { SessionRecord } from "../transcript/database/transcript-schema.ts";
import type { StatusStore } from "../views/status-store.ts";
import type { Meeting } from "./meeting.ts";
import { microphoneOpening } from "./microphone-opening.ts";

export interface TryOutNeeds {
  readonly statusStore: StatusStore;
  readonly hub: CaptionHub;
  readonly environment: CaptureEnvironment;
  /** Writes down that nothing of this session may be stored, and that the host has to destroy what it gets of it. */
  readonly neverStore: (session: string) => Promise<void>;
}

/** What a record says of a tab that is not there. */
export const NO_TAB = { title: "" };

/*
 * A try-out takes the way of a meeting, from the microphone to the captions, without a tab and without a trace (ADR-041).
 */

/**
 * Opens the microphone alone. Before any audio the session is written down as deleted: whatever ends the worker or the browser
 * after that, the database takes nothing of it, and the host is told to destroy it.
 *
 * @returns false when it was stopped meanwhile: nothing has been captured
 */
export async function openTryOut(
  meeting: Meeting,
  record: SessionRecord,
  { hub, environment, neverStore, statusStore }: TryOutNeeds,
): Promise<boolean> {
  const { session } = meeting.active;
  await neverStore(session);
  await environment.openDocument();
  if (!meeting.isStarting) return false;
  hub.openTryOut(record);
  environment.toOffscreen({
    type: "start-capture",
    session,
    streamId: null,
    isMicrophoneWanted: true,
    ...microphoneOpening(environment.settings(), statusStore.status.host),
  });
  meeting.captureStarted();
  return true;
}

/** Called about once a second: stops a try-out that has had its time, from the first sample on where there is one. */
export async function endTryOut(
  meeting: Meeting,
  { hub: { transcript }, environment }: Pick<TryOutNeeds, "hub" | "environment">,
): Promise<void> {
  const { active } = meeting;
  const { startedAtMs } = transcript?.session === active.session ? transcript : active;
  if (environment.now() - startedAtMs >= TRY_OUT_MS) await meeting.stopping.request(null);
}
