import type { ComponentChildren, RefObject } from "preact";
import { words } from "../../i18n/index.ts";
import { type LineActions, moveBetweenLines, pressInLine } from "./line-actions.ts";

interface LineRegionProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly actions: LineActions;
  /** Which keys do what, for a screen reader. */
  readonly help: string;
  readonly children: ComponentChildren;
}

/** What scrolls: a list of lines that keyboard and pointer move in and act upon. */
export function LineRegion({ scroller, actions, help, children }: LineRegionProps) {
  return (
    <div
      class="scroller"
      ref={scroller}
      tabIndex={0}
      onKeyDown={(event) => moveBetweenLines(event, actions)}
      onClick={(event) => pressInLine(event, actions)}
      aria-label={words.panel.lines}
      aria-description={help}
      role="region"
    >
      {children}
    </div>
  );
}
