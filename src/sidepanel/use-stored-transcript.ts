import { useEffect, useState } from "preact/hooks";
import { errorKind } from "../../protocol/errors.ts";
import type { RecoveredSession } from "../shared/status.ts";
import type { Transcript } from "../shared/transcript.ts";

/** A meeting other than the current one, opened to be read. */
export interface OpenedMeeting {
  readonly session: string;
  /** `gone`: it could not be read; it may have been deleted. */
  readonly transcript: Transcript | "loading" | "gone";
}

export interface StoredTranscript {
  /** Null: the current meeting is shown. */
  readonly opened: OpenedMeeting | null;
  readonly open: (session: string) => void;
  readonly close: () => void;
}

/** Reads a stored transcript when it is opened, and again whenever its recovery gets further. */
export function useStoredTranscript(
  ask: (session: string) => Promise<Transcript | null>,
  recovered: readonly RecoveredSession[],
): StoredTranscript {
  const [opened, setOpened] = useState<OpenedMeeting | null>(null);
  const session = opened?.session ?? null;
  const progress = recovered.find((meeting) => meeting.session === session)?.state;
  useEffect(() => {
    if (session === null) return undefined;
    let isWanted = true;
    const show = (transcript: OpenedMeeting["transcript"]) => {
      if (isWanted) setOpened({ session, transcript });
    };
    ask(session).then(
      (transcript) => show(transcript ?? "gone"),
      (error: unknown) => {
        console.warn("The meeting cannot be read:", errorKind(error));
        show("gone");
      },
    );
    return () => {
      isWanted = false;
    };
  }, [session, progress, ask]);
  return {
    opened,
    open: (wanted) => setOpened({ session: wanted, transcript: "loading" }),
    close: () => setOpened(null),
  };
}
