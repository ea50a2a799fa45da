import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import { formatList } from "../i18n/format.ts";
import { words } from "../i18n/index.ts";
import { isMicrophoneMuted, type SilenceReason, type SourceState, type Status } from "../shared/status.ts";
import type { ViewState } from "../ui/connection/view-state.ts";
import { LevelMeter } from "../ui/controls/LevelMeter.tsx";
import { ErrorNotice } from "../ui/notices/ErrorNotice.tsx";

type Levels = ReadonlySignal<ViewState["levels"]>;

interface SourcesProps {
  readonly sources: Status["sources"];
  readonly levels: Levels;
  readonly mute: (isMuted: boolean) => void;
}

/** One row for each source: its name, what it is connected to, and its level or why it has none (CAP-5). */
export function Sources({ sources, levels, mute }: SourcesProps) {
  return (
    <section class="sources">
      {AUDIO_SOURCES.map((source) => (
        <Source key={source} source={source} state={sources[source]} levels={levels}>
          {source === "mic" && <MuteButton sources={sources} mute={mute} />}
        </Source>
      ))}
    </section>
  );
}

interface SourceProps {
  readonly source: AudioSource;
  readonly state: SourceState;
  readonly levels: Levels;
  readonly children: ComponentChildren;
}

function Source({ source, state, levels, children }: SourceProps) {
  return (
    <div class="source" data-source={source} data-state={state.name}>
      <span class="speaker" data-source={source}>
        {words.sources[source]}
      </span>
      {state.name === "off" && <span class="quiet">{words.sourceOff}</span>}
      {state.name === "live" && (
        <span class="quiet label" dir="auto">
          {state.label}
        </span>
      )}
      {state.name === "silenced" && (
        <strong class="label" role="status" data-silenced={state.reasons.join(" ")}>
          {silencedWords(state.reasons)}
        </strong>
      )}
      <div class="level">
        {state.name === "live" && <Level source={source} levels={levels} />}
        {children}
      </div>
      {state.name === "unavailable" && <ErrorNotice code={state.reason} />}
    </div>
  );
}

function silencedWords(reasons: readonly SilenceReason[]): string {
  return formatList(reasons.map((reason) => words.silenced[reason]));
}

function MuteButton({ sources, mute }: Pick<SourcesProps, "sources" | "mute">) {
  if (sources.mic.name !== "live" && sources.mic.name !== "silenced") return null;
  const isMuted = isMicrophoneMuted(sources);
  return (
    <button
      type="button"
      data-action={isMuted ? "unmute" : "mute"}
      aria-label={isMuted ? words.unmuteLabel : words.muteLabel}
      title={isMuted ? words.unmuteLabel : words.muteLabel}
      onClick={() => mute(!isMuted)}
    >
      {isMuted ? words.unmute : words.mute}
    </button>
  );
}

// Reads its part of the signal by itself: ten levels a second re-render one bar and nothing else.
function Level({ source, levels }: { readonly source: AudioSource; readonly levels: Levels }) {
  const level = useComputed(() => levels.value[source]);
  return <LevelMeter source={source} level={level.value} />;
}
