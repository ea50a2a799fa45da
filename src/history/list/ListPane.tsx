import { useCallback, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { MEETING_SITES } from "../../shared/listed-meetings.ts";
import type { ShownMeetings } from "../library.ts";
import type { MeetingActions } from "../reading/OpenedMeeting.tsx";
import { arrange, type ListedMeeting, NEWEST_FIRST, sitesOf } from "./arrange.ts";
import { ListTools } from "./ListTools.tsx";
import { MeetingList } from "./MeetingList.tsx";
import { Selection } from "./Selection.tsx";

interface ListPaneProps extends Omit<MeetingActions, "rename"> {
  /** All, or what the search found, the newest first; null until the first list is here. */
  readonly meetings: readonly ListedMeeting[] | null;
  /** More may be found yet. */
  readonly isBusy: boolean;
  /** What was searched, as it was typed and folded; both empty while nothing is. */
  readonly query: string;
  readonly terms: readonly string[];
  readonly running: string | null;
  readonly opened: string | null;
  readonly library: ShownMeetings;
}

/** The meetings to choose from, and what can be done with several of them. */
export function ListPane(props: ListPaneProps) {
  const { meetings, isBusy, query, terms, running, opened, library, exempt, remove } = props;
  const [arrangement, setArrangement] = useState(NEWEST_FIRST);
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const select = useCallback((session: string, isSelected: boolean) => {
    setSelection((before) => {
      const after = new Set(before);
      if (isSelected) after.add(session);
      else after.delete(session);
      return after;
    });
  }, []);
  const listed = arrange(meetings ?? [], arrangement);
  const sessions = listed.map(({ entry }) => entry.session);
  const selected = sessions.filter((session) => selection.has(session));
  const { from, until, site } = arrangement;
  const isFiltered = from !== "" || until !== "" || site !== null;
  // The chosen one stays to be seen where a search finds none of it.
  const sites = MEETING_SITES.filter((known) => known === site || sitesOf(meetings ?? []).includes(known));
  return (
    <section class="list" aria-label={words.history.title} aria-busy={isBusy}>
      {(listed.length > 0 || isFiltered) && (
        <ListTools arrangement={arrangement} sites={sites} arrange={setArrangement} />
      )}
      <Selection
        selected={selected}
        running={running}
        areAllSelected={selected.length === listed.length}
        selectAll={() => setSelection(new Set(sessions))}
        clear={() => setSelection(new Set())}
        exempt={(chosen) => exempt(chosen, true)}
        remove={(chosen) => {
          setSelection(new Set());
          remove(chosen);
        }}
      />
      {listed.length > 0 ? (
        // Another search is another list: it begins at its top, and is drawn again.
        <MeetingList
          key={terms.join("\n")}
          meetings={listed}
          isBusy={isBusy}
          terms={terms}
          running={running}
          opened={opened}
          selected={selection}
          select={select}
          library={library}
        />
      ) : (
        <NoMeetings isLoading={isBusy} isFiltered={isFiltered} query={query} />
      )}
    </section>
  );
}

/** Why there is nothing to choose from. */
function NoMeetings({
  isLoading,
  isFiltered,
  query,
}: {
  readonly isLoading: boolean;
  readonly isFiltered: boolean;
  readonly query: string;
}) {
  const text = words.history;
  if (isLoading) return <p class="empty">{query === "" ? words.panel.loading : text.searching}</p>;
  if (query !== "") return <p class="empty">{text.noMatch(query)}</p>;
  if (isFiltered) return <p class="empty">{text.noneChosen}</p>;
  return (
    <div class="empty" data-empty>
      <img src="/icons/128.png" width={56} height={56} alt="" />
      <h2>{text.empty}</h2>
      <p>{words.panel.emptyIdle}</p>
    </div>
  );
}
