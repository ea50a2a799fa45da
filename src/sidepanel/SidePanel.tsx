import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { readableGaps } from "../shared/gaps.ts";
import type { Transcript } from "../shared/transcript.ts";
import { searchPattern } from "../ui/highlight.ts";
import type { SessionStore } from "../ui/session-store.ts";
import { words } from "../ui/words.ts";
import { ConsentNote } from "./ConsentNote.tsx";
import { type AskDiagnostics, DiagnosticsReport } from "./DiagnosticsReport.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { ReadAloud } from "./ReadAloud.tsx";
import { RecoveredMeetings } from "./RecoveredMeetings.tsx";
import { marksOf, matchingSegments, rowsOf } from "./rows.ts";
import { StatusLine } from "./StatusLine.tsx";
import { TranscriptHead } from "./TranscriptHead.tsx";
import { TranscriptLines } from "./TranscriptLines.tsx";
import { useStoredTranscript } from "./use-stored-transcript.ts";

interface SidePanelProps {
  readonly store: SessionStore;
  readonly diagnostics: AskDiagnostics;
  readonly askTranscript: (session: string) => Promise<Transcript | null>;
}

export function SidePanel({ store, diagnostics, askTranscript }: SidePanelProps) {
  const query = useSignal("");
  const pattern = useMemo(() => searchPattern(query.value), [query.value]);
  const status = store.status.value;
  const stored = useStoredTranscript(askTranscript, status?.recovered ?? []);
  const { opened } = stored;
  const current = store.transcript.value;
  const transcript = opened === null ? current : readOf(opened.transcript);
  // The rows' identity decides what is drawn again.
  const gaps = useMemo(() => readableGaps(transcript?.gaps ?? []), [transcript?.gaps]);
  const marks = marksOf(gaps, transcript?.heldBack ?? []);
  if (status === null) return <main aria-busy="true">{words.connecting}</main>;

  const segments = transcript?.segments ?? [];
  const rows = pattern === null ? rowsOf(segments, marks) : matchingSegments(segments, pattern);
  const hasLines = segments.length + marks.length > 0;
  const show = (change: () => void) => {
    query.value = "";
    change();
  };
  return (
    <main data-session={status.session.name} data-opened={opened?.session}>
      <header>
        <StatusLine status={status} send={store.send} />
        <RecoveredMeetings
          meetings={status.recovered}
          isFolded={status.session.name !== "idle"}
          opened={opened?.session ?? null}
          open={(session) => show(() => stored.open(session))}
          dismiss={(session) => store.send({ type: "dismiss-recovered", session })}
          remove={(session) => {
            if (session === opened?.session) show(stored.close);
            store.send({ type: "delete-session", session });
          }}
        />
        {opened !== null && (
          <button type="button" class="back" data-action="back" onClick={() => show(stored.close)}>
            {words.panel.back}
          </button>
        )}
        {transcript !== null && (
          <TranscriptHead
            transcript={transcript}
            hasLines={hasLines}
            query={query}
            matches={pattern === null ? null : rows.length}
            rename={
              opened === null ? (source, name) => store.send({ type: "rename-speaker", source, name }) : null
            }
          />
        )}
      </header>
      {transcript === null || rows.length === 0 ? (
        <EmptyState
          session={status.session}
          opened={opened?.transcript ?? null}
          query={hasLines ? query.value : null}
        />
      ) : (
        <TranscriptLines
          key={`${transcript.session} ${pattern?.source ?? ""}`}
          transcript={transcript}
          rows={rows}
          pattern={pattern}
        />
      )}
      <footer>
        {current !== null && opened === null && <ConsentNote transcript={current} send={store.send} />}
        {current !== null && <ReadAloud key={current.session} transcript={current} />}
        <DiagnosticsReport {...diagnostics} status={status} settings={store.settings.value} />
      </footer>
    </main>
  );
}

function readOf(transcript: Transcript | "loading" | "gone"): Transcript | null {
  return typeof transcript === "string" ? null : transcript;
}
