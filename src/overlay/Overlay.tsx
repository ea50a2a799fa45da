import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../i18n/index.ts";
import type { OverlayBox, OverlayLayout } from "../shared/overlay-layout.ts";
import { MarkDoubts } from "../ui/captions/CaptionLine.tsx";
import { TurnLines } from "../ui/captions/TurnLines.tsx";
import { newestTurns } from "../ui/captions/turns.ts";
import { CaptionNotices } from "../ui/notices/CaptionNotices.tsx";
import { DragButton } from "./DragButton.tsx";
import { boxOf, fadeBy, moveBy, resizeBy, zoomBy } from "./layout.ts";
import type { LayoutStore } from "./layout-store.ts";
import type { OverlayState } from "./overlay-state.ts";
import { type ReportPainted, usePaintReport } from "./paint-report.ts";

/** What was just said stays readable while the answer comes; of one turn, what can be within its few lines. */
const SHOWN = { turns: 3, segmentsPerTurn: 4 };

interface OverlayProps {
  readonly state: ReadonlySignal<OverlayState | null>;
  readonly layout: LayoutStore;
  /** Screen pixels for each CSS pixel of the page, without the screen's own. */
  readonly zoom: ReadonlySignal<number>;
  /** Whether nothing has lain over the captions for a while. */
  readonly isSeenForLong: () => boolean;
  /** Called with the place that the frame needs in the page. */
  readonly onBox: (box: OverlayBox) => void;
  readonly reportPainted: ReportPainted;
}

export function Overlay({
  state,
  layout: { layout, change },
  zoom,
  isSeenForLong,
  onBox,
  reportPainted,
}: OverlayProps) {
  const { width, height, fontSize, opacity, isHidden } = layout.value;
  const isBarShown = useBar();
  const panel = useBox(layout.value, isBarShown && !isHidden, onBox);
  const shown = state.value;
  const turns = isHidden || shown === null ? [] : newestTurns(shown.segments, SHOWN);
  usePaintReport(turns, reportPainted);
  if (isHidden)
    return (
      <button
        type="button"
        class="pill"
        data-action="show"
        ref={panel}
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
      ref={panel}
      style={{
        width: `${width}px`,
        fontSize: `${fontSize}px`,
        backgroundColor: `rgb(10 13 18 / ${opacity})`,
      }}
    >
      <div class={isBarShown ? "bar shown" : "bar"}>
        <DragButton
          class="move"
          label={words.overlay.move}
          zoom={zoom}
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
          // A page that lays something over this button would have captions hidden by a click that was meant for it.
          act={() => {
            if (isSeenForLong()) change((now) => ({ ...now, isHidden: true }));
          }}
        />
      </div>
      <CaptionNotices notices={shown?.notices ?? []} isEmpty={turns.length === 0} />
      <MarkDoubts value={shown?.areDoubtsMarked === true}>
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
      </MarkDoubts>
      <DragButton
        class="resize"
        label={words.overlay.resize}
        zoom={zoom}
        by={(x, y) => change((now) => resizeBy(now, x, y))}
      />
    </section>
  );
}

/** Whether the buttons are wanted: the pointer is over the captions, or the keyboard in them. */
function useBar(): boolean {
  const isShown = useSignal(false);
  useLayoutEffect(() => {
    const lifetime = new AbortController();
    const { documentElement } = document;
    const show = () => {
      isShown.value = true;
    };
    const look = () => {
      isShown.value = documentElement.matches(":hover") || document.activeElement !== document.body;
    };
    documentElement.addEventListener("pointerenter", show, lifetime);
    documentElement.addEventListener("pointerleave", look, lifetime);
    addEventListener("focus", look, lifetime);
    addEventListener("blur", look, lifetime);
    return () => lifetime.abort();
  }, [isShown]);
  return isShown.value;
}

/** Reports where the frame has to stand for the element that gets the ref, whenever that may have changed. */
function useBox({ left, bottom }: OverlayLayout, isBarShown: boolean, onBox: (box: OverlayBox) => void) {
  const panel = useRef<HTMLElement & HTMLButtonElement>(null);
  const report = () => {
    if (panel.current === null) return;
    const { offsetWidth: width, offsetHeight: height } = panel.current;
    onBox(boxOf({ left, bottom }, { width, height }, isBarShown));
  };
  useLayoutEffect(report);
  useLayoutEffect(() => {
    // Also when fonts arrive and lines break elsewhere.
    const observer = new ResizeObserver(report);
    if (panel.current !== null) observer.observe(panel.current);
    return () => observer.disconnect();
  });
  return panel;
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
