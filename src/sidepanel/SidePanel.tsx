import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Diagnostics } from "../shared/status.ts";
import { searchPattern } from "../ui/highlight.ts";
import type { SessionStore } from "../ui/session-store.ts";
import { words } from "../ui/words.ts";
import { CopyAllButton } from "./CopyAllButton.tsx";
import { DiagnosticsReport } from "./DiagnosticsReport.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { ReadAloud } from "./ReadAloud.tsx";
import { matchingSegments } from "./rows.ts";
import { SearchField } from "./SearchField.tsx";
import { SpeakerNames } from "./SpeakerNames.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { TranscriptLines } from "./TranscriptLines.tsx";

interface SidePanelProps {
  readonly store: SessionStore;
  readonly askDiagnostics: () => Promise<Diagnostics>;
}

export function SidePanel({ store, askDiagnostics }: SidePanelProps) {
  const query = useSignal("");
  const pattern = useMemo(() => searchPattern(query.value), [query.value]);
  const status = store.status.value;
  const transcript = store.transcript.value;
  if (status === null) return <main aria-busy="true">{words.connecting}</main>;

  const segments = transcript?.segments ?? [];
  const shown = pattern === null ? segments : matchingSegments(segments, pattern);
  return (
    <main data-session={status.session.name}>
      <header>
        <StatusLine
          status={status}
          stop={() => store.send({ type: "stop-session" })}
          dismiss={() => store.send({ type: "dismiss-problem" })}
        />
        {transcript !== null && <h1 title={transcript.title}>{transcript.title || words.panel.title}</h1>}
        {transcript !== null && segments.length > 0 && (
          <>
            <div class="tools">
              <SearchField query={query} matches={pattern === null ? null : shown.length} />
              <CopyAllButton transcript={transcript} />
              <ExportMenu transcript={transcript} />
            </div>
            <SpeakerNames
              speakers={transcript.speakers}
              rename={(source, name) => store.send({ type: "rename-speaker", source, name })}
            />
          </>
        )}
      </header>
      {transcript === null || shown.length === 0 ? (
        <EmptyState session={status.session} query={segments.length > 0 ? query.value : null} />
      ) : (
        <TranscriptLines
          key={transcript.session}
          transcript={transcript}
          segments={shown}
          pattern={pattern}
        />
      )}
      <footer>
        {transcript !== null && <ReadAloud key={transcript.session} transcript={transcript} />}
        <DiagnosticsReport ask={askDiagnostics} />
      </footer>
    </main>
  );
}
