import { EarshotError } from "../../../protocol/errors.ts";
import type { OffscreenToBackground } from "../../shared/messages/to-background.ts";
import type { AudioStoring } from "../transcript/audio-storing.ts";
import type { DiagnosticsCollector } from "./diagnostics.ts";
import type { Meeting, MeetingNeeds } from "./meeting.ts";

export interface CaptureReportNeeds
  extends Pick<MeetingNeeds, "environment" | "host" | "hub" | "statusStore"> {
  readonly audioStoring: Pick<AudioStoring, "take" | "failed">;
}

/** The meeting that runs, and the figures of the one that ran last. */
interface Reported {
  readonly running: Meeting | null;
  readonly diagnostics: DiagnosticsCollector | null;
}

type Message<Type extends string> = Extract<OffscreenToBackground, { type: Type }>;

/** Takes in what the offscreen document reports: frames go to the host, the rest to the meeting. */
export function takeCaptureReport(
  message: OffscreenToBackground,
  { running: meeting, diagnostics }: Reported,
  needs: CaptureReportNeeds,
): Promise<void> | void {
  const { audioStoring, host, environment } = needs;
  switch (message.type) {
    case "frame":
      meeting?.flow.captured(message.request.params.source);
      return host.link?.sendFrame(message.request);
    case "source-changed":
      return meeting?.flow.sourceIs(message.source, message.state);
    case "counters":
      return count(message, diagnostics, needs);
    case "audio-chunk":
      return audioStoring.take(message);
    case "audio-failed":
      return audioStoring.failed(message.session);
    case "level":
      return;
    default:
      if (message.session === meeting?.active.session) return ofMeeting(meeting, message, needs);
      // No document may capture without a session that is known here.
      if (message.session !== null)
        environment.toOffscreen({ type: "abandon-capture", session: message.session });
  }
}

function ofMeeting(
  meeting: Meeting,
  message: Message<`capture-${string}` | "hello">,
  { hub }: CaptureReportNeeds,
): Promise<void> {
  switch (message.type) {
    case "capture-started":
      return hub.amend(message.session, { startedAtMs: message.startedAtMs });
    case "capture-failed":
      return meeting.stopping.end(message.error, { isComplete: false });
    case "capture-ended":
      return meeting.stopping.request(message.error);
    case "capture-stopped":
      return meeting.stopping.captureStopped(message.next, message.gaps);
    case "hello":
      return documentIs(meeting, message);
    default:
      return message satisfies never;
  }
}

/** A new offscreen document, or a document that has connected to a new worker. */
async function documentIs(meeting: Meeting, { sources }: Message<"hello">): Promise<void> {
  meeting.flow.sourceIs("tab", sources.tab);
  meeting.flow.sourceIs("mic", sources.mic);
  meeting.silencing.restore(sources);
  if (sources.tab.name !== "unavailable") return;
  await meeting.stopping.request(
    new EarshotError(sources.tab.reason, "the tab ended meanwhile").toReport(false),
  );
}

function count(
  { capture, unrendered }: Message<"counters">,
  diagnostics: DiagnosticsCollector | null,
  { statusStore }: CaptureReportNeeds,
): void {
  if (diagnostics?.captured(capture, unrendered) !== true) return;
  const error = new EarshotError("audio_lost", `${unrendered.shownLostMs} ms of sound were never rendered`);
  statusStore.update({ problem: error.toReport(true) });
}
