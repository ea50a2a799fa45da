import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import type { MeetingEntry } from "../../shared/listed-meetings.ts";
import type { StoredTranscript } from "../../shared/messages/to-views.ts";
import { activeSession } from "../../shared/session.ts";
import { MarkWords } from "../../ui/captions/CaptionLine.tsx";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { EditorElsewhere } from "../../ui/editing/EditorElsewhere.tsx";
import { useLeaving } from "../../ui/editing/leaving.ts";
import { lineEditing } from "../../ui/editing/line-editing.ts";
import type { Place } from "../../ui/meetings/history-page.ts";
import { UnreadableMeeting } from "../../ui/meetings/UnreadableMeeting.tsx";
import { useStoredTranscript } from "../../ui/meetings/use-stored-transcript.ts";
import type { AudioQueries } from "../listening/use-listening.ts";
import { type MeetingActions, OpenedMeeting } from "./OpenedMeeting.tsx";

interface ReadingPaneProps extends MeetingActions {
  readonly store: SessionStore;
  readonly ask: (session: string) => Promise<StoredTranscript>;
  readonly audio: AudioQueries;
  readonly entries: readonly MeetingEntry[] | null;
  readonly place: Place | null;
  readonly terms: readonly string[];
  /** Why keys cannot be had is shown above. */
  readonly areKeysAway: boolean;
}

/** The meeting that is read; one that runs grows while it is. */
export function ReadingPane({
  store,
  ask,
  audio,
  entries,
  place,
  terms,
  areKeysAway,
  ...actions
}: ReadingPaneProps) {
  const status = store.status.value;
  const current = store.transcript.value;
  const session = place?.session ?? null;
  const stored = useStoredTranscript(ask, status, store.changed, store.changedMeeting.value);
  useEffect(() => {
    if (session === null) stored.close();
    else stored.open(session);
  }, [session]);
  // What is typed here outlives the meeting that it is typed into.
  const editing = useMemo(() => lineEditing(store), [store]);
  useLeaving(editing);
  const text = words.history;
  const instead = (message: ComponentChildren) => (
    <>
      <EditorElsewhere editing={editing} session={null} lines={[]} />
      {message}
    </>
  );
  if (place === null || status === null) return instead(<p class="empty">{text.pick}</p>);

  const entry = entries?.find((known) => known.session === session);
  const isDeleted = entries !== null && entry === undefined;
  const opened = stored.opened?.session === session ? stored.opened.reading : null;
  if (isDeleted || opened?.name === "gone") return instead(<Message kind="gone">{text.gone}</Message>);
  const read = opened?.name === "read" ? opened.transcript : null;
  const transcript = current?.session === session ? current : read;
  if (transcript !== null)
    return (
      <MarkWords settings={store.settings.value}>
        <OpenedMeeting
          key={session}
          store={store}
          audio={audio}
          editing={editing}
          transcript={transcript}
          isExempt={entry?.isExempt === true}
          isImported={entry?.isImported === true}
          isRunning={session === activeSession(status.session)?.session}
          terms={terms}
          at={place.at}
          {...actions}
        />
      </MarkWords>
    );
  if (opened?.name !== "unreadable") return instead(<Message kind="loading">{words.panel.loading}</Message>);
  return instead(
    <div class="empty">
      <UnreadableMeeting
        key={session}
        error={opened.error}
        isCauseShown={areKeysAway}
        retry={() => store.send({ type: "retry-host" })}
        remove={() => actions.remove([place.session])}
      />
    </div>,
  );
}

function Message({ kind, children }: { readonly kind: "gone" | "loading"; readonly children: string }) {
  return (
    <p class="empty" role="status" data-reading={kind}>
      {children}
    </p>
  );
}
