import { EarshotError } from "../../../protocol/errors.ts";
import { withBookmark } from "../../shared/bookmarks.ts";
import { onOneLine } from "../../shared/export/segments.ts";
import { MESSAGES, type ViewCommand } from "../../shared/messages/to-background.ts";
import { activeSession } from "../../shared/session.ts";
import type { Parts } from "../compose.ts";
import { ignoreShown } from "../host/host-connection.ts";
import { endOldHost } from "../host/idle-host.ts";
import { showLatest } from "./show-latest.ts";

type Dismissal = Extract<ViewCommand, { readonly type: "dismiss-problem" }>;

/**
 * Does what a view asks for. Resolves once it is done, or written down so that the next worker does it; run again, it
 * changes nothing more. `id` is the command's own: a session that it starts is called by it.
 * @throws {EarshotError} session_unknown: it is about a running meeting, and that one does not run any more
 */
export async function runViewCommand(command: ViewCommand, parts: Parts, id?: string): Promise<void> {
  if (isOver(command, parts.memory)) return refuseUnlessSo(command, parts.memory);
  const { statusStore, host, hub, interrupted, meetings, models, removal, settings, striking, unsealed } =
    parts;
  switch (command.type) {
    case "start-session":
      return void (await meetings.begin(command.tabId, id))?.open();
    case "start-try-out":
      return void (await meetings.begin(null, id))?.open();
    case "stop-session":
      return meetings.running?.stopping.request(null);
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
      await showLatest({ statusStore, host, hub, unsealed });
      return;
    case "rename-speaker":
      return hub.rename(command.session, command.source, onOneLine(command.name));
    case "rename-voice":
      return hub.rename(command.session, command.voice, onOneLine(command.name));
    case "edit-lines":
      return parts.editing.edit(command.session, command.edits, command.atMs);
    case "rename-meeting":
      return hub.amendHead(command.session, { title: onOneLine(command.title) });
    case "exempt-meeting":
      return hub.amend(command.session, { isExempt: command.isExempt });
    case "put-bookmark":
      await hub.bookmark(command.session, (known) =>
        withBookmark(known, { ...command.bookmark, note: onOneLine(command.bookmark.note) }),
      );
      return;
    case "remove-bookmark":
      await hub.bookmark(command.session, (known) => known.filter(({ id: of }) => of !== command.bookmark));
      return;
    case "record-consent":
      return hub.amendHead(command.session, { consent: command.consent });
    case "dismiss-problem":
      return dismissProblem(command, statusStore);
    case "open-caption-window":
      return parts.captionWindow.open(settings.settings.captionWindow);
    case "set-click-through":
      return parts.overlay.setClickThrough(command.isClickThrough);
    case "pause-session":
      return meetings.running?.silencing.pause();
    case "continue-session":
      return meetings.running?.silencing.continue();
    case "mute-microphone":
      return meetings.running?.silencing.mute(command.isMuted);
    case "override-page-mute":
      return meetings.running?.page.override();
    case "keep-on":
      return meetings.running?.callEnd.keepOn();
    case "strike-last-minute":
      return striking.strike(command.session, command.untilMs);
    case "finish-now":
      return meetings.running?.stopping.finishNow();
    case "retry-transcription":
      return retryTranscription(parts);
    case "dismiss-recovered":
      return interrupted.dismiss(command.session);
    case "delete-audio":
      return removal.removeAudio(command.session);
    case "delete-session":
      return removal.remove(command.session);
    default:
      return command satisfies never;
  }
}

/** Whether the meeting that a command is to act on does not run (any more). */
function isOver(command: ViewCommand, { current }: Parts["memory"]): boolean {
  if (MESSAGES[command.type].about !== "running-meeting" || !("session" in command)) return false;
  return command.session !== current?.session;
}

/** The meeting that ended last has been stopped, however often that was asked for; all else comes too late. */
function refuseUnlessSo(command: ViewCommand, { lastSession }: Parts["memory"]): void {
  const isStop = command.type === "stop-session" || command.type === "finish-now";
  if (isStop && command.session === lastSession) return;
  throw new EarshotError("session_unknown", `${command.type} is about a meeting that is over`);
}

/** Only the problem that was shown, in the meeting that it was shown in: another of the same kind has not been seen. */
function dismissProblem({ session, code }: Dismissal, statusStore: Parts["statusStore"]): void {
  const running = activeSession(statusStore.status.session)?.session ?? null;
  if (session === running && code === statusStore.status.problem?.code) statusStore.update({ problem: null });
}

/** Another try for the sidecar, in a new host where nothing runs through the old one; and for what could not be finished without it. */
async function retryTranscription(parts: Parts): Promise<void> {
  const { host, recovery } = parts;
  try {
    await endOldHost(parts);
    await (await host.ensure()).request("retry_transcription", {});
  } catch {
    return ignoreShown();
  }
  await recovery.run();
}
