import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import { isMicrophoneConnected, openMicrophone, watchMicrophoneGrant } from "./microphone.ts";
import { stopTracks } from "./stop-tracks.ts";

interface MicrophoneConnectionCallbacks {
  /** Record from this stream from now on, in place of the one before. */
  readonly onOpened: (stream: MediaStream) => void;
  /** No microphone any more, or none yet. */
  readonly onLost: (reason: ErrorCode) => void;
}

/** What is open, and which device was asked for; null is the browser's default. */
interface Open {
  readonly stream: MediaStream;
  readonly deviceId: string | null;
}

/**
 * Keeps a microphone open through everything that takes one away (CAP-6): a permission that comes later or ends, a
 * device that is unplugged, another choice. Whenever devices or permission change it looks again, so the chosen
 * device takes its place back from the one that stood in for it.
 *
 * A microphone that is muted at the device, or by the system, goes on delivering zeros (the track's `mute` event): it is
 * recorded as the silence it is.
 */
export class MicrophoneConnection {
  readonly #callbacks: MicrophoneConnectionCallbacks;
  readonly #stopped = new AbortController();
  #wantedDeviceId: string | null = null;
  #isWanted = false;
  #open: Open | null = null;
  #wasLost = false;
  #isLooking = false;
  #mustLookAgain = false;

  constructor(callbacks: MicrophoneConnectionCallbacks) {
    this.#callbacks = callbacks;
  }

  /** Opens the chosen microphone, now or as soon as there is one. */
  async keep(deviceId: string | null): Promise<void> {
    this.#wantedDeviceId = deviceId;
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
    if (this.#open !== null && this.#open.deviceId === best) return;
    try {
      this.#take(await openMicrophone(best), best);
    } catch (error) {
      // What is open goes on. And why a microphone went says more than why there is no other.
      if (this.#open === null && !this.#wasLost) this.#callbacks.onLost(EarshotError.from(error).code);
    }
  }

  #take(stream: MediaStream, deviceId: string | null): void {
    if (this.#stopped.signal.aborted) return stopTracks(stream);
    const before = this.#open;
    this.#open = { stream, deviceId };
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
