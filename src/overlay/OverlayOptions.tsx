import type { Signal } from "@preact/signals";
import { words } from "../i18n/index.ts";
import type { OverlayLayout, Viewport } from "../shared/overlay-layout.ts";
import { ChoiceButton, ChoiceGroup, LookChoices, ToggleButton } from "../ui/captions/LookChoices.tsx";
import { ReadAloudToggle } from "../ui/captions/SpokenLines.tsx";
import { fadeBy, LINES, linesOf, OPACITY, PLACES, placeAt, placeOf, withLines } from "./layout.ts";
import type { LayoutStore } from "./layout-store.ts";

interface OverlayOptionsProps {
  readonly layout: OverlayLayout;
  readonly viewport: Viewport;
  readonly change: LayoutStore["change"];
  readonly isReadAloud: Signal<boolean>;
  readonly close: () => void;
}

const LINE_CHOICES = Array.from({ length: LINES.most }, (_, index) => LINES.least + index);

/** How the captions stand and look on this site; what is chosen is remembered for it. */
export function OverlayOptions({ layout, viewport, change, isReadAloud, close }: OverlayOptionsProps) {
  const text = words.captionOptions;
  const place = placeOf(layout, viewport);
  return (
    <div
      class="options"
      id="options"
      role="group"
      aria-label={text.title}
      onKeyDown={({ key }) => {
        if (key === "Escape") close();
      }}
      // The frame is as high as what is in it; only the page's own height can bound it.
      style={{ maxHeight: `${Math.max(120, viewport.height * 0.55)}px` }}
    >
      <ChoiceGroup name="lines" label={text.lines}>
        {LINE_CHOICES.map((lines) => (
          <ChoiceButton
            key={lines}
            action={`lines-${lines}`}
            isChosen={linesOf(layout) === lines}
            choose={() => change((now) => withLines(now, lines))}
          >
            {lines}
          </ChoiceButton>
        ))}
      </ChoiceGroup>
      <ChoiceGroup name="place" label={text.place}>
        {PLACES.map((name) => (
          <ChoiceButton
            key={name}
            action={`place-${name}`}
            label={text.places[name]}
            isChosen={place === name}
            choose={() => change((now) => placeAt(now, name, viewport))}
          >
            <span class="place-sign" data-place={name} aria-hidden="true" />
          </ChoiceButton>
        ))}
      </ChoiceGroup>
      <ChoiceGroup name="opacity" label={text.opacity}>
        <button
          type="button"
          data-action="fainter"
          aria-label={words.overlay.fainter}
          title={words.overlay.fainter}
          disabled={layout.opacity <= OPACITY.least}
          onClick={() => change((now) => fadeBy(now, -1))}
        >
          −
        </button>
        <output>{Math.round(layout.opacity * 100)} %</output>
        <button
          type="button"
          data-action="darker"
          aria-label={words.overlay.darker}
          title={words.overlay.darker}
          disabled={layout.opacity >= OPACITY.most}
          onClick={() => change((now) => fadeBy(now, 1))}
        >
          +
        </button>
      </ChoiceGroup>
      <LookChoices
        look={layout}
        hasSystemColours={false}
        change={({ colours, ...part }) =>
          change((now) => ({
            ...now,
            ...part,
            ...(colours === undefined || colours === null ? {} : { colours }),
          }))
        }
      />
      <ReadAloudToggle isOn={isReadAloud} />
      <ToggleButton
        action="click-through"
        isOn={layout.isClickThrough}
        toggle={() => {
          change((now) => ({ ...now, isClickThrough: !now.isClickThrough }));
          // Nobody can press these any more.
          if (!layout.isClickThrough) close();
        }}
      >
        {text.clickThrough} <small>{text.clickThroughHint}</small>
      </ToggleButton>
    </div>
  );
}
