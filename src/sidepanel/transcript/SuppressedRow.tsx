import { samplesToMs } from "../../../protocol/audio.ts";
import { words } from "../../i18n/index.ts";
import type { HeldBackLine } from "../../shared/suppressed.ts";
import { formatTime, isoDuration } from "../../shared/timestamps.ts";
import { Disclosure } from "./Disclosure.tsx";

/** Suppressed words in their place: that they are there, and on demand what they are. */
export function SuppressedRow({ line }: { readonly line: HeldBackLine }) {
  const startMs = samplesToMs(line.startSample);
  return (
    <div class="row held-back" role="listitem" tabIndex={-1} data-held-back={line.reason}>
      <span>
        <time datetime={isoDuration(startMs)}>{formatTime(startMs)}</time> · {words.panel.heldBack} –{" "}
        <Disclosure action="show-held-back" show={words.panel.showHeldBack} hide={words.panel.hideHeldBack}>
          {" "}
          <q data-text lang={line.language ?? undefined} dir="auto">
            {line.text}
          </q>
        </Disclosure>
      </span>
    </div>
  );
}
