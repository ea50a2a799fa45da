import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import { stopTracks } from "./stop-tracks.ts";

/** The browser goes on refusing for a moment after it has said "granted" (measured: under 0.5 s). */
const GRANT_SETTLES = { attempts: 8, delayMs: 250 };

interface MicrophoneConnectionCallbacks {
  /** Record from this stream from now on, in place of the one before. */
  readonly onOpened: (stream: MediaStream) => void;
  /** No microphone any more, or none yet. */
  readonly onLost: (reason: ErrorCode) => void;
}

/** What is open, and which device was asked for, null for the browser's default, and how. */
interface Open {
  readonly stream: MediaStream;
  readonly deviceId: string | null;
  readonly isProcessed: boolean;
}

/**
 * Keeps a microphone open through everything that takes one away (CAP-6): a permission that comes later or ends, a
 * device that is unplugged, another choice. Whenever devices or permission change it looks again, so the chosen
 * device takes its place back from the one that stood in for it.
 *
 * One that is unplugged ends its track: `#lose` reports `microphone_lost` and looks for another one at once. Until there is
 * one, what is missing is a gap (`RecordedSources.lose` in `recorded-sources.ts`), and it is said why the user's side is not
 * captioned (`errors` in `src/i18n`): in panel and captions by a notice (`missingSource` in `src/shared/notices/notices.ts`), in the popup in
 * the row of the source (`src/popup/Sources.tsx`).
 *
 * Whether the browser processes what it gives is another choice still. A track that is open cannot be changed (Chromium), so another one is
 * opened before it is closed, as with another device: no frame is left out.
 *
 * A microphone that is muted at the device, or by the system, goes on delivering zeros (the track's `mute` event): it is
 * recorded as the silence it is.
 */
export class MicrophoneConnection {
  readonly #callbacks: MicrophoneConnectionCallbacks;
  readonly #stopped = new AbortController();
  #wantedDeviceId: string | null = null;
  #isProcessingWanted = true;
  #isWanted = false;
  #open: Open | null = null;
  #wasLost = false;
  #isLooking = false;
  #mustLookAgain = false;

  constructor(callbacks: MicrophoneConnectionCallbacks) {
    this.#callbacks = callbacks;
  }

  /** Opens the chosen microphone, now or as soon as there is one. */
  async keep(deviceId: string | null, isProcessed: boolean): Promise<void> {
    this.#wantedDeviceId = deviceId;
    this.#isProcessingWanted = isProcessed;
    this.#isWanted = true;
    const { signal } = this.#stopped;
    const look = () => void this.#look();
    navigator.mediaDevices.addEventListener("devicechange", look, { signal });
    await watchMicrophoneGrant(look, signal);
    await this.#look();
  }

  /** Another choice; null is the browser's default. Opens nothing in a meeting that wants no microphone. */
  choose(deviceId: string | null): void {
    this.#wantedDeviceId = deviceId;
    if (this.#isWanted) void this.#look();
  }

  /** With the browser's own processing or without it, from now on. */
  process(isProcessed: boolean): void {
    this.#isProcessingWanted = isProcessed;
    if (this.#isWanted) void this.#look();
  }

  stop(): void {
    this.#stopped.abort();
    if (this.#open !== null) stopTracks(this.#open.stream);
    this.#open = null;
  }

  /** One look at a time; what happens meanwhile makes it look once more. */
  async #look(): Promise<void> {
    this.#mustLookAgain = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      while (this.#mustLookAgain && !this.#stopped.signal.aborted) {
        this.#mustLookAgain = false;
        await this.#openBest();
      }
    } finally {
      this.#isLooking = false;
    }
  }

  async #openBest(): Promise<void> {
    const wanted = this.#wantedDeviceId;
    const best = wanted !== null && (await isMicrophoneConnected(wanted)) ? wanted : null;
    const isProcessed = this.#isProcessingWanted;
    if (this.#open?.deviceId === best && this.#open.isProcessed === isProcessed) return;
    try {
      this.#take({ stream: await openMicrophone(best, isProcessed), deviceId: best, isProcessed });
    } catch (error) {
      // What is open goes on. And why a microphone went says more than why there is no other.
      if (this.#open === null && !this.#wasLost) this.#callbacks.onLost(EarshotError.from(error).code);
    }
  }

  #take(opened: Open): void {
    const { stream } = opened;
    if (this.#stopped.signal.aborted) return stopTracks(stream);
    const before = this.#open;
    this.#open = opened;
    this.#wasLost = false;
    const [track] = stream.getAudioTracks();
    track?.addEventListener("ended", () => this.#lose(stream));
    this.#callbacks.onOpened(stream);
    if (before !== null) stopTracks(before.stream);
  }

  #lose(stream: MediaStream): void {
    if (this.#open?.stream !== stream) return;
    this.#open = null;
    this.#wasLost = true;
    this.#callbacks.onLost("microphone_lost");
    void this.#look();
  }
}

/**
 * Opens the microphone without a prompt: this document cannot show one, so permission must have been granted
 * on the first-run page.
 * @param deviceId null for the browser's default
 * @param isProcessed whether the browser cancels echo and noise and evens out the level; all of it or none: what passes one
 *   of the three is no longer linear, and no echo is cancelled behind it
 * @throws {EarshotError} `microphone_not_granted`, `microphone_denied` or `microphone_missing`
 */
async function openMicrophone(
  deviceId: string | null,
  isProcessed: boolean,
  attempt = 0,
): Promise<MediaStream> {
  const audio = {
    ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
    echoCancellation: isProcessed,
    noiseSuppression: isProcessed,
    autoGainControl: isProcessed,
  };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio, video: false });
  } catch (cause) {
    const permission = await microphonePermission();
    const isRefused = cause instanceof DOMException && cause.name === "NotAllowedError";
    if (isRefused && permission.state === "granted" && attempt < GRANT_SETTLES.attempts) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, GRANT_SETTLES.delayMs);
      });
      return openMicrophone(deviceId, isProcessed, attempt + 1);
    }
    const code = isRefused ? refusalCode(permission.state) : "microphone_missing";
    throw new EarshotError(code, "getUserMedia refused the microphone", { cause });
  }
}

/** Whether the browser lists this device now. Without permission it lists none. */
async function isMicrophoneConnected(deviceId: string): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.some((device) => device.kind === "audioinput" && device.deviceId === deviceId);
}

/** Calls `onGranted` whenever the user allows the microphone, on whichever page or dialog, until `signal` aborts. */
async function watchMicrophoneGrant(onGranted: () => void, signal: AbortSignal): Promise<void> {
  const permission = await microphonePermission();
  const onChange = () => {
    if (permission.state === "granted") onGranted();
  };
  permission.addEventListener("change", onChange, { signal });
}

// "Permission dismissed" and "Permission denied" share an error name; the permission's state distinguishes them.
function refusalCode(state: PermissionState): ErrorCode {
  return state === "denied" ? "microphone_denied" : "microphone_not_granted";
}

function microphonePermission(): Promise<PermissionStatus> {
  return navigator.permissions.query({ name: "microphone" });
}
