import type { ViewToBackground } from "../shared/messages.ts";
import type { Parts } from "./parts.ts";

/** Does what a view asks for, except `watch`, which the port's wiring keeps. */
export async function runViewCommand(
  command: Exclude<ViewToBackground, { type: "watch" }>,
  { board, controller, host, hub, models, recovery, removal, settings }: Parts,
): Promise<void> {
  switch (command.type) {
    case "start-session":
      return controller.start(command.tabId);
    case "stop-session":
      return controller.ending.stop(null);
    case "save-settings":
      return settings.save(command.settings);
    case "download-model":
      return models.download(command.model, command.isChosen);
    case "cancel-download":
      return models.cancel(command.model);
    case "remove-model":
      return models.remove(command.model);
    case "retry-host":
      await host.ensure().catch(ignoreShown);
      return;
    case "rename-speaker":
      return hub.rename(command.source, command.name);
    case "record-consent":
      return hub.amend(command.session, { consent: command.consent });
    case "dismiss-problem":
      return board.update({ problem: null });
    case "pause-session":
      return controller.silencing.pause();
    case "continue-session":
      return controller.silencing.continue();
    case "mute-microphone":
      return controller.silencing.mute(command.isMuted);
    case "finish-now":
      return controller.ending.finishNow();
    case "retry-transcription":
      return retryTranscription(host, recovery);
    case "dismiss-recovered":
      return recovery.dismiss(command.session);
    case "delete-session":
      return removal.remove(command.session);
    default:
      return command satisfies never;
  }
}

/** Another try for the recogniser, and for what could not be finished without it. */
async function retryTranscription(host: Parts["host"], recovery: Parts["recovery"]): Promise<void> {
  try {
    await (await host.ensure()).request("retry_transcription", {});
  } catch {
    return ignoreShown();
  }
  await recovery.run();
}

/** Why the host cannot be used stands in the status, where the views show it. */
export function ignoreShown(): void {
  // Nothing left to do.
}
