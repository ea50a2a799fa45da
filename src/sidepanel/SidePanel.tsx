import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { words } from "../i18n/index.ts";
import { isAudioNoticed } from "../shared/consent.ts";
import { readableGaps } from "../shared/lines/readable-gaps.ts";
import { shownLines } from "../shared/lines/shown-lines.ts";
import type { StoredTranscript } from "../shared/messages/to-views.ts";
import { activeSession } from "../shared/session.ts";
import type { Status } from "../shared/status.ts";
import type { Transcript } from "../shared/transcript.ts";
import { MarkWords } from "../ui/captions/CaptionLine.tsx";
import { searchPattern } from "../ui/captions/highlight.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { Shortcuts } from "../ui/controls/Shortcuts.tsx";
import { Bookmarks } from "../ui/editing/Bookmarks.tsx";
import { EditorElsewhere } from "../ui/editing/EditorElsewhere.tsx";
import { HighlightLines, useHighlighting } from "../ui/editing/highlighting.ts";
import { useLeaving } from "../ui/editing/leaving.ts";
import { EditLines, lineEditing, ReplaceInLine } from "../ui/editing/line-editing.ts";
import { ReplaceBar } from "../ui/editing/ReplaceBar.tsx";
import { useReplacing } from "../ui/editing/replacing.ts";
import { historyPage } from "../ui/meetings/history-page.ts";
import { UnreadableMeeting } from "../ui/meetings/UnreadableMeeting.tsx";
import { type OpenedMeeting, useStoredTranscript } from "../ui/meetings/use-stored-transcript.ts";
import { RefusalNotice } from "../ui/notices/RefusalNotice.tsx";
import { isSegment, marksOf, matchingLines, rowsOf } from "../ui/transcript/rows.ts";
import { showMarked, useHitInContext } from "../ui/transcript/show-line.ts";
import { TranscriptLines } from "../ui/transcript/TranscriptLines.tsx";
import { ConsentNote } from "./ConsentNote.tsx";
import { type AskDiagnostics, DiagnosticsReport } from "./diagnostics/DiagnosticsReport.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { StatusLine } from "./head/StatusLine.tsx";
import { TranscriptHead } from "./head/TranscriptHead.tsx";
import { RecoveredMeetings } from "./meetings/RecoveredMeetings.tsx";
import { ReadAloud } from "./ReadAloud.tsx";

interface SidePanelProps {
  readonly store: SessionStore;
  readonly diagnostics: AskDiagnostics;
  readonly askTranscript: (session: string) => Promise<StoredTranscript>;
}

export function SidePanel({ store, diagnostics, askTranscript }: SidePanelProps) {
  const query = useSignal("");
  const pattern = useMemo(() => searchPattern(query.value), [query.value]);
  const status = store.status.value;
  const stored = useStoredTranscript(askTranscript, status, store.changed, store.changedMeeting.value);
  const editing = useMemo(() => lineEditing(store), [store]);
  useLeaving(editing);
  const { opened } = stored;
  // Words of a try-out are shown where it was started, and nowhere else.
  const current = store.transcript.value?.isTryOut === true ? null : store.transcript.value;
  const transcript = opened === null ? current : readOf(opened.reading);
  // The rows' identity decides what is drawn again.
  const gaps = useMemo(() => readableGaps(transcript?.gaps ?? []), [transcript?.gaps]);
  const suppressed = transcript?.suppressed;
  const marks = useMemo(() => marksOf(gaps, suppressed ?? []), [gaps, suppressed]);
  const segments = transcript?.segments;
  const lines = useMemo(() => shownLines(segments ?? []), [segments]);
  const rows = useMemo(
    () => (pattern === null ? rowsOf(lines, marks) : matchingLines(lines, pattern)),
    [lines, marks, pattern],
  );
  const { replacing, replacement, replaceInLine } = useReplacing(
    store.ask,
    transcript?.session ?? null,
    pattern,
  );
  const highlighting = useHighlighting(transcript, store.send);
  useHitInContext(pattern, transcript?.session ?? null, "last");
  if (status === null) return <main aria-busy="true">{words.connecting}</main>;

  const hasLines = lines.length + marks.length > 0;
  const unreadable = unreadableOf(opened, current === null ? status.unreadable : null);
  const remove = (session: string) => {
    if (session === opened?.session) show(stored.close);
    store.send({ type: "delete-session", session });
  };
  const show = (change: () => void) => {
    query.value = "";
    replacement.value = null;
    change();
  };
  return (
    <main data-session={status.session.name} data-opened={opened?.session}>
      <header>
        {transcript === null && <h1 class="visually-hidden">{words.panel.title}</h1>}
        <StatusLine status={status} send={store.send} />
        <RefusalNotice store={store} />
        <RecoveredMeetings
          meetings={status.recovered}
          isFolded={status.session.name !== "idle"}
          opened={opened?.session ?? null}
          open={(session) => show(() => stored.open(session))}
          dismiss={(session) => store.send({ type: "dismiss-recovered", session })}
          remove={remove}
        />
        {status.pendingDeletions > 0 && (
          <p class="notice" role="status" data-pending-deletions={status.pendingDeletions}>
            {words.recovered.pendingDeletions(status.pendingDeletions)}
          </p>
        )}
        {opened !== null && (
          <button type="button" class="back" data-action="back" onClick={() => show(stored.close)}>
            {words.panel.back}
          </button>
        )}
        {transcript !== null && (
          <TranscriptHead
            transcript={transcript}
            store={store}
            hasLines={hasLines}
            query={query}
            matches={pattern === null ? null : rows.length}
            rename={(source, name) =>
              store.send({ type: "rename-speaker", session: transcript.session, source, name })
            }
            renameVoice={(voice, name) =>
              store.send({ type: "rename-voice", session: transcript.session, voice, name })
            }
          />
        )}
        {current !== null && opened === null && replacement.value === null && (
          <Bookmarks
            key={current.session}
            transcript={current}
            lines={lines}
            isRunning={activeSession(status.session)?.session === current.session}
            send={store.send}
            jump={(bookmark) => {
              show(() => {});
              showMarked(lines, bookmark, current.startedAtMs);
            }}
          />
        )}
        {transcript !== null && (
          <ReplaceBar
            transcript={transcript}
            pattern={pattern}
            wanted={replacement}
            replacing={replacing}
            store={store}
          />
        )}
        <EditorElsewhere
          editing={editing}
          session={transcript?.session ?? null}
          lines={rows.filter(isSegment)}
        />
      </header>
      {transcript === null || rows.length === 0 ? (
        <EmptyState
          session={status.session}
          opened={opened?.reading.name ?? null}
          unreadable={
            unreadable === null ? null : (
              <UnreadableMeeting
                key={unreadable.session}
                error={unreadable.error}
                isCauseShown={
                  status.host.name === "failed" && status.host.error.code === unreadable.error.code
                }
                retry={() => store.send({ type: "retry-host" })}
                remove={unreadable.session === null ? null : () => remove(unreadable.session ?? "")}
              />
            )
          }
          query={hasLines ? query.value : null}
        />
      ) : (
        <MarkWords settings={store.settings.value}>
          <EditLines value={editing}>
            <ReplaceInLine value={replaceInLine}>
              <HighlightLines value={highlighting}>
                <TranscriptLines
                  key={`${transcript.session} ${pattern?.source ?? ""}`}
                  transcript={transcript}
                  rows={rows}
                  pattern={pattern}
                />
              </HighlightLines>
            </ReplaceInLine>
          </EditLines>
        </MarkWords>
      )}
      <footer>
        {transcript !== null && (
          <ConsentNote
            transcript={transcript}
            isStored={opened !== null}
            isAudioStored={isAudioNoticed(store.settings.value, status)}
            send={store.send}
          />
        )}
        <a
          href={historyPage(transcript?.session)}
          target="_blank"
          rel="noreferrer"
          data-action="open-history"
        >
          {words.history.title}
        </a>
        <Shortcuts />
        {current !== null && <ReadAloud transcript={current} />}
        <DiagnosticsReport {...diagnostics} status={status} settings={store.settings.value} />
      </footer>
    </main>
  );
}

function readOf(reading: OpenedMeeting["reading"]): Transcript | null {
  return reading.name === "read" ? reading.transcript : null;
}

/** The meeting that was to be shown and cannot be read: the opened one, else the latest. */
function unreadableOf(opened: OpenedMeeting | null, latest: Status["unreadable"]): Status["unreadable"] {
  if (opened === null) return latest;
  const { session, reading } = opened;
  return reading.name === "unreadable" ? { session, error: reading.error } : null;
}
