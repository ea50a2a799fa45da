import type { ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Line } from "../../shared/lines/shown-lines.ts";
import { segmentText, type Transcript } from "../../shared/transcript.ts";
import { copyText } from "../controls/copy-text.ts";
import { HighlightLines } from "../editing/highlighting.ts";
import { EditLines, ReplaceInLine, type Side } from "../editing/line-editing.ts";
import { forwardKey } from "../page-language.ts";

/** How lines are listened to below. */
export interface PlayedLines {
  /** Whether there is audio of it. */
  readonly canPlay: (line: Line) => boolean;
  /** Plays from the line on; one that plays is paused. */
  readonly toggle: (line: Line) => void;
  /** The line that is heard. */
  readonly playing: ReadonlySignal<Line | null>;
}

/** Null where no audio is stored, or none is played: lines are as they always are. */
export const PlayLines = createContext<PlayedLines | null>(null);

/** What can be done with a line beside copying it, by its row. */
export interface LineActions {
  /** False where it is not a line that can be edited. */
  readonly edit: (row: HTMLElement) => boolean;
  readonly undo: () => void;
  /** Plays its audio, or pauses it; nothing where there is none. */
  readonly play: (row: HTMLElement) => void;
  /** Highlights a line, or no more; nothing where it is not a line that can be. */
  readonly highlight: (row: HTMLElement) => void;
  readonly restore: (row: HTMLElement) => void;
  /** Says that a line is no echo of the others. */
  readonly keep: (row: HTMLElement) => void;
  /** What is copied of a row, also of a line that is folded. */
  readonly textOf: (row: HTMLElement) => string;
  readonly replace: (row: HTMLElement) => void;
  /** Makes the line that is being edited one with its neighbour. */
  readonly join: (side: Side) => void;
}

/** The actions upon rows that show `lines`: as far as they can be edited there. */
export function useLineActions(transcript: Transcript, lines: readonly Line[]): LineActions {
  const editing = useContext(EditLines);
  const replaceInLine = useContext(ReplaceInLine);
  const highlighting = useContext(HighlightLines);
  const played = useContext(PlayLines);
  const lineOf = ({ dataset }: HTMLElement) =>
    lines.find(
      ({ source, utterance }) => source === dataset["source"] && String(utterance) === dataset["utterance"],
    );
  return {
    edit(row) {
      const line = lineOf(row);
      if (editing === null || line?.isFinal !== true) return false;
      editing.open(transcript, line);
      return true;
    },
    undo: () => editing?.undo(),
    play(row) {
      const line = lineOf(row);
      if (line !== undefined && played?.canPlay(line) === true) played.toggle(line);
    },
    highlight(row) {
      const line = lineOf(row);
      if (highlighting === null || line?.isFinal !== true) return;
      if (!highlighting.isFull || highlighting.isHighlighted(line)) highlighting.toggle(line);
    },
    replace(row) {
      const line = lineOf(row);
      if (line !== undefined) replaceInLine?.(line);
    },
    restore(row) {
      const line = lineOf(row);
      if (line !== undefined) editing?.restore(transcript.session, line);
    },
    keep(row) {
      const line = lineOf(row);
      if (line !== undefined) editing?.keep(transcript.session, line);
    },
    textOf(row) {
      const line = lineOf(row);
      return line === undefined ? (row.querySelector("[data-text]")?.textContent ?? "") : segmentText(line);
    },
    join: (side) => editing?.join(transcript, side),
  };
}

/**
 * Arrow keys walk the lines, Enter and F2 edit one, H highlights it, P plays its audio, Ctrl+C copies it, the arrow towards the end of the line shows or
 * hides its details. The rows are no tab stops of their own: five thousand of them would stand between a keyboard user and whatever
 * comes next.
 */
export function moveBetweenLines(
  event: KeyboardEvent & { readonly currentTarget: HTMLElement },
  actions: LineActions,
): void {
  const row =
    document.activeElement?.matches(".row") === true ? (document.activeElement as HTMLElement) : null;
  switch (event.key) {
    case "ArrowUp":
      focus(event, row === null ? [...event.currentTarget.querySelectorAll(".row")].at(-1) : before(row));
      break;
    case "ArrowDown":
      // Without a line to go on from, the arrow scrolls as it always does.
      if (row !== null) focus(event, after(row));
      break;
    case forwardKey():
      row?.querySelector<HTMLElement>("[aria-expanded]")?.click();
      break;
    case "Enter":
    case "F2":
      if (row === null) return;
      // The key is not typed into the field that opens.
      event.preventDefault();
      if (!actions.edit(row) && event.key === "Enter") void copyRow(row, actions);
      break;
    case "p":
    case "P":
      if (row !== null && !event.ctrlKey && !event.metaKey && !event.altKey) actions.play(row);
      break;
    case "h":
    case "H":
      if (row !== null && !event.ctrlKey && !event.metaKey && !event.altKey) actions.highlight(row);
      break;
    case "c":
      // What is selected is copied by the browser.
      if (row !== null && (event.ctrlKey || event.metaKey) && getSelection()?.isCollapsed === true)
        void copyRow(row, actions);
      break;
  }
}

/** A button of a line was pressed. */
export function pressInLine(event: MouseEvent, actions: LineActions): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-action]") : null;
  const row = button?.closest<HTMLElement>("[data-caption]");
  if (!row) return;
  switch (button?.dataset["action"]) {
    case "copy-line":
      void copyRow(row, actions);
      break;
    case "edit-line":
      actions.edit(row);
      break;
    case "play-line":
      actions.play(row);
      break;
    case "highlight-line":
      actions.highlight(row);
      break;
    case "undo-edit":
      actions.undo();
      row.focus();
      break;
    case "join-before":
      actions.join("before");
      break;
    case "join-after":
      actions.join("after");
      break;
    case "replace-in-line":
      actions.replace(row);
      break;
    case "keep-line":
      actions.keep(row);
      row.focus();
      break;
    case "restore-line":
      actions.restore(row);
      row.focus();
      break;
    case undefined:
  }
}

async function copyRow(row: HTMLElement, { textOf }: LineActions): Promise<void> {
  await copyText(textOf(row));
  row.classList.add("copied");
  setTimeout(() => row.classList.remove("copied"), COPIED_MARK_MS);
}

/** How long a line shows that it was copied. */
const COPIED_MARK_MS = 1200;

/** Of the same block or the next one; a block that is far is none to go to: it comes near first. */
function before(row: Element): Element | null | undefined {
  return row.previousElementSibling ?? row.parentElement?.previousElementSibling?.lastElementChild;
}

function after(row: Element): Element | null | undefined {
  return row.nextElementSibling ?? row.parentElement?.nextElementSibling?.firstElementChild;
}

function focus(event: KeyboardEvent, row: Element | null | undefined): void {
  if (!(row instanceof HTMLElement)) return;
  event.preventDefault();
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}
