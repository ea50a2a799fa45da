import { changeBetween } from "../shared/settings.ts";
import { takePending } from "./commands/take-pending.ts";
import { assemble, type Parts } from "./compose.ts";
import { ignoreShown } from "./host/host-connection.ts";
import { loadWantedModels } from "./host/wanted-models-store.ts";
import { loadActiveSession } from "./meeting/active-session-store.ts";
import { atWorkerStart } from "./recovery/schedule.ts";
import type { TranscriptStorage } from "./transcript/transcript-storage.ts";

/**
 * What a new worker does, whenever the browser has stopped the one before:
 *
 * 1. What was asked for and written down is read (`meeting/active-session-store.ts`; its shape is in `meeting/session-memory.ts`), and
 *    the settings. Nothing is shown before that.
 * 2. The meeting that runs is shown as it stood (`Meetings.restore`), and its host is connected.
 * 3. It goes on from the step to which it had come (`Meetings.carryOn`): captured, being stopped (`meeting/stopping.ts`), or without
 *    its document.
 * 4. What views and shortcuts asked for meanwhile is done (`commands/take-pending.ts`).
 * 5. What was left of other meetings is cleared up (`recovery/schedule.ts`).
 *
 * The offscreen document records all the while. It connects again at once, says `hello` with the session that runs, and keeps its
 * frames until it is told where to go on (`src/offscreen/capture-document.ts`); what is wanted of it is sent again
 * (`resendRequests` in `meeting/meeting.ts`). Nothing is lost in between.
 */
export async function openWorker(storage: TranscriptStorage): Promise<Parts> {
  const parts = assemble(storage);
  const { audioStoring, meetings, host, settings, broadcast, models, retention } = parts;
  const settingsOpen = settings.open((changed, before) => {
    broadcast.settingsChanged(changed);
    // A sidecar that is sent its settings tries again what failed: not whenever the caption window is moved.
    if (changeBetween(before, changed).transcription !== undefined)
      void host.pushSettings().catch(ignoreShown);
    const { audioRetentionDays, isAudioStored, microphoneDeviceId, retentionDays, transcription } = changed;
    if (transcription.model !== before.transcription.model) void models.chosen();
    if (microphoneDeviceId !== before.microphoneDeviceId)
      meetings.running?.chooseMicrophone(microphoneDeviceId);
    if (changed.isEchoLeftToBrowser !== before.isEchoLeftToBrowser) meetings.running?.processMicrophone();
    if (changed.isMeetingMuteFollowed !== before.isMeetingMuteFollowed)
      void meetings.running?.page.follow(changed.isMeetingMuteFollowed);
    if (isAudioStored !== before.isAudioStored) audioStoring.send();
    if (retentionDays !== before.retentionDays || audioRetentionDays !== before.audioRetentionDays)
      void retention.removeExpired();
  });
  const [left, wanted] = await Promise.all([loadActiveSession(), loadWantedModels(), settingsOpen]);
  await meetings.restore(left);
  void meetings.carryOn();
  models.restore(wanted);
  void takePending(parts);
  void atWorkerStart(parts, left.running?.session ?? null);
  return parts;
}
