import type { ReadonlySignal } from "@preact/signals";
import { words } from "../ui/words.ts";
import { DragButton } from "./DragButton.tsx";
import { fadeBy, moveBy, resizeBy, zoomBy } from "./layout.ts";
import type { LayoutStore } from "./layout-store.ts";
import { Notice } from "./Notice.tsx";
import type { OverlayState } from "./overlay-state.ts";
import { type ReportPainted, usePaintReport } from "./paint-report.ts";
import { TurnLines } from "./TurnLines.tsx";
import { newestTurns } from "./turns.ts";

interface OverlayProps {
  readonly state: ReadonlySignal<OverlayState | null>;
  readonly layout: LayoutStore;
  readonly reportPainted: ReportPainted;
}

export function Overlay({ state, layout: { layout, change }, reportPainted }: OverlayProps) {
  const { left, bottom, width, height, fontSize, opacity, isHidden } = layout.value;
  const shown = state.value;
  const turns = isHidden || shown === null ? [] : newestTurns(shown.segments);
  usePaintReport(turns, reportPainted);
  if (isHidden)
    return (
      <button
        type="button"
        class="pill"
        data-action="show"
        style={{ left: `${left}px`, bottom: `${bottom}px` }}
        onClick={() => change((current) => ({ ...current, isHidden: false }))}
      >
        {words.overlay.show}
      </button>
    );
  return (
    <section
      class="panel"
      aria-label={words.overlay.label}
      data-overlay
      style={{
        left: `${left}px`,
        bottom: `${bottom}px`,
        width: `${width}px`,
        fontSize: `${fontSize}px`,
        backgroundColor: `rgb(10 13 18 / ${opacity})`,
      }}
    >
      <div class="bar">
        <DragButton
          class="move"
          label={words.overlay.move}
          by={(x, y) => change((now) => moveBy(now, x, y))}
        />
        <BarButton
          name="smaller"
          label={words.overlay.smaller}
          sign="A−"
          act={() => change((now) => zoomBy(now, -1))}
        />
        <BarButton
          name="larger"
          label={words.overlay.larger}
          sign="A+"
          act={() => change((now) => zoomBy(now, 1))}
        />
        <BarButton
          name="fainter"
          label={words.overlay.fainter}
          sign="◌"
          act={() => change((now) => fadeBy(now, -1))}
        />
        <BarButton
          name="darker"
          label={words.overlay.darker}
          sign="●"
          act={() => change((now) => fadeBy(now, 1))}
        />
        <BarButton
          name="hide"
          label={words.overlay.hide}
          sign="–"
          act={() => change((now) => ({ ...now, isHidden: true }))}
        />
      </div>
      <Notice notice={shown?.notice ?? null} isIdle={turns.length === 0} />
      <div class="lines" style={{ maxHeight: `${height}px` }}>
        {shown !== null &&
          turns.map((turn, index) => (
            <TurnLines
              key={`${turn.source}-${turn.segments[0]?.utterance}`}
              turn={turn}
              speakers={shown.speakers}
              isNewest={index === turns.length - 1}
            />
          ))}
      </div>
      <DragButton
        class="resize"
        label={words.overlay.resize}
        by={(x, y) => change((now) => resizeBy(now, x, y))}
      />
    </section>
  );
}

interface BarButtonProps {
  readonly name: string;
  readonly label: string;
  readonly sign: string;
  readonly act: () => void;
}

function BarButton({ name, label, sign, act }: BarButtonProps) {
  return (
    <button type="button" data-action={name} aria-label={label} title={label} onClick={act}>
      {sign}
    </button>
  );
}
