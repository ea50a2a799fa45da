import { words } from "../i18n/index.ts";
import { activeSession } from "../shared/session.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { ModelOffer } from "../ui/models/ModelOffer.tsx";
import { ModelShelf } from "../ui/models/ModelShelf.tsx";
import { ModelStatus } from "../ui/models/ModelStatus.tsx";
import { offeredModel } from "../ui/models/model-rows.ts";
import { ConsentSection } from "./ConsentSection.tsx";
import { HostSection } from "./HostSection.tsx";
import { MicrophoneSection } from "./MicrophoneSection.tsx";
import type { Microphone } from "./microphone-permission.ts";
import { Section } from "./Section.tsx";

/** First-run page: what is captured, where it stays, who else must know, and what is still missing (UI-7). */
export function Welcome({
  store,
  microphone,
}: {
  readonly store: SessionStore;
  readonly microphone: Microphone;
}) {
  const status = store.status.value;
  const settings = store.settings.value;
  const text = words.welcome;
  if (status === null || settings === null) return <main aria-busy="true">{words.connecting}</main>;
  const chosen = settings.transcription.model;
  const missing = offeredModel(status.models, chosen);

  return (
    <main data-session={status.session.name} data-consented={settings.hasConsented}>
      <header>
        <img src="/icons/128.png" width={64} height={64} alt="" />
        <h1>{text.title}</h1>
        <p>{text.lead}</p>
      </header>
      <Section id="captured" title={text.captured}>
        <ul>
          <li>{text.capturedTab}</li>
          <li>{text.capturedMicrophone}</li>
          <li>{text.capturedWhen}</li>
        </ul>
      </Section>
      <Section id="local" title={text.local}>
        <p>{text.localBody}</p>
        <p>{text.localAudio}</p>
      </Section>
      <ConsentSection
        hasConsented={settings.hasConsented}
        agree={() => store.send({ type: "change-settings", change: { hasConsented: true } })}
      />
      <MicrophoneSection microphone={microphone} />
      <HostSection
        host={status.host}
        keyStorage={status.keyStorage}
        retry={() => store.send({ type: "retry-host" })}
      />
      <Section id="model" title={words.model.title}>
        <ModelStatus
          model={status.model}
          calibration={status.engine?.calibration ?? null}
          isQuiet={false}
          remedy={
            missing === null ? null : (
              <ModelOffer
                models={status.models}
                model={missing}
                download={() =>
                  store.send({ type: "download-model", model: missing, isChosen: missing === chosen })
                }
              />
            )
          }
        />
        <ModelShelf models={status.models} send={store.send} />
      </Section>
      {settings.hasConsented && activeSession(status.session) === null && (
        <Section id="ready" title={text.ready}>
          <p>{text.readyBody}</p>
        </Section>
      )}
    </main>
  );
}
