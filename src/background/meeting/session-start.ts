import { defaultSpeakers } from "../../i18n/speakers.ts";
import type { ActiveSession } from "../../shared/session.ts";
import type { SessionNeeds } from "./session-needs.ts";

/**
 * Opens the tab for capture and begins its transcript; done again after a worker that did not get through.
 * @returns false when it was stopped while the browser was still opening the tab: nothing has been captured
 * @throws {EarshotError} why the browser refuses the tab
 */
export async function openCapture(
  { session, tabId, startedAtMs }: ActiveSession,
  { board, hub, memory, environment }: SessionNeeds,
): Promise<boolean> {
  const { openTab, toOffscreen, settings, uiLanguage } = environment;
  const { streamId, title } = await openTab(tabId);
  if (memory.current?.session !== session || memory.current.stop !== null) return false;
  const { isMicrophoneWanted, microphoneDeviceId, transcription } = settings();
  // Before any sound: a caption of a session that has no record would count as one of a session that was deleted.
  await hub.open({
    session,
    title,
    startedAtMs,
    language: transcription.language,
    model: board.status.model?.loaded?.model ?? transcription.model,
    speakers: defaultSpeakers(uiLanguage()),
    completeness: "open",
  });
  toOffscreen({ type: "start-capture", session, streamId, isMicrophoneWanted, microphoneDeviceId });
  return true;
}
