import { type ComponentChildren, isValidElement } from "preact";
import { expect, test } from "vitest";
import { AudioFields } from "../../src/popup/settings/AudioFields.tsx";
import { DEFAULT_SETTINGS } from "../../src/shared/settings.ts";

test.each([true, false])(
  "UI-9 how long sound is kept is shown and chosen where keeping it is %s",
  (isAudioStored) => {
    const settings = { ...DEFAULT_SETTINGS, isAudioStored };

    const { children } = AudioFields({ settings, save: () => {} }).props as { children: ComponentChildren[] };

    const names = children.flatMap((child) =>
      isValidElement(child) && "name" in child.props ? [child.props.name] : [],
    );
    expect(names).toContain("audio");
    expect(names).toContain("audio-retention");
  },
);
