import type { SessionState } from "../shared/session.ts";
import { words } from "../ui/words.ts";

interface SessionButtonsProps {
  readonly session: SessionState;
  readonly start: () => void;
  readonly stop: () => void;
  readonly openPanel: () => void;
}

export function SessionButtons({ session, start, stop, openPanel }: SessionButtonsProps) {
  return (
    <div class="buttons">
      {session.name === "idle" ? (
        <button type="button" class="primary" data-action="start" onClick={start}>
          {words.start}
        </button>
      ) : (
        <button
          type="button"
          class="stop"
          data-action="stop"
          disabled={session.name === "stopping"}
          onClick={stop}
        >
          {words.stop}
        </button>
      )}
      <button type="button" data-action="open-panel" onClick={openPanel}>
        {words.openPanel}
      </button>
    </div>
  );
}
