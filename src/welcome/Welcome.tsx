import type { ReadonlySignal } from "@preact/signals";
import type { ErrorCode } from "../../protocol/errors.ts";
import { words } from "../i18n/index.ts";
import { isTryOut } from "../shared/session.ts";
import { INITIAL_STATUS } from "../shared/status.ts";
import type { SessionStore } from "../ui/connection/session-store.ts";
import { Shortcuts } from "../ui/controls/Shortcuts.tsx";
import { HelperStep } from "./helper/HelperStep.tsx";
import { useHelperCheck } from "./helper/helper-check.ts";
import type { Surroundings } from "./helper/surroundings.ts";
import { MicrophonePart } from "./MicrophonePart.tsx";
import { isModelReady, ModelPart } from "./ModelPart.tsx";
import { isMicrophoneSettled, type Microphone } from "./microphone-permission.ts";
import { Part, Step, stepStates } from "./Step.tsx";
import { hasWorked, TryOutSection } from "./TryOutSection.tsx";
import type { TryOut } from "./try-out.ts";
import { WhatStep } from "./WhatStep.tsx";

interface WelcomeProps {
  readonly store: SessionStore;
  readonly microphone: Microphone;
  readonly tryOut: ReadonlySignal<TryOut>;
  readonly surroundings: Surroundings;
  /** The error that the page was opened for. */
  readonly linked: ErrorCode | null;
}

/** First-run page: three steps, each with its state and what to do next, and a try-out (UI-7). */
export function Welcome({ store, microphone, tryOut, surroundings, linked }: WelcomeProps) {
  const status = store.status.value;
  const settings = store.settings.value;
  const text = words.welcome;
  const helperCheck = useHelperCheck(status ?? INITIAL_STATUS, store.ask, linked);
  if (status === null || settings === null) return <main aria-busy="true">{words.connecting}</main>;
  const chosen = settings.transcription.model;
  const canTry = microphone.state.value === "granted";
  const isSpeechReady =
    isModelReady(status, chosen) && isMicrophoneSettled(microphone.state.value, settings.isMicrophoneWanted);
  const isHelperReady = helperCheck.host.name === "connected" && helperCheck.trouble === null;
  const areDone = [settings.hasConsented, isHelperReady, isSpeechReady];
  const isReady = areDone.every(Boolean);
  const [what = "now", helper = "later", speech = "later"] = stepStates(areDone);
  const isRunning = status.session.name !== "idle";
  const isMeetingRunning = isRunning && !isTryOut(status.session);

  const { first, busy, noMicrophone } = text.tryOut;
  const withoutMicrophone = canTry ? null : noMicrophone;
  const obstacle = isReady ? (isMeetingRunning ? busy : withoutMicrophone) : first;

  return (
    <main data-session={status.session.name} data-consented={settings.hasConsented}>
      <header>
        <img src="/icons/128.png" width={64} height={64} alt="" />
        <h1>{text.title}</h1>
        <p>{text.lead}</p>
      </header>
      <WhatStep
        state={what}
        hasConsented={settings.hasConsented}
        agree={() => store.send({ type: "change-settings", change: { hasConsented: true } })}
      />
      <HelperStep
        state={helper}
        status={status}
        surroundings={surroundings}
        check={helperCheck}
        send={store.send}
      />
      <Step number={3} state={speech} id="speech" title={text.speech}>
        <ModelPart status={status} chosen={chosen} send={store.send} />
        <MicrophonePart
          microphone={microphone}
          isWanted={settings.isMicrophoneWanted}
          change={(change) => store.send({ type: "change-settings", change })}
        />
      </Step>
      <TryOutSection
        tryOut={tryOut.value}
        obstacle={obstacle}
        microphone={status.sources.mic}
        levels={store.levels}
        send={store.send}
      />
      {isReady && !isRunning && (
        <Part id="ready" title={text.ready} isNext={!canTry || hasWorked(tryOut.value)}>
          <p class="ready">
            <img src="/icons/48.png" width={32} height={32} alt="" />
            <span>{text.readyBody}</span>
          </p>
          <p class="quiet">{text.readyPin}</p>
          <p>
            <Shortcuts />
          </p>
        </Part>
      )}
    </main>
  );
}
