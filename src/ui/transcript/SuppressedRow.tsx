import { samplesToMs } from "../../../protocol/audio.ts";
import { words } from "../../i18n/index.ts";
import type { SuppressedLine } from "../../shared/lines/suppressed.ts";
import { formatTime, isoDuration } from "../../shared/timestamps.ts";
import { Disclosure } from "../captions/Disclosure.tsx";

/** Suppressed words in their place: that they are there, and on demand what they are. */
export function SuppressedRow({ line }: { readonly line: SuppressedLine }) {
  const startMs = samplesToMs(line.startSample);
  return (
    <div class="row suppressed" role="listitem" tabIndex={-1} data-suppressed={line.reason}>
      <span>
        <time datetime={isoDuration(startMs)}>{formatTime(startMs)}</time> · {words.panel.suppressed} –{" "}
        <Disclosure
          action="show-suppressed"
          show={words.panel.showSuppressed}
          hide={words.panel.hideSuppressed}
        >
          {" "}
          <q data-text lang={line.language ?? undefined} dir="auto">
            {line.text}
          </q>
        </Disclosure>
      </span>
    </div>
  );
}
