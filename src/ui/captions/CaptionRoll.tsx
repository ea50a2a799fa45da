import { useSignal } from "@preact/signals";
import type { Ref, TargetedEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import type { Segment, Transcript } from "../../shared/transcript.ts";
import {
  contentHeightPx,
  EMPTY_ROLL,
  isAtEnd,
  lineHeightPx,
  linesBelow,
  nextRoll,
  type Roll,
} from "./roll.ts";
import { NO_TURNS, nextTurns, type ShownTurns, type Turn } from "./shown-turns.ts";
import { TurnLines } from "./TurnLines.tsx";

/** A pointer over the captions that does not move for this long was left there, and holds them no more. */
const POINTED_FOR_MS = 10_000;

/** The turns to show of `segments`; another `key` (session, or whose words are shown) begins again. */
export function useTurns(
  key: string,
  segments: readonly Segment[],
  mostTurns: number,
  speakers: Transcript["speakers"] | undefined,
  isOpen = true,
): readonly Turn[] {
  const last = useRef<{ readonly key: string; readonly shown: ShownTurns }>({ key, shown: NO_TURNS });
  const before = last.current.key === key ? last.current.shown : NO_TURNS;
  const shown = nextTurns(before, segments, mostTurns, speakers, isOpen);
  last.current = { key, shown };
  return shown.turns;
}

interface RollOptions {
  readonly fontSize: number;
  /** Lines in view at most; null: as many as there is room for. */
  readonly rows: number | null;
  /** What lines break by, beside the size of text. */
  readonly breaksBy: string;
}

/** How captions roll: what the lines' element needs, and what a button that holds them or lets them go says and does. */
export interface CaptionRollState {
  readonly options: RollOptions;
  readonly scroller: Ref<HTMLDivElement>;
  readonly isHeld: boolean;
  /** Whether the reader holds them by the button. */
  readonly isStopped: boolean;
  /** New lines below what is in view, while they are held. */
  readonly unseen: number;
  readonly stop: () => void;
  /** Back to the newest line. */
  readonly release: () => void;
  readonly onScroll: (event: TargetedEvent<HTMLDivElement>) => void;
  /** By wheel, key, finger or scroll bar. */
  readonly onReaderScrolls: () => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
}

type SizedElements = readonly [
  inView: Pick<typeof globalThis, "ResizeObserver">,
  element: Element | null,
  content: Element | null,
];

/**
 * What breaks lines elsewhere where it gets another size, also by fonts that arrive; and the window that it stands in, whose observer it
 * takes: this script's own may be out of sight, and measure nothing (ADR-030).
 */
function sizedElements(element: Element | null): SizedElements {
  return [element?.ownerDocument.defaultView ?? globalThis, element, element?.firstElementChild ?? null];
}

/**
 * Captions that roll up by whole lines, and stand still while the reader holds them: by the button, by a pointer that moves
 * over them, or by scrolling back.
 */
export function useRoll(options: RollOptions): CaptionRollState {
  const { fontSize, rows, breaksBy } = options;
  const scroller = useRef<HTMLDivElement>(null);
  const roll = useRef<Roll>(EMPTY_ROLL);
  /** The reader has just turned the wheel or pressed a key: lines that come and go scroll as well. */
  const isByReader = useRef(false);
  const heldPx = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isStopped = useSignal(false);
  const isPointed = useSignal(false);
  const isBack = useSignal(false);
  const unseen = useSignal(0);
  const isHeld = isStopped.value || isPointed.value || isBack.value;
  const linePx = lineHeightPx(fontSize);

  const settle = () => {
    const element = scroller.current;
    const content = element?.querySelector<HTMLElement>(":scope > .turns") ?? null;
    if (element === null || content === null) return;
    const drawn = [...content.querySelectorAll<HTMLElement>(":scope > [data-turn]")];
    const heights = new Map(drawn.map((turn) => [turn.dataset["turn"] ?? "", turn.offsetHeight]));
    roll.current = nextRoll(roll.current, `${fontSize} ${breaksBy}`, heights);
    const { heightPx } = roll.current;
    heldPx.current = isHeld ? (heldPx.current ?? element.clientHeight) : null;
    const viewPx = heldPx.current ?? (rows === null ? element.clientHeight : rows * linePx);
    if (rows !== null) element.style.maxHeight = `${viewPx}px`;
    // At once: a content that were lower for a moment would lose its place.
    content.style.minHeight = `${contentHeightPx(heightPx, viewPx, linePx)}px`;
    if (!isHeld) {
      element.scrollTop = element.scrollHeight;
      isByReader.current = false;
    }
    unseen.value = isHeld ? linesBelow(heightPx, element, linePx) : 0;
  };
  const settleAsDrawn = useRef(settle);
  const observed = useRef<{ readonly sized: SizedElements; readonly observer: ResizeObserver }>(undefined);
  useLayoutEffect(() => {
    settleAsDrawn.current = settle;
    settle();
    // The same observer as long as the elements are: a new one reports at once, and everything would be measured twice.
    const sized = sizedElements(scroller.current);
    if (sized.every((each, index) => each === observed.current?.sized[index])) return;
    observed.current?.observer.disconnect();
    const [inView, element, content] = sized;
    const observer = new inView.ResizeObserver(() => settleAsDrawn.current());
    for (const each of [element, content]) if (each !== null) observer.observe(each);
    observed.current = { sized, observer };
  });
  useLayoutEffect(
    () => () => {
      clearTimeout(timer.current);
      observed.current?.observer.disconnect();
    },
    [],
  );

  const leave = () => {
    clearTimeout(timer.current);
    isPointed.value = false;
  };
  return {
    options,
    scroller,
    isHeld,
    isStopped: isStopped.value,
    unseen: unseen.value,
    stop() {
      isStopped.value = true;
    },
    release() {
      leave();
      isStopped.value = false;
      isBack.value = false;
    },
    onScroll({ currentTarget }) {
      if (isAtEnd(currentTarget, linePx)) isBack.value = false;
      else if (isByReader.current) isBack.value = true;
      if (isHeld) unseen.value = linesBelow(roll.current.heightPx, currentTarget, linePx);
    },
    onReaderScrolls() {
      isByReader.current = true;
    },
    onPointerMove({ pointerType }) {
      if (pointerType === "touch") return;
      clearTimeout(timer.current);
      timer.current = setTimeout(leave, POINTED_FOR_MS);
      isPointed.value = true;
    },
    onPointerLeave: leave,
  };
}

interface CaptionRollProps {
  readonly roll: CaptionRollState;
  readonly turns: readonly Turn[];
  readonly speakers: Transcript["speakers"];
}

/** The lines; focusable, so that the arrow keys read back. */
export function CaptionRoll({ roll, turns, speakers }: CaptionRollProps) {
  return (
    <div
      class="lines"
      role="group"
      tabIndex={0}
      aria-label={words.panel.lines}
      ref={roll.scroller}
      style={{
        fontSize: `${roll.options.fontSize}px`,
        lineHeight: `${lineHeightPx(roll.options.fontSize)}px`,
      }}
      onScroll={roll.onScroll}
      onWheel={roll.onReaderScrolls}
      onKeyDown={roll.onReaderScrolls}
      onTouchMove={roll.onReaderScrolls}
      onPointerDown={roll.onReaderScrolls}
      onPointerMove={roll.onPointerMove}
      onPointerLeave={roll.onPointerLeave}
    >
      <div class="turns">
        {turns.map((turn, index) => (
          <TurnLines key={turn.name} turn={turn} speakers={speakers} isNewest={index === turns.length - 1} />
        ))}
      </div>
    </div>
  );
}

/** Says how much has come meanwhile, and goes there; nothing while nothing has. */
export function NewLinesButton({ roll }: { readonly roll: CaptionRollState }) {
  if (roll.unseen === 0) return null;
  return (
    <button type="button" class="jump" data-action="jump" onClick={roll.release}>
      {words.panel.newLines(roll.unseen)} <span aria-hidden="true">↓</span>
    </button>
  );
}

export function HoldButton({ roll }: { readonly roll: CaptionRollState }) {
  return (
    <button
      type="button"
      data-action="hold"
      aria-pressed={roll.isStopped}
      aria-label={words.overlay.hold}
      title={words.overlay.hold}
      onClick={roll.isStopped ? roll.release : roll.stop}
    >
      <span class="pause" aria-hidden="true" />
    </button>
  );
}
