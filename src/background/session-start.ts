import type { ActiveSession } from "../shared/session.ts";
import { defaultSpeakers } from "../shared/speakers.ts";
import type { SessionNeeds } from "./session-needs.ts";
import type { StatusBoard } from "./status-board.ts";

/**
 * Opens the tab for capture and begins its transcript.
 * @returns false when it was stopped while the browser was still opening the tab: nothing has been captured
 * @throws {EarshotError} why the browser refuses the tab
 */
export async function openCapture(
  active: ActiveSession,
  { board, hub, environment }: SessionNeeds,
): Promise<boolean> {
  const { openTab, toOffscreen, remember, settings, uiLanguage } = environment;
  const { streamId, title } = await openTab(active.tabId);
  if (isStopping(board)) return false;
  const { isMicrophoneWanted, microphoneDeviceId, transcription } = settings();
  const { session, startedAtMs } = active;
  toOffscreen({ type: "start-capture", session, streamId, isMicrophoneWanted, microphoneDeviceId });
  await hub.open({
    session,
    title,
    startedAtMs,
    language: transcription.language,
    model: board.status.model?.loaded?.model ?? transcription.model,
    speakers: defaultSpeakers(uiLanguage()),
    completeness: "open",
  });
  await remember({ ...active, isStopping: isStopping(board) });
  return true;
}

function isStopping(board: StatusBoard): boolean {
  return board.status.session.name === "stopping";
}
