import browser from "webextension-polyfill";
import { type BackgroundPort, connectToBackground } from "../shared/messages/reconnecting-port.ts";
import type { OffscreenToBackground, PortName } from "../shared/messages/to-background.ts";
import type { BackgroundToOffscreen } from "../shared/messages/to-offscreen.ts";
import { CaptureSession } from "./capture-session.ts";

/** How long to wait before connecting again after the worker stopped. */
const RECONNECT_DELAY_MS = 100;

interface CaptureDocumentNeeds {
  readonly post: (message: OffscreenToBackground) => void;
  readonly newId: () => string;
}

/**
 * The document's part in a meeting: at most one capture, which outlives the service worker. A worker that follows one
 * that was stopped sends everything again, so each command may come twice.
 */
export class CaptureDocument {
  readonly #needs: CaptureDocumentNeeds;
  #current: CaptureSession | null = null;
  #areLevelsWanted = false;

  constructor(needs: CaptureDocumentNeeds) {
    this.#needs = needs;
  }

  /** What a new worker is sent first. */
  get hello(): Extract<OffscreenToBackground, { type: "hello" }> {
    return {
      type: "hello",
      session: this.#current?.session ?? null,
      sources: this.#current?.sources.states ?? { tab: { name: "off" }, mic: { name: "off" } },
    };
  }

  /** The worker is gone until the next `hello`. */
  backgroundLost(): void {
    this.#current?.backgroundLost();
  }

  /** A new worker was sent `hello`: what the one before may have missed is sent again. */
  backgroundBack(): void {
    this.#current?.resend();
  }

  take(message: BackgroundToOffscreen): Promise<void> | void {
    switch (message.type) {
      case "start-capture":
        return this.#start(message);
      case "welcome":
        return this.#of(message.session)?.resume(message.next);
      case "hold":
        return this.#of(message.session)?.sender.hold();
      case "acknowledged": {
        const { session, source, nextSeq, isResendWanted } = message;
        return this.#of(session)?.sender.acknowledge(source, nextSeq, isResendWanted);
      }
      case "silence":
        return this.#of(message.session)?.sources.silence(message.source, message.reason);
      case "unsilence":
        return this.#of(message.session)?.sources.unsilence(message.source, message.reason);
      case "mute-playback":
        return this.#of(message.session)?.mutePlayback(message.isMuted);
      case "choose-microphone":
        return this.#of(message.session)?.chooseMicrophone(message.deviceId);
      case "process-microphone":
        return this.#of(message.session)?.processMicrophone(message.isProcessed);
      case "strike":
        return this.#of(message.session)?.strike(message);
      case "store-audio":
        return this.#of(message.session)?.audio.want(message.isWanted);
      case "refuse-audio":
        return this.#of(message.session)?.audio.refuse();
      case "audio-chunk-settled":
        return this.#of(message.session)?.audio.settled(message.source, message.startSample);
      case "give-up-queue":
        return this.#of(message.session)?.giveUpQueue();
      case "watch-levels":
        this.#areLevelsWanted = message.isWanted;
        return;
      case "stop-capture":
        return this.#of(message.session)?.stop();
      case "abandon-capture":
        return this.#of(message.session)?.abandon();
      default:
        return message satisfies never;
    }
  }

  async #start(message: Extract<BackgroundToOffscreen, { type: "start-capture" }>): Promise<void> {
    void this.#current?.abandon();
    this.#current = new CaptureSession(message.session, {
      ...this.#needs,
      areLevelsWanted: () => this.#areLevelsWanted,
    });
    await this.#current.start(message);
  }

  #of(session: string): CaptureSession | null {
    return this.#current?.session === session ? this.#current : null;
  }
}

/**
 * The connection to the service worker, which may stop at any time: it is opened again at once with the session that runs, so that a
 * new worker can pick it up. While the worker is away nothing is lost: frames stay queued, and `hello` says the state again.
 */
export function connectCapture(capture: CaptureDocument): BackgroundPort<OffscreenToBackground> {
  return connectToBackground<BackgroundToOffscreen, OffscreenToBackground>({
    connect: () => browser.runtime.connect({ name: "offscreen" satisfies PortName }),
    // The document ends with the extension.
    isExtensionAlive: () => true,
    schedule: (callback, delayMs) => void setTimeout(callback, delayMs),
    firstMessage: () => capture.hello,
    onMessage: (message) => void capture.take(message),
    onConnected: () => capture.backgroundBack(),
    onDisconnected: () => capture.backgroundLost(),
    isDroppedWhileAway: true,
    // A worker wakes within milliseconds.
    longestRetryMs: RECONNECT_DELAY_MS,
  });
}
