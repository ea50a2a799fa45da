import type { ReadonlySignal } from "@preact/signals";
import { uiLanguage, words } from "../i18n/index.ts";
import { chatNotice, isAudioNoticed } from "../shared/consent.ts";
import { unseenNotice } from "../shared/notices/notices.ts";
import { isTryOut } from "../shared/session.ts";
import { changeBetween } from "../shared/settings.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { CopyButton } from "../ui/controls/CopyButton.tsx";
import { StateWords } from "../ui/controls/StateWords.tsx";
import { historyPage } from "../ui/meetings/history-page.ts";
import { NetworkWords } from "../ui/notices/NetworkWords.tsx";
import { RefusalNotice } from "../ui/notices/RefusalNotice.tsx";
import { StatusNotices } from "../ui/notices/StatusNotices.tsx";
import { welcomePage } from "../ui/notices/welcome-page.ts";
import { ConsentStep } from "./ConsentStep.tsx";
import { SessionButtons } from "./SessionButtons.tsx";
import { Sources } from "./Sources.tsx";
import type { Microphone } from "./settings/microphones.ts";
import { SettingsForm } from "./settings/SettingsForm.tsx";

export interface PopupProps {
  readonly store: SessionStore;
  /** Starts captions for the active tab and opens the panel; called inside the click. */
  readonly start: () => void;
  readonly openPanel: () => void;
  readonly microphones: ReadonlySignal<readonly Microphone[]>;
}

export function Popup({ store, start, openPanel, microphones }: PopupProps) {
  const status = store.status.value;
  const settings = store.settings.value;
  if (status === null || settings === null) return <main aria-busy="true">{words.connecting}</main>;

  const { session } = status;
  return (
    <main data-session={session.name}>
      <header>
        <img src="/icons/48.png" width={24} height={24} alt="" />
        <h1>{words.name}</h1>
        <StateWords session={session} isAudioStored={status.isAudioStored} />
      </header>
      {!settings.hasConsented && session.name === "idle" ? (
        <ConsentStep agree={() => store.send({ type: "change-settings", change: { hasConsented: true } })} />
      ) : (
        <>
          <SessionButtons
            session={session}
            isCaptionWindowOffered={unseenNotice(status) === null}
            start={start}
            openPanel={openPanel}
            send={store.send}
          />
          <RefusalNotice store={store} />
          {session.name !== "idle" && status.isOverlayClickThrough && (
            <div class="notice with-action" data-notice="click-through">
              <span>{words.captionOptions.clicksPass}</span>
              <button
                type="button"
                data-action="take-clicks"
                onClick={() =>
                  store.send({ type: "set-click-through", session: session.session, isClickThrough: false })
                }
              >
                {words.captionOptions.takeClicks}
              </button>
            </div>
          )}
          <StatusNotices status={status} list="popup" send={store.send} />
          {isTryOut(session) && (
            <p class="notice" role="status" data-notice="try-out">
              {words.welcome.tryOut.elsewhere}
            </p>
          )}
          {session.name !== "idle" && !isTryOut(session) && (
            <CopyButton
              action="copy-notice"
              label={words.consent.copyNotice}
              text={() =>
                chatNotice(settings.transcription.language, [], uiLanguage, isAudioNoticed(settings, status))
              }
            />
          )}
          {session.name !== "idle" && !isTryOut(session) && (
            <Sources
              sources={status.sources}
              levels={store.levels}
              mute={(isMuted) => store.send({ type: "mute-microphone", session: session.session, isMuted })}
            />
          )}
          <SettingsForm
            settings={settings}
            status={status}
            microphones={microphones.value}
            save={(next) => store.send({ type: "change-settings", change: changeBetween(settings, next) })}
            send={store.send}
          />
        </>
      )}
      {status.networkSandbox === "audit-hook" && <NetworkWords sandbox={status.networkSandbox} />}
      <footer>
        <a href={historyPage()} target="_blank" rel="noreferrer" data-action="open-history">
          {words.history.title}
        </a>
        <a href={welcomePage()} target="_blank" rel="noreferrer">
          {words.help}
        </a>
      </footer>
    </main>
  );
}
