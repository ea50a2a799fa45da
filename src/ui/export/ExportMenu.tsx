import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { EXPORT_FORMATS, type ExportFormat } from "../../shared/export/formats.ts";
import { EXPORT_PARTS, type ExportPart, type ExportParts } from "../../shared/export/parts.ts";
import { backwardKey, forwardKey, isRightToLeft } from "../page-language.ts";
import { type CopiedFormat, isCopied } from "./copy-transcript.ts";

/** How long the button says that it worked. */
const CONFIRM_MS = 2000;
/** Of the menu from its button and from the window's edge. */
const DISTANCE_PX = 4;
const EDGE_PX = 8;

interface ExportMenuProps {
  readonly save: (format: ExportFormat) => void;
  /** Resolves to whether it is on the clipboard. */
  readonly copy: (format: CopiedFormat) => Promise<boolean>;
  /** What goes in. */
  readonly parts: ExportParts;
  readonly changePart: (part: ExportPart, isIn: boolean) => void;
}

/**
 * A menu button after the ARIA pattern: arrows move, Escape and a click elsewhere close, focus comes back. Each format has a row:
 * save it, and beside that copy it, where people paste such a text. Behind them stands what goes in, for all of them.
 */
export function ExportMenu({ save, copy, parts, changePart }: ExportMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [arePartsShown, setArePartsShown] = useState(false);
  const [hasCopied, setHasCopied] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menuId = useId();
  const noteId = useId();

  useLayoutEffect(() => {
    const menu = root.current?.querySelector<HTMLElement>(".menu");
    if (menu === null || menu === undefined) return;
    if (button.current !== null) placeBelow(menu, button.current);
    rowsOf(root.current)[0]?.[0]?.focus();
  }, [isOpen]);
  // The last of them may have no room below the others.
  useLayoutEffect(() => {
    if (arePartsShown) root.current?.querySelector(".menu-note")?.scrollIntoView({ block: "nearest" });
  }, [arePartsShown]);

  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  const copyAs = async (format: CopiedFormat) => {
    close();
    if (!(await copy(format))) return;
    setHasCopied(true);
    setTimeout(() => setHasCopied(false), CONFIRM_MS);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && isOpen) close();
    const next = isOpen ? nextItem(rowsOf(root.current), event.key) : undefined;
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  const text = words.panel;
  return (
    <div
      ref={root}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        if (root.current?.contains(event.relatedTarget as Node | null) !== true) setIsOpen(false);
      }}
    >
      <button
        type="button"
        ref={button}
        data-action="export"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={menuId}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span aria-live="polite">{hasCopied ? text.copied : text.export}</span>
      </button>
      {isOpen && (
        <div
          class="menu"
          onMouseDown={(event) => {
            // Beside the items nothing takes the focus, and its loss would close the menu.
            if ((event.target as Element).closest("button") === null) event.preventDefault();
          }}
        >
          <div role="menu" id={menuId} aria-label={text.export} aria-describedby={noteId}>
            {EXPORT_FORMATS.map((format, index) => (
              <FormatRow
                key={format.format}
                format={format}
                isTabStop={index === 0}
                save={() => {
                  save(format);
                  close();
                }}
                copy={(copied) => void copyAs(copied)}
              />
            ))}
            <Row>
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                data-action="export-parts"
                aria-expanded={arePartsShown}
                onClick={() => setArePartsShown(!arePartsShown)}
              >
                {text.parts.title}
              </button>
            </Row>
            {arePartsShown &&
              EXPORT_PARTS.map((part) => (
                <Row key={part}>
                  <button
                    type="button"
                    role="menuitemcheckbox"
                    tabIndex={-1}
                    data-part={part}
                    aria-checked={parts[part]}
                    onClick={() => changePart(part, !parts[part])}
                  >
                    {text.parts[part]}
                  </button>
                </Row>
              ))}
          </div>
          <p id={noteId} class="menu-note quiet" hidden={!arePartsShown}>
            {text.parts.note}
          </p>
        </div>
      )}
    </div>
  );
}

/** Below its button, and within the window: what the button stands in may scroll, and cut off what stands in it. */
function placeBelow(menu: HTMLElement, button: HTMLElement): void {
  const { left, right, bottom } = button.getBoundingClientRect();
  const most = innerWidth - menu.offsetWidth - EDGE_PX;
  // Its end under that of the button.
  const wanted = isRightToLeft() ? left : right - menu.offsetWidth;
  menu.style.setProperty("--left", `${Math.max(EDGE_PX, Math.min(wanted, most))}px`);
  menu.style.setProperty("--below", `${bottom + DISTANCE_PX}px`);
}

interface FormatRowProps {
  readonly format: ExportFormat;
  /** The one of the menu that Tab reaches: what scrolls can be reached; the arrow keys go on from it. */
  readonly isTabStop: boolean;
  readonly save: () => void;
  readonly copy: (format: CopiedFormat) => void;
}

function FormatRow({ format: { format, extension }, isTabStop, save, copy }: FormatRowProps) {
  const name = words.panel.formats[format];
  return (
    <Row>
      <button type="button" role="menuitem" tabIndex={isTabStop ? 0 : -1} data-format={format} onClick={save}>
        {name}
        <span class="quiet" dir="ltr">
          .{extension}
        </span>
      </button>
      {isCopied(format) && (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-copy={format}
          aria-label={words.panel.copyAs(name)}
          onClick={() => copy(format)}
        >
          {words.panel.copy}
        </button>
      )}
    </Row>
  );
}

function Row({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="menu-row" role="none">
      {children}
    </div>
  );
}

function rowsOf(root: HTMLElement | null): readonly (readonly HTMLElement[])[] {
  const rows = [...(root?.querySelectorAll(".menu-row") ?? [])];
  return rows.map((row) => [...row.querySelectorAll<HTMLElement>("button")]);
}

/** Up and down stay in the column, where the next row has it; left and right move within a row. */
function nextItem(rows: readonly (readonly HTMLElement[])[], key: string): HTMLElement | undefined {
  const at = rows.findIndex((row) => row.some((item) => item === document.activeElement));
  const column = Math.max(0, rows[at]?.findIndex((item) => item === document.activeElement) ?? 0);
  const inColumn = (row: readonly HTMLElement[] | undefined) => row?.[Math.min(column, row.length - 1)];
  switch (key) {
    case "ArrowDown":
      return inColumn(rows[(at + 1) % rows.length]);
    case "ArrowUp":
      return inColumn(rows.at(at <= 0 ? -1 : at - 1));
    case forwardKey():
      return rows[at]?.[column + 1];
    case backwardKey():
      return rows[at]?.[column - 1];
    case "Home":
      return rows[0]?.[0];
    case "End":
      return rows.at(-1)?.[0];
    default:
      return undefined;
  }
}
