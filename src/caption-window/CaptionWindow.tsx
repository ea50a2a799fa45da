import { type Signal, useSignal } from "@preact/signals";
import { words } from "../i18n/index.ts";
import { shownLines } from "../shared/lines/shown-lines.ts";
import { captionNotices } from "../shared/notices/notices.ts";
import { CAPTION_FONT_SIZE } from "../shared/overlay-layout.ts";
import type { Settings } from "../shared/settings.ts";
import type { Status } from "../shared/status.ts";
import type { Transcript } from "../shared/transcript.ts";
import { MarkWords } from "../ui/captions/CaptionLine.tsx";
import { CaptionRoll, HoldButton, NewLinesButton, useRoll, useTurns } from "../ui/captions/CaptionRoll.tsx";
import { colourProperties, groundOf } from "../ui/captions/caption-colours.ts";
import { LookChoices, OptionsButton } from "../ui/captions/LookChoices.tsx";
import { ReadAloudToggle, SpokenLines } from "../ui/captions/SpokenLines.tsx";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { CaptionNotices } from "../ui/notices/CaptionNotices.tsx";
import { type OnTop, OnTopButton, OnTopRefusal, WhereCaptionsAre } from "./OnTop.tsx";

/** More than the tallest screen shows; what is older is the panel's to show. */
const SHOWN = { turns: 60, segments: 400 };

interface CaptionWindowProps {
  readonly store: SessionStore;
  readonly change: (part: Partial<Settings["captionWindow"]>) => void;
  /** Captions of that meeting go on although its call seems to be over. */
  readonly keepOn: (session: string) => void;
  /** Null where captions cannot be kept on top of other windows. */
  readonly onTop: OnTop | null;
}

/** The captions of the running meeting, or of the last one until the window is closed (ADR-030). */
export function CaptionWindow({ store, change, keepOn, onTop }: CaptionWindowProps) {
  const status = store.status.value;
  const settings = store.settings.value;
  // Wherever the captions stand.
  const isReadAloud = useSignal(false);
  if (status === null || settings === null) return <main aria-busy="true">{words.connecting}</main>;
  return (
    <WhereCaptionsAre onTop={onTop}>
      <Captions
        status={status}
        settings={settings}
        transcript={store.transcript.value}
        change={change}
        keepOn={keepOn}
        onTop={onTop}
        isReadAloud={isReadAloud}
      />
    </WhereCaptionsAre>
  );
}

interface CaptionsProps extends Pick<CaptionWindowProps, "change" | "keepOn" | "onTop"> {
  readonly status: Status;
  readonly settings: Settings;
  readonly transcript: Transcript | null;
  readonly isReadAloud: Signal<boolean>;
}

function Captions({ status, settings, transcript, change, keepOn, onTop, isReadAloud }: CaptionsProps) {
  const { fontSize, font, colours, areOwnWordsShown } = settings.captionWindow;
  const isOptionsOpen = useSignal(false);
  const { least, most, step } = CAPTION_FONT_SIZE;
  const newest = shownLines(transcript?.segments.slice(-SHOWN.segments) ?? []);
  const segments = newest.filter(({ source }) => areOwnWordsShown || source !== "mic");
  const turns = useTurns(
    `${transcript?.session} ${areOwnWordsShown}`,
    segments,
    SHOWN.turns,
    transcript?.speakers,
    transcript?.completeness === "open",
  );
  const roll = useRoll({ fontSize, rows: null, breaksBy: font });
  return (
    <main
      data-session={status.session.name}
      data-font={font}
      aria-label={words.overlay.label}
      style={colours === null ? {} : { ...colourProperties(colours), background: groundOf(colours, 1) }}
    >
      <header>
        <h1 class="visually-hidden">{words.overlay.label}</h1>
        {transcript !== null && (
          <SpokenLines
            key={transcript.session}
            isOn={isReadAloud.value}
            segments={segments}
            speakers={transcript.speakers}
          />
        )}
        <WindowNotice status={status} isEmpty={turns.length === 0} keepOn={keepOn} />
        <NewLinesButton roll={roll} />
        <HoldButton roll={roll} />
        {onTop !== null && <OnTopButton onTop={onTop} />}
        <button
          type="button"
          data-action="smaller"
          aria-label={words.overlay.smaller}
          title={words.overlay.smaller}
          disabled={fontSize <= least}
          onClick={() => change({ fontSize: Math.max(least, fontSize - step) })}
        >
          <span class="sign" data-sign="A−" />
        </button>
        <button
          type="button"
          data-action="larger"
          aria-label={words.overlay.larger}
          title={words.overlay.larger}
          disabled={fontSize >= most}
          onClick={() => change({ fontSize: Math.min(most, fontSize + step) })}
        >
          <span class="sign" data-sign="A+" />
        </button>
        <OptionsButton isOpen={isOptionsOpen} />
      </header>
      {onTop !== null && <OnTopRefusal onTop={onTop} />}
      {isOptionsOpen.value && (
        <div class="options" id="options" role="group" aria-label={words.captionOptions.title}>
          <LookChoices look={settings.captionWindow} hasSystemColours change={change} />
          <ReadAloudToggle isOn={isReadAloud} />
        </div>
      )}
      <MarkWords settings={settings}>
        {transcript !== null && <CaptionRoll roll={roll} turns={turns} speakers={transcript.speakers} />}
      </MarkWords>
    </main>
  );
}

interface WindowNoticeProps extends Pick<CaptionsProps, "status" | "keepOn"> {
  readonly isEmpty: boolean;
}

function WindowNotice({ status, isEmpty, keepOn }: WindowNoticeProps) {
  const notices = captionNotices(status);
  const { session } = status;
  if (session.name !== "idle")
    return <CaptionNotices notices={notices} isEmpty={isEmpty} keepOn={() => keepOn(session.session)} />;
  return (
    <div class="ended">
      <CaptionNotices notices={notices} isEmpty={false} keepOn={null} />
      <p class="notice" role="status" data-notice="ended">
        {isEmpty ? words.captionWindow.empty : words.captionWindow.ended}
      </p>
    </div>
  );
}
