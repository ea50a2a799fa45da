import { useLayoutEffect, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import type { Leaving } from "../../shared/status.ts";

interface LeavingNoticeProps extends Leaving {
  readonly keepOn: () => void;
}

/** That the call seems to be over, and in how many seconds captions stop: seen, and not read out with each of them. */
export function LeavingNotice({ why, stopsAtMs, keepOn }: LeavingNoticeProps) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useLayoutEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = stopsAtMs === null ? null : Math.max(0, Math.ceil((stopsAtMs - nowMs) / 1000));
  return (
    <div class="notice with-action" data-leaving={why}>
      <span role="status">{leavingSentence({ why, stopsAtMs }, "button")}</span>
      {seconds !== null && (
        <span aria-hidden="true" data-countdown={seconds}>
          {words.units.seconds(String(seconds))}
        </span>
      )}
      <button type="button" data-action="keep-on" onClick={keepOn}>
        {words.leaving.keepOn}
      </button>
    </div>
  );
}

/** `keepsOnBy`: the button beside it, or, on the meeting's page, that of the toolbar. */
export function leavingSentence({ why, stopsAtMs }: Leaving, keepsOnBy: "button" | "toolbar"): string {
  const { elsewhere, left, stops, back, fromPage } = words.leaving;
  const what = [why === "left" ? left : elsewhere, ...(stopsAtMs === null ? [] : [stops])];
  if (keepsOnBy === "toolbar") return words.inOneLine([...what, fromPage]);
  return words.inOneLine([...what, ...(why === "elsewhere" ? [back] : [])]);
}
