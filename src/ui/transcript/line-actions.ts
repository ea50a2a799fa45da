import { copyText } from "../controls/copy-text.ts";

/**
 * Arrow keys walk the lines, Enter copies one, the right arrow shows or hides its details. The rows are no tab stops of their own: five thousand of them
 * would stand between a keyboard user and whatever comes next.
 */
export function moveBetweenLines(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const rows = event.currentTarget.querySelectorAll<HTMLElement>('[role="listitem"]');
  const at = [...rows].indexOf(document.activeElement as HTMLElement);
  const row = rows[at];
  switch (event.key) {
    case "ArrowUp":
      focus(event, rows[at === -1 ? rows.length - 1 : at - 1]);
      break;
    case "ArrowDown":
      // Without a line to go on from, the arrow scrolls as it always does.
      if (at !== -1) focus(event, rows[at + 1]);
      break;
    case "ArrowRight":
      row?.querySelector<HTMLElement>("[aria-expanded]")?.click();
      break;
    case "Enter":
      if (row !== undefined) void copyRow(row);
      break;
  }
}

export function copyClickedLine(event: MouseEvent): void {
  const button = event.target instanceof Element ? event.target.closest('[data-action="copy-line"]') : null;
  const row = button?.closest<HTMLElement>("[data-caption]");
  if (row) void copyRow(row);
}

async function copyRow(row: HTMLElement): Promise<void> {
  await copyText(row.querySelector("[data-text]")?.textContent ?? "");
  row.classList.add("copied");
  setTimeout(() => row.classList.remove("copied"), COPIED_MARK_MS);
}

/** How long a line shows that it was copied. */
const COPIED_MARK_MS = 1200;

function focus(event: KeyboardEvent, row: HTMLElement | undefined): void {
  if (row === undefined) return;
  event.preventDefault();
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}
