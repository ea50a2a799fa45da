import type { ViewCommand } from "../shared/messages.ts";
import type { Parts } from "./parts.ts";
import { showLatest } from "./transcript/show-latest.ts";

/**
 * Does what a view asks for. Resolves once it is done, or written down so that the next worker does it; run again, it
 * changes nothing more. `id` is the command's own: a session that it starts is called by it.
 */
export async function runViewCommand(
  command: ViewCommand,
  { board, controller, host, hub, models, recovery, removal, settings, striking, unsealed }: Parts,
  id?: string,
): Promise<void> {
  switch (command.type) {
    case "start-session":
      return void (await controller.begin(command.tabId, id))?.open();
    case "stop-session":
      return controller.ending.stop(null);
    case "change-settings":
      // A model that is chosen now is not to be replaced by one that comes later, whatever ends this worker.
      if (command.change.transcription?.model !== undefined) await models.chosen();
      return settings.change(command.change);
    case "download-model":
      return models.download(command.model, command.isChosen);
    case "cancel-download":
      return models.cancel(command.model);
    case "remove-model":
      return models.remove(command.model);
    case "retry-host":
      await showLatest({ board, host, hub, unsealed });
      return;
    case "rename-speaker":
      return hub.rename(command.source, command.name);
    case "record-consent":
      return hub.amendHead(command.session, { consent: command.consent });
    case "dismiss-problem":
      return board.update({ problem: null });
    case "pause-session":
      return controller.silencing.pause();
    case "continue-session":
      return controller.silencing.continue();
    case "mute-microphone":
      return controller.silencing.mute(command.isMuted);
    case "strike-last-minute":
      return striking.strike(command.session, command.untilMs);
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
