import type { ViewToBackground } from "../shared/messages.ts";
import type { Parts } from "./parts.ts";

/** Does what a view asks for, except `watch`, which the port's wiring keeps. */
export async function runViewCommand(
  command: Exclude<ViewToBackground, { type: "watch" }>,
  { board, controller, host, hub, settings }: Parts,
): Promise<void> {
  switch (command.type) {
    case "start-session":
      return controller.start(command.tabId);
    case "stop-session":
      return controller.stop(null);
    case "save-settings":
      return settings.save(command.settings);
    case "retry-host":
      await host.ensure().catch(ignoreShown);
      return;
    case "rename-speaker":
      return hub.rename(command.source, command.name);
    case "dismiss-problem":
      return board.update({ problem: null });
    case "pause-session":
    case "continue-session":
    case "mute-microphone":
    case "finish-now":
    case "retry-transcription":
    case "dismiss-recovered":
    case "delete-session":
      return;
    default:
      return command satisfies never;
  }
}

/** Why the host cannot be used stands in the status, where the views show it. */
export function ignoreShown(): void {
  // Nothing left to do.
}
