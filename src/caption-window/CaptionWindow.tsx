import { words } from "../i18n/index.ts";
import { captionNotices } from "../shared/notices.ts";
import { CAPTION_FONT_SIZE } from "../shared/overlay-layout.ts";
import type { Status } from "../shared/status.ts";
import { MarkDoubts } from "../ui/captions/CaptionLine.tsx";
import { TurnLines } from "../ui/captions/TurnLines.tsx";
import { newestTurns } from "../ui/captions/turns.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { CaptionNotices } from "../ui/notices/CaptionNotices.tsx";

/** More than the tallest screen shows; what is older is the panel's to show. */
const SHOWN = { turns: 60, segmentsPerTurn: 30 };

interface CaptionWindowProps {
  readonly store: SessionStore;
  readonly changeFontSize: (fontSize: number) => void;
}

/** The captions of the running meeting, or of the last one until the window is closed (ADR-030). */
export function CaptionWindow({ store, changeFontSize }: CaptionWindowProps) {
  const status = store.status.value;
  const settings = store.settings.value;
  const transcript = store.transcript.value;
  if (status === null || settings === null) return <main aria-busy="true">{words.connecting}</main>;

  const { fontSize } = settings.captionWindow;
  const { least, most, step } = CAPTION_FONT_SIZE;
  const turns = newestTurns(transcript?.segments ?? [], SHOWN);
  return (
    <main data-session={status.session.name} aria-label={words.overlay.label}>
      <header>
        <WindowNotice status={status} isEmpty={turns.length === 0} />
        <button
          type="button"
          data-action="smaller"
          aria-label={words.overlay.smaller}
          title={words.overlay.smaller}
          disabled={fontSize <= least}
          onClick={() => changeFontSize(Math.max(least, fontSize - step))}
        >
          A−
        </button>
        <button
          type="button"
          data-action="larger"
          aria-label={words.overlay.larger}
          title={words.overlay.larger}
          disabled={fontSize >= most}
          onClick={() => changeFontSize(Math.min(most, fontSize + step))}
        >
          A+
        </button>
      </header>
      {/* Focusable, so that the arrow keys read back. */}
      <section
        class="scroller"
        tabIndex={0}
        aria-label={words.panel.lines}
        style={{ fontSize: `${fontSize}px` }}
      >
        <MarkDoubts value={settings.areDoubtsMarked}>
          <div class="lines">
            {transcript !== null &&
              turns.map((turn, index) => (
                <TurnLines
                  key={`${turn.source}-${turn.segments[0]?.utterance}`}
                  turn={turn}
                  speakers={transcript.speakers}
                  isNewest={index === turns.length - 1}
                />
              ))}
          </div>
        </MarkDoubts>
      </section>
    </main>
  );
}

function WindowNotice({ status, isEmpty }: { readonly status: Status; readonly isEmpty: boolean }) {
  const notices = captionNotices(status);
  if (status.session.name !== "idle") return <CaptionNotices notices={notices} isEmpty={isEmpty} />;
  return (
    <div class="ended">
      <CaptionNotices notices={notices} isEmpty={false} />
      <p class="notice" role="status" data-notice="ended">
        {isEmpty ? words.captionWindow.empty : words.captionWindow.ended}
      </p>
    </div>
  );
}
