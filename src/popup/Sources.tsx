import type { ReadonlySignal } from "@preact/signals";
import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { SourceState, Status } from "../shared/status.ts";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { LevelMeter } from "../ui/LevelMeter.tsx";
import type { ViewState } from "../ui/view-state.ts";
import { words } from "../ui/words.ts";

type Levels = ReadonlySignal<ViewState["levels"]>;

/** One row for each source: its name, what it is connected to, and its level or why it has none (CAP-5). */
export function Sources({
  sources,
  levels,
}: {
  readonly sources: Status["sources"];
  readonly levels: Levels;
}) {
  return (
    <section class="sources">
      {AUDIO_SOURCES.map((source) => (
        <Source key={source} source={source} state={sources[source]} levels={levels} />
      ))}
    </section>
  );
}

function Source({ source, state, levels }: { source: AudioSource; state: SourceState; levels: Levels }) {
  return (
    <div class="source" data-source={source} data-state={state.name}>
      <span class="speaker" data-source={source}>
        {words.sources[source]}
      </span>
      {state.name === "off" && <span class="quiet">{words.sourceOff}</span>}
      {state.name === "live" && <span class="quiet label">{state.label}</span>}
      {state.name === "live" && <Level source={source} levels={levels} />}
      {state.name === "unavailable" && <ErrorNotice code={state.reason} />}
    </div>
  );
}

// Reads the signal by itself: ten levels a second re-render two bars and nothing else.
function Level({ source, levels }: { source: AudioSource; levels: Levels }) {
  return <LevelMeter source={source} level={levels.value[source]} />;
}
