import { useSignal } from "@preact/signals";
import { words } from "../i18n/index.ts";
import type { Transcript } from "../shared/transcript.ts";
import { SpokenLines } from "../ui/captions/SpokenLines.tsx";

/** New lines for a screen reader, where that is wanted. */
export function ReadAloud({
  transcript: { session, segments, speakers },
}: {
  readonly transcript: Transcript;
}) {
  const isOn = useSignal(false);
  return (
    <>
      <label class="read-aloud">
        <input
          type="checkbox"
          role="switch"
          name="read-aloud"
          checked={isOn.value}
          onChange={(event) => {
            isOn.value = event.currentTarget.checked;
          }}
        />
        <span>{words.panel.readAloud}</span>
      </label>
      <SpokenLines key={session} isOn={isOn.value} segments={segments} speakers={speakers} />
    </>
  );
}
