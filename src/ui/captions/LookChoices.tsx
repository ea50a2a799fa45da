import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { words } from "../../i18n/index.ts";
import {
  CAPTION_FONTS,
  type CaptionFont,
  COLOUR_PRESETS,
  type ColourPreset,
} from "../../shared/overlay-layout.ts";
import { colourProperties, groundOf } from "./caption-colours.ts";

/** How captions look, whatever they stand in. */
interface CaptionLook {
  readonly font: CaptionFont;
  /** Null: the system's own, light or dark. */
  readonly colours: ColourPreset | null;
  readonly areOwnWordsShown: boolean;
}

interface LookChoicesProps {
  readonly look: CaptionLook;
  /** Whether the system's own colours can be chosen. */
  readonly hasSystemColours: boolean;
  readonly change: (part: Partial<CaptionLook>) => void;
}

/** Font, colours and whose words. Buttons only: a click on one leaves the keyboard where it was. */
export function LookChoices({ look, hasSystemColours, change }: LookChoicesProps) {
  const text = words.captionOptions;
  return (
    <>
      <ChoiceGroup name="font" label={text.font}>
        {CAPTION_FONTS.map((font) => (
          <ChoiceButton
            key={font}
            action={`font-${font}`}
            isChosen={look.font === font}
            choose={() => change({ font })}
          >
            <span data-font={font}>{text.fonts[font]}</span>
          </ChoiceButton>
        ))}
      </ChoiceGroup>
      <ChoiceGroup name="colours" label={text.colours}>
        {hasSystemColours && (
          <ChoiceButton
            action="colours-system"
            isChosen={look.colours === null}
            choose={() => change({ colours: null })}
          >
            {text.systemColours}
          </ChoiceButton>
        )}
        {COLOUR_PRESETS.map((colours) => (
          <ChoiceButton
            key={colours}
            action={`colours-${colours}`}
            label={text.presets[colours]}
            isChosen={look.colours === colours}
            choose={() => change({ colours })}
          >
            <span
              class="swatch"
              aria-hidden="true"
              style={{ ...colourProperties(colours), background: groundOf(colours, 1) }}
            >
              {text.sample}
            </span>
          </ChoiceButton>
        ))}
      </ChoiceGroup>
      <ToggleButton
        action="own-words"
        isOn={look.areOwnWordsShown}
        toggle={() => change({ areOwnWordsShown: !look.areOwnWordsShown })}
      >
        {text.ownWords}
      </ToggleButton>
    </>
  );
}

interface ChoiceGroupProps {
  readonly name: string;
  readonly label: string;
  readonly children: ComponentChildren;
}

export function ChoiceGroup({ name, label, children }: ChoiceGroupProps) {
  return (
    <div class="choice-group" role="group" aria-label={label} data-choice={name}>
      <span class="choice-label" aria-hidden="true">
        {label}
      </span>
      <div class="choice-buttons">{children}</div>
    </div>
  );
}

interface ChoiceButtonProps {
  readonly action: string;
  /** Where what is in it is no text. */
  readonly label?: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
  readonly children: ComponentChildren;
}

export function ChoiceButton({ action, label, isChosen, choose, children }: ChoiceButtonProps) {
  return (
    <button
      type="button"
      data-action={action}
      aria-label={label}
      title={label}
      aria-pressed={isChosen}
      onClick={choose}
    >
      {children}
    </button>
  );
}

interface ToggleButtonProps {
  readonly action: string;
  readonly isOn: boolean;
  readonly toggle: () => void;
  readonly children: ComponentChildren;
}

export function ToggleButton({ action, isOn, toggle, children }: ToggleButtonProps) {
  return (
    <button
      type="button"
      class="toggle"
      role="switch"
      data-action={action}
      aria-checked={isOn}
      onClick={toggle}
    >
      <span class="box" aria-hidden="true">
        {isOn ? "✓" : ""}
      </span>
      <span>{children}</span>
    </button>
  );
}

/** Shows and hides the options of the view, which is the element `options`. */
export function OptionsButton({ isOpen }: { readonly isOpen: Signal<boolean> }) {
  return (
    <button
      type="button"
      data-action="options"
      aria-expanded={isOpen.value}
      aria-controls="options"
      aria-label={words.captionOptions.title}
      title={words.captionOptions.title}
      onClick={() => {
        isOpen.value = !isOpen.value;
      }}
    >
      <span class="sliders" aria-hidden="true" />
    </button>
  );
}
