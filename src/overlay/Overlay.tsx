import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../i18n/index.ts";
import { shownLines } from "../shared/lines/shown-lines.ts";
import type { OverlayBox, OverlayLayout, Viewport } from "../shared/overlay-layout.ts";
import { MarkWords } from "../ui/captions/CaptionLine.tsx";
import { CaptionRoll, HoldButton, NewLinesButton, useRoll, useTurns } from "../ui/captions/CaptionRoll.tsx";
import { colourProperties, groundOf } from "../ui/captions/caption-colours.ts";
import { OptionsButton } from "../ui/captions/LookChoices.tsx";
import { SpokenLines } from "../ui/captions/SpokenLines.tsx";
import { CaptionNotices } from "../ui/notices/CaptionNotices.tsx";
import { DragButton } from "./DragButton.tsx";
import { boxOf, linesOf, moveBy, resizeBy, zoomBy } from "./layout.ts";
import type { LayoutStore } from "./layout-store.ts";
import type { Marking } from "./marking.ts";
import { OverlayOptions } from "./OverlayOptions.tsx";
import type { OverlayState } from "./overlay-state.ts";
import { type ReportPainted, usePaintReport } from "./paint-report.ts";

/** Below this the bar's buttons stand closer, so that there is room for words beside them. */
const NARROW_WIDTH = 400;

/** Far more than there are lines: what is older can be scrolled back to. */
const MOST_TURNS = 16;

interface OverlayProps {
  readonly state: ReadonlySignal<OverlayState | null>;
  readonly marking: Marking;
  readonly layout: LayoutStore;
  /** Of the page. */
  readonly viewport: ReadonlySignal<Viewport>;
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
  marking,
  layout: { layout, change },
  viewport,
  zoom,
  isSeenForLong,
  onBox,
  reportPainted,
}: OverlayProps) {
  const { width, fontSize, font, colours, opacity, isHidden, areOwnWordsShown } = layout.value;
  const isOptionsOpen = useSignal(false);
  const isReadAloud = useSignal(false);
  const roll = useRoll({ fontSize, rows: linesOf(layout.value), breaksBy: `${width} ${font}` });
  const isMarked = marking.outcome.value;
  const isBarShown = useBar() || roll.isHeld || isOptionsOpen.value || isMarked !== null;
  const panel = useBox(layout.value, viewport.value, isBarShown && !isHidden, onBox);
  const shown = state.value;
  const segments = shownLines(shown?.segments ?? []).filter(
    ({ source }) => areOwnWordsShown || source !== "mic",
  );
  const turns = useTurns(
    `${shown?.session} ${areOwnWordsShown}`,
    isHidden ? [] : segments,
    MOST_TURNS,
    shown?.speakers,
  );
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
      data-font={font}
      ref={panel}
      style={{
        ...colourProperties(colours),
        width: `${width}px`,
        fontSize: `${fontSize}px`,
        backgroundColor: groundOf(colours, opacity),
      }}
    >
      <div class={`bar${isBarShown ? " shown" : ""}${width < NARROW_WIDTH ? " narrow" : ""}`}>
        {/* Before the buttons: none of them moves under the pointer. */}
        <span class="marked" role="status">
          {isMarked === null ? "" : isMarked ? words.overlay.marked : words.overlay.notMarked}
        </span>
        <NewLinesButton roll={roll} />
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
        {shown !== null && (
          <BarButton
            name="mark"
            label={words.panel.bookmarks.mark}
            sign={<MarkSign isFilled={isMarked === true} />}
            act={() => marking.press(shown.session)}
          />
        )}
        <HoldButton roll={roll} />
        <OptionsButton isOpen={isOptionsOpen} />
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
      {isOptionsOpen.value && (
        <OverlayOptions
          layout={layout.value}
          viewport={viewport.value}
          change={change}
          isReadAloud={isReadAloud}
          close={() => {
            isOptionsOpen.value = false;
          }}
        />
      )}
      {shown !== null && (
        <SpokenLines
          key={shown.session}
          isOn={isReadAloud.value}
          segments={segments}
          speakers={shown.speakers}
        />
      )}
      <CaptionNotices notices={shown?.notices ?? []} isEmpty={turns.length === 0} keepOn={null} />
      <MarkWords settings={shown}>
        {shown !== null && <CaptionRoll roll={roll} turns={turns} speakers={shown.speakers} />}
      </MarkWords>
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
function useBox(
  layout: OverlayLayout,
  viewport: Viewport,
  isBarShown: boolean,
  onBox: (box: OverlayBox) => void,
) {
  const panel = useRef<HTMLElement & HTMLButtonElement>(null);
  const report = () => {
    if (panel.current === null) return;
    const { offsetWidth: width, offsetHeight: height } = panel.current;
    onBox(boxOf(layout, { width, height }, isBarShown, viewport));
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
  /** Text, or a picture. */
  readonly sign: string | VNode;
  readonly act: () => void;
}

function BarButton({ name, label, sign, act }: BarButtonProps) {
  return (
    <button type="button" data-action={name} aria-label={label} title={label} onClick={act}>
      {typeof sign === "string" ? <span class="sign" data-sign={sign} /> : sign}
    </button>
  );
}

/** A ribbon. */
function MarkSign({ isFilled }: { readonly isFilled: boolean }) {
  return (
    <svg class="mark-sign" viewBox="0 0 14 16" aria-hidden="true">
      <path d="M2 1.5h10v13l-5-4-5 4z" fill={isFilled ? "currentcolor" : "none"} />
    </svg>
  );
}
