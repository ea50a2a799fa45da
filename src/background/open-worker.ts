import { changeBetween } from "../shared/settings.ts";
import { takePending } from "./commands/take-pending.ts";
import { assemble, type Parts, type TranscriptStorage } from "./compose.ts";
import { ignoreShown } from "./host/host-connection.ts";
import { loadWantedModels } from "./host/wanted-models-store.ts";
import { loadActiveSession } from "./meeting/active-session-store.ts";
import { atWorkerStart } from "./recovery/schedule.ts";

/** Opens the stores and takes up what the worker before this one left; nothing is shown before that. */
export async function openWorker(storage: TranscriptStorage): Promise<Parts> {
  const parts = assemble(storage);
  const { meetings, host, settings, broadcast, models, retention } = parts;
  const settingsOpen = settings.open((changed, before) => {
    broadcast.settingsChanged(changed);
    // A sidecar that is sent its settings tries again what failed: not whenever the caption window is moved.
    if (changeBetween(before, changed).transcription !== undefined)
      void host.pushSettings().catch(ignoreShown);
    const { microphoneDeviceId, retentionDays, transcription } = changed;
    if (transcription.model !== before.transcription.model) void models.chosen();
    if (microphoneDeviceId !== before.microphoneDeviceId) meetings.chooseMicrophone(microphoneDeviceId);
    if (retentionDays !== before.retentionDays) void retention.removeExpired();
  });
  const [left, wanted] = await Promise.all([loadActiveSession(), loadWantedModels(), settingsOpen]);
  await meetings.restore(left);
  void meetings.carryOn();
  models.restore(wanted);
  void takePending(parts);
  void atWorkerStart(parts, left.running?.session ?? null);
  return parts;
}
