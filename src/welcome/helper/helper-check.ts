import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { formatClock } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { HostState, Status } from "../../shared/status.ts";
import type { SessionStore } from "../../ui/connection/session-store.ts";
import { helperTrouble, isSettled } from "./helper-trouble.ts";

/** What the page says of the helper, and the check that a person asks for. */
export interface HelperCheck {
  readonly host: HostState;
  /** Why the helper does not do its work; while it is looked at again, why it did not before. */
  readonly trouble: ErrorCode | null;
  /** What came of the last check; null before the first. */
  readonly outcome: string | null;
  readonly checkAgain: () => void;
}

type Seen = Pick<HelperCheck, "host" | "trouble">;

/** @param linked the error that the page was opened for, which stands until a check that is asked for says otherwise */
export function useHelperCheck(
  status: Pick<Status, "host" | "recogniser" | "storage">,
  ask: SessionStore["ask"],
  linked: ErrorCode | null,
): HelperCheck {
  const [unchecked, setUnchecked] = useState(linked);
  const [outcome, setOutcome] = useState<string | null>(null);
  /** The trouble of which an answered check has not found yet what has become of it. */
  const [answered, setAnswered] = useState<ErrorCode | null>(null);
  const seen = useSteady({ host: status.host, trouble: helperTrouble(status) ?? unchecked }, status);
  const { host, trouble } = seen;
  useLayoutEffect(() => setOutcome(null), [trouble]);
  const isOver = answered !== null && isSettled(answered, status);
  useLayoutEffect(() => {
    if (!isOver) return;
    setAnswered(null);
    // Another error has other steps, which say so by themselves.
    setOutcome(answered === trouble ? words.guide.unchanged(formatClock(Date.now())) : null);
  }, [isOver]);
  const check = async () => {
    setOutcome(words.guide.checking);
    await ask({ type: host.name === "connected" ? "retry-transcription" : "retry-host" });
    setUnchecked(null);
    setAnswered(trouble);
  };
  return { ...seen, outcome, checkAgain: () => void check() };
}

/** Looking again changes nothing to see, or to be read out, before it has found something. */
function useSteady(current: Seen, status: Pick<Status, "host" | "recogniser">): Seen {
  const steady = useRef(current);
  const { trouble } = steady.current;
  if (trouble === null || isSettled(trouble, status)) steady.current = current;
  return steady.current;
}
