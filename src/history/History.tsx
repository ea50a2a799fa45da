import { effect, untracked } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import { words } from "../i18n/index.ts";
import type { MeetingHead } from "../shared/listed-meetings.ts";
import type { StoredTranscript } from "../shared/messages/to-views.ts";
import { activeSession, IDLE } from "../shared/session.ts";
import type { Status } from "../shared/status.ts";
import { fold } from "../shared/text/folding.ts";
import type { SearchText } from "../shared/text/search-text.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { Shortcuts } from "../ui/controls/Shortcuts.tsx";
import { HistoryNotices } from "./HistoryNotices.tsx";
import { ImportButton } from "./import/ImportButton.tsx";
import type { SendPiece } from "./import/import-file.ts";
import { useImports } from "./import/use-imports.ts";
import type { MeetingLibrary } from "./library.ts";
import type { ListedMeeting } from "./list/arrange.ts";
import { ListPane } from "./list/ListPane.tsx";
import { StorageUsed } from "./list/StorageUsed.tsx";
import type { AudioQueries } from "./listening/use-listening.ts";
import type { MeetingActions } from "./reading/OpenedMeeting.tsx";
import { ReadingPane } from "./reading/ReadingPane.tsx";
import type { Found } from "./search/find.ts";
import { termsOf } from "./search/terms.ts";
import { useSearch } from "./search/use-search.ts";
import { staleMeeting } from "./stale-meeting.ts";
import { usePlace } from "./use-place.ts";

const NO_TEXTS: ReadonlyMap<string, SearchText> = new Map();

interface HistoryProps {
  readonly store: SessionStore;
  readonly library: MeetingLibrary;
  readonly ask: (session: string) => Promise<StoredTranscript>;
  readonly audio: AudioQueries;
  /** Sends a piece of a file to import. */
  readonly send: SendPiece;
}

/** All stored meetings, the search over them, and the one that is read (UI-5). */
export function History({ store, library, ask, audio, send }: HistoryProps) {
  const status = store.status.value;
  const changed = store.changedMeeting.value;
  const place = usePlace();
  const imports = useImports(send);
  const [query, setQuery] = useState("");
  useEffect(() => {
    if (status !== null) void library.refresh();
  }, [library, listVersion(status)]);
  useEffect(() => {
    if (changed !== null) void library.changed(changed.session);
  }, [library, changed]);

  // A line was edited or struck. Read while drawing, each caption of the meeting that runs would draw the list again.
  useEffect(
    () =>
      effect(() => {
        const running = activeSession(store.status.peek()?.session ?? IDLE)?.session ?? null;
        const stale = staleMeeting(store.changed.value, running);
        // What the library reads and writes then is its own: it would be asked for again without end.
        if (stale !== null) untracked(() => void library.changed(stale));
      }),
    [library, store],
  );

  const entries = library.entries.value;
  const heads = library.heads.value;
  const queried = termsOf(query).join("\n");
  const terms = useMemo(() => queried.split("\n").filter((term) => term !== ""), [queried]);
  const titles = useMemo(() => foldedTitles(heads), [heads]);
  // Read while drawing, each text that comes while the list is scrolled would draw it again.
  const texts = terms.length > 0 ? library.texts.value : NO_TEXTS;
  const { found, isOver } = useSearch(texts, titles, terms);
  useEffect(() => library.wantAll(terms.length > 0), [library, terms]);
  useEffect(() => library.hitLines.want(withLines(found)), [library, found]);
  if (status === null) return <main aria-busy="true">{words.connecting}</main>;

  const meetings = (entries ?? []).flatMap((entry): ListedMeeting[] => {
    const { session } = entry;
    const hit = found?.get(session) ?? null;
    if (found !== null && hit === null) return [];
    return [{ entry, head: heads.get(session) ?? null, found: hit }];
  });
  const actions: MeetingActions = {
    rename: (session, title) => store.send({ type: "rename-meeting", session, title }),
    exempt(sessions, isExempt) {
      for (const session of sessions) store.send({ type: "exempt-meeting", session, isExempt });
    },
    remove(sessions) {
      if (place !== null && sessions.includes(place.session)) location.hash = "";
      for (const session of sessions) store.send({ type: "delete-session", session });
    },
  };
  const text = words.history;
  const all = entries?.length ?? 0;
  const keysAway = library.keysAway.value;
  const unread = found === null ? 0 : library.unread.value;
  return (
    <main data-session={status.session.name} data-opened={place?.session} data-meetings={entries?.length}>
      <header>
        <h1>{text.title}</h1>
        <input
          type="search"
          name="search"
          value={query}
          placeholder={text.search}
          aria-label={text.searchLabel}
          title={text.searchHint}
          onInput={({ currentTarget }) => setQuery(currentTarget.value)}
        />
        <span class="quiet" role="status" data-found={found?.size}>
          {entries === null ? "" : found === null ? text.count(all) : text.found(meetings.length)}
          {unread > 0 && ` · ${text.reading(all - unread, all)}`}
        </span>
        <ImportButton add={imports.add} />
        <Shortcuts />
        <StorageUsed version={entries} />
      </header>
      <HistoryNotices store={store} status={status} keysAway={keysAway} imports={imports} />
      <div class="panes">
        <ListPane
          meetings={entries === null ? null : meetings}
          isBusy={entries === null || !isOver || unread > 0}
          query={query.trim()}
          terms={terms}
          running={activeSession(status.session)?.session ?? null}
          opened={place?.session ?? null}
          library={library}
          {...actions}
        />
        <section class="reading" aria-label={text.readingLabel}>
          {place !== null && (
            <a class="back" href="#" data-action="back">
              {text.title}
            </a>
          )}
          <ReadingPane
            store={store}
            ask={ask}
            audio={audio}
            entries={entries}
            place={place}
            terms={terms}
            areKeysAway={keysAway !== null}
            {...actions}
          />
        </section>
      </div>
    </main>
  );
}

/** The meetings in whose lines something was found. */
function withLines(found: ReadonlyMap<string, Found> | null): ReadonlySet<string> {
  return new Set([...(found ?? [])].flatMap(([session, { lines }]) => (lines.length > 0 ? [session] : [])));
}

/** Another value whenever the list may be another: a meeting began, ended, was deleted or recovered, or keys can be had. */
function listVersion(status: Status | null): string {
  if (status === null) return "";
  const { session, pendingDeletions, recovered, host } = status;
  const running = activeSession(session)?.session ?? "";
  const states = recovered.map((meeting) => `${meeting.session} ${meeting.state}`);
  return [running, pendingDeletions, host.name === "connected", ...states].join(" ");
}

/** What meetings are called, and who spoke where that was named: folded, to be searched beside their words. */
function foldedTitles(heads: ReadonlyMap<string, MeetingHead>): ReadonlyMap<string, string> {
  const unnamed: readonly string[] = Object.values(words.speakers);
  const titles = new Map<string, string>();
  for (const [session, { reading }] of heads) {
    if (reading.name !== "read") continue;
    const { tab, mic, voices = [] } = reading.speakers;
    const named = [tab, mic, ...voices.map(({ name }) => name)].filter((name) => !unnamed.includes(name));
    titles.set(session, fold([reading.title, ...named].join(" / ")));
  }
  return titles;
}
