import { samplesToMs } from "../../protocol/audio.ts";
import type { EventName } from "../../protocol/events.ts";
import type { AnyEvent, EventMessage } from "../../protocol/messages.ts";
import type { HostReports } from "./host/host-reports.ts";
import type { Models } from "./host/models.ts";
import type { Meetings } from "./meeting/meetings.ts";
import type { SessionRecovery } from "./recovery/recovery.ts";
import type { CaptionHub } from "./transcript/caption-hub.ts";
import type { DurableEvent, EventLedger } from "./transcript/event-ledger.ts";
import type { StatusStore } from "./views/status-store.ts";

interface Receivers {
  readonly statusStore: StatusStore;
  readonly hub: Pick<CaptionHub, "apply">;
  readonly ledger: Pick<EventLedger, "take">;
  readonly meetings: Meetings;
  readonly models: Pick<Models, "modelIs" | "downloadIs" | "sidecarIs">;
  readonly recovery: Pick<SessionRecovery, "progress">;
  readonly reports: HostReports;
}

type Handlers = { readonly [Event in EventName]: (event: EventMessage<Event>) => void };

const nothing = () => {};

/** What the background does with each event of the host, which the link has parsed. */
export function eventHandlers({
  statusStore,
  hub,
  ledger,
  meetings,
  models,
  recovery,
  reports,
}: Receivers): Handlers {
  const runningCall = (session: string) =>
    meetings.running?.active.session === session ? meetings.running : null;
  const show = (event: AnyEvent) => hub.apply(event);
  // Shown first: the host has it until it is stored.
  const showAndStore = (event: DurableEvent) => {
    meetings.eventCame(event.data.session);
    hub.apply(event);
    ledger.take(event);
  };
  return {
    audio_ack: ({ data }) => meetings.framesStored(data),
    audio_consumed: nothing,
    speech_start: ({ data: { session, source } }) => {
      runningCall(session)?.callEnd.speech(source, true);
    },
    no_speech: nothing,
    partial_text: show,
    speech_end(event) {
      const { session, source, start_sample, end_sample } = event.data;
      const running = runningCall(session);
      running?.callEnd.speech(source, false);
      if (source === "tab") running?.people.othersSpoke({ startSample: start_sample, endSample: end_sample });
      hub.apply(event);
    },
    final_text: showAndStore,
    corrected_text: showAndStore,
    suppressed_text: showAndStore,
    speaker: showAndStore,
    gap: showAndStore,
    health({ data }) {
      const { tab, mic } = data.lag_samples;
      // Between meetings the lag is that of the session being recovered.
      if (statusStore.status.session.name === "idle") recovery.progress(samplesToMs(Math.max(tab, mic)));
      else meetings.diagnostics?.health(data);
      if (data.recogniser !== undefined) models.sidecarIs(data.recogniser);
      reports.health(data);
    },
    metrics: ({ data }) => meetings.diagnostics?.metrics(data),
    process_died: ({ data }) => reports.processDied(data),
    model_progress({ data }) {
      meetings.modelIs(data.loaded?.model ?? null);
      statusStore.update({ model: data });
      models.modelIs(data);
    },
    model_download: ({ data }) => void models.downloadIs(data),
  };
}

export function handleEvent<Event extends EventName>(handlers: Handlers, event: EventMessage<Event>): void {
  handlers[event.event](event);
}
