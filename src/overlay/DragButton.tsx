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
  /** Called with each further step, in pixels to the right and down. */
  readonly by: (x: number, y: number) => void;
}

/** A handle for pointer and arrow keys alike. */
export function DragButton({ class: name, label, by }: DragButtonProps) {
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
        last.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={(event) => {
        if (last.current === null) return;
        by(event.clientX - last.current.x, event.clientY - last.current.y);
        last.current = { x: event.clientX, y: event.clientY };
      }}
      onLostPointerCapture={() => {
        last.current = null;
      }}
      onKeyDown={(event) => {
        const arrow = ARROWS[event.key];
        if (arrow === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        const step = event.shiftKey ? LARGE_KEY_STEP : KEY_STEP;
        by(arrow[0] * step, arrow[1] * step);
      }}
    />
  );
}
