import type { ReadonlySignal } from "@preact/signals";
import { useRef } from "preact/hooks";

/** Pixels of one arrow key, and with Shift. */
const KEY_STEP = 16;
const LARGE_KEY_STEP = 64;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface DragButtonProps {
  readonly class: string;
  readonly label: string;
  /** Screen pixels for each CSS pixel of the page. */
  readonly zoom: ReadonlySignal<number>;
  /** Called with each further step, in CSS pixels to the right and down. */
  readonly by: (x: number, y: number) => void;
}

/** A handle for pointer and arrow keys alike. */
export function DragButton({ class: name, label, zoom, by }: DragButtonProps) {
  const last = useRef<{ readonly x: number; readonly y: number } | null>(null);
  return (
    <button
      type="button"
      class={name}
      data-action={name}
      aria-label={label}
      title={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = { x: event.screenX, y: event.screenY };
      }}
      onPointerMove={(event) => {
        if (last.current === null) return;
        // On the screen: the frame moves along under the pointer.
        const { screenX: x, screenY: y } = event;
        by((x - last.current.x) / zoom.value, (y - last.current.y) / zoom.value);
        last.current = { x, y };
      }}
      onLostPointerCapture={() => {
        last.current = null;
      }}
      onKeyDown={(event) => {
        const arrow = ARROWS[event.key];
        if (arrow === undefined) return;
        event.preventDefault();
        const step = event.shiftKey ? LARGE_KEY_STEP : KEY_STEP;
        by(arrow[0] * step, arrow[1] * step);
      }}
    />
  );
}
