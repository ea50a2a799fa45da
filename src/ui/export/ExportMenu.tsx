import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { EXPORT_FORMATS, type ExportFormat } from "../../shared/export/formats.ts";

/** A menu button after the ARIA pattern: arrows move, Escape and a click elsewhere close, focus comes back. */
export function ExportMenu({ save }: { readonly save: (format: ExportFormat) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menuId = useId();

  useLayoutEffect(() => {
    if (isOpen) items(root.current)[0]?.focus();
  }, [isOpen]);

  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && isOpen) close();
    const next = isOpen ? nextItem(items(root.current), event.key) : undefined;
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div
      class="menu-anchor"
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
        {words.panel.save}
      </button>
      {isOpen && (
        <div class="menu" role="menu" id={menuId} aria-label={words.panel.save}>
          {EXPORT_FORMATS.map((format) => (
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              key={format.format}
              data-format={format.format}
              onClick={() => {
                save(format);
                close();
              }}
            >
              {words.panel.formats[format.format]}
              <span class="quiet">.{format.extension}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function items(root: HTMLElement | null): readonly HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function nextItem(all: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const at = all.indexOf(document.activeElement as HTMLElement);
  switch (key) {
    case "ArrowDown":
      return all[(at + 1) % all.length];
    case "ArrowUp":
      return all.at(at <= 0 ? -1 : at - 1);
    case "Home":
      return all[0];
    case "End":
      return all.at(-1);
    default:
      return undefined;
  }
}
