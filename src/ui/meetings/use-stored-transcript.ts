import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { EarshotError, errorKind } from "../../../protocol/errors.ts";
import type { StoredTranscript } from "../../shared/messages/to-views.ts";
import type { Status } from "../../shared/status.ts";
import { changeTranscript, type TranscriptChange } from "../../shared/transcript.ts";
import { askAgain } from "../connection/ask-again.ts";
import type { SessionStore } from "../connection/session-store.ts";

/** A meeting other than the current one, opened to be read. */
export interface OpenedMeeting {
  readonly session: string;
  readonly reading: StoredTranscript | { readonly name: "loading" };
}

export interface OpenedMeetings {
  /** Null: the current meeting is shown. */
  readonly opened: OpenedMeeting | null;
  readonly open: (session: string) => void;
  readonly close: () => void;
}

/**
 * Reads a stored transcript when it is opened, and again whenever its recovery, or the way to its key, gets further. What is edited
 * in it meanwhile, here or in another view, comes as a change.
 * @param amended the stored meeting whose title or people changed last, where that is known: it is read again
 */
export function useStoredTranscript(
  ask: (session: string) => Promise<StoredTranscript>,
  status: Pick<Status, "recovered" | "host"> | null,
  changed: SessionStore["changed"],
  amended: SessionStore["changedMeeting"]["value"] = null,
): OpenedMeetings {
  const [opened, setOpened] = useState<OpenedMeeting | null>(null);
  useEffect(
    () =>
      effect(() => {
        const { value } = changed;
        if (value !== null) setOpened((current) => afterChange(current, value));
      }),
    [changed],
  );
  const session = opened?.session ?? null;
  const progress = status?.recovered.find((meeting) => meeting.session === session)?.state;
  const host = status?.host.name;
  const isRead = opened?.reading.name === "read";
  // A host that comes and goes changes nothing of what is read already, nor is it read again for having been read.
  const keyHolder = useRef(host);
  if (!isRead) keyHolder.current = host;
  const amendment = amended?.session === session ? amended : null;
  useEffect(() => {
    if (session === null) return undefined;
    let isWanted = true;
    const meanwhile = changesFromNow(changed, session);
    const show = (reading: StoredTranscript) => {
      if (isWanted) setOpened({ session, reading: meanwhile.changes.reduce(withChange, reading) });
      meanwhile.stop();
    };
    void readStored(ask, session).then(show);
    return () => {
      isWanted = false;
      meanwhile.stop();
    };
  }, [session, progress, keyHolder.current, amendment, ask]);
  return {
    opened,
    open: (wanted) => setOpened({ session: wanted, reading: { name: "loading" } }),
    close: () => setOpened(null),
  };
}

/** Unreadable only where no worker says what there is. */
export async function readStored(
  ask: (session: string) => Promise<StoredTranscript>,
  session: string,
  waitFor?: (delayMs: number) => Promise<void>,
): Promise<StoredTranscript> {
  try {
    return await askAgain(
      () => ask(session),
      (error) => console.warn("The meeting cannot be read:", errorKind(error)),
      waitFor,
    );
  } catch (error) {
    return { name: "unreadable", error: EarshotError.from(error).toReport(true) };
  }
}

function afterChange(
  opened: OpenedMeeting | null,
  { session, change }: NonNullable<SessionStore["changed"]["value"]>,
): OpenedMeeting | null {
  if (opened?.session !== session || opened.reading.name === "loading") return opened;
  return { session, reading: withChange(opened.reading, change) };
}

function withChange(reading: StoredTranscript, change: TranscriptChange): StoredTranscript {
  if (reading.name !== "read") return reading;
  return { name: "read", transcript: changeTranscript(reading.transcript, change) };
}

/** What is changed in a meeting from now on: what is read of it meanwhile may be older. */
export function changesFromNow(
  changed: SessionStore["changed"],
  session: string,
): { readonly changes: readonly TranscriptChange[]; readonly stop: () => void } {
  const before = changed.peek();
  const changes: TranscriptChange[] = [];
  const stop = effect(() => {
    const { value } = changed;
    if (value !== null && value !== before && value.session === session) changes.push(value.change);
  });
  return { changes, stop };
}
