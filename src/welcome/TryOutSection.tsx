import { words } from "../i18n/index.ts";
import { TRY_OUT_MS } from "../shared/session.ts";
import type { SourceState } from "../shared/status.ts";
import type { Segment } from "../shared/transcript.ts";
import { CaptionLine } from "../ui/captions/CaptionLine.tsx";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { LevelMeter } from "../ui/controls/LevelMeter.tsx";
import { useNow } from "../ui/controls/use-now.ts";
import { ErrorNotice } from "../ui/notices/ErrorNotice.tsx";
import { Part } from "./Step.tsx";
import type { TryOut } from "./try-out.ts";

interface TryOutSectionProps {
  readonly tryOut: TryOut;
  /** Why it cannot be started now; null when it can. */
  readonly obstacle: string | null;
  readonly microphone: SourceState;
  readonly levels: SessionStore["levels"];
  readonly send: SessionStore["send"];
}

/** Captions of the user's own microphone for a while, through everything that a meeting goes through; nothing is stored. */
export function TryOutSection({ tryOut, obstacle, microphone, levels, send }: TryOutSectionProps) {
  const text = words.welcome.tryOut;
  return (
    <Part id="try-out" title={text.title} isNext={obstacle === null && !hasWorked(tryOut)}>
      <p>{text.body}</p>
      {tryOut.name === "running" ? (
        <>
          <p role="status" class="now" data-try-out={tryOut.isStopping ? "stopping" : "running"}>
            {tryOut.isStopping ? text.writing : microphone.name === "live" ? text.speak : text.opening}
          </p>
          {microphone.name === "unavailable" && <ErrorNotice code={microphone.reason} hasHelpLink={false} />}
          {!tryOut.isStopping && (
            <>
              <LevelMeter source="mic" level={levels.value.mic} />
              <TimeLeft startedAtMs={tryOut.startedAtMs} />
            </>
          )}
          <Lines lines={tryOut.lines} />
          <button
            type="button"
            data-action="stop-try-out"
            disabled={tryOut.isStopping}
            onClick={() => send({ type: "stop-session", session: tryOut.session })}
          >
            {text.stop}
          </button>
        </>
      ) : (
        <>
          {tryOut.name === "over" && (
            <>
              <p
                role="status"
                class={tryOut.outcome === "words" ? "done" : "notice"}
                data-try-out={tryOut.outcome}
              >
                {text.outcomes[tryOut.outcome]}
              </p>
              {tryOut.error !== null && <ErrorNotice code={tryOut.error.code} hasHelpLink={false} />}
              <Lines lines={tryOut.lines} />
            </>
          )}
          {obstacle !== null && <p class="quiet">{obstacle}</p>}
          <button
            type="button"
            class="primary"
            data-action="try-out"
            disabled={obstacle !== null}
            onClick={() => send({ type: "start-try-out" })}
          >
            {tryOut.name === "over" ? text.again : text.start}
          </button>
        </>
      )}
    </Part>
  );
}

/** Whether it has shown words. */
export function hasWorked(tryOut: TryOut): boolean {
  return tryOut.name === "over" && tryOut.outcome === "words";
}

function Lines({ lines }: { readonly lines: readonly Segment[] }) {
  if (lines.length === 0) return null;
  return (
    <div class="try-out-lines" data-try-out-lines>
      {lines.map((segment) => (
        <p key={segment.utterance}>
          <CaptionLine segment={segment} pattern={null} />
        </p>
      ))}
    </div>
  );
}

/** Seen, and not read aloud every second. */
function TimeLeft({ startedAtMs }: { readonly startedAtMs: number }) {
  const nowMs = useNow();
  const left = Math.min(TRY_OUT_MS, Math.max(0, TRY_OUT_MS - (nowMs - startedAtMs)));
  const said = words.welcome.tryOut.left(words.units.seconds(`${Math.ceil(left / 1000)}`));
  return (
    <span class="time-left">
      <progress max={TRY_OUT_MS} value={TRY_OUT_MS - left} aria-label={said} />
      <span class="quiet">{said}</span>
    </span>
  );
}
