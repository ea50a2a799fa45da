import { EarshotError } from "../../../protocol/errors.ts";
import type { AnyEvent, ErrorMessage } from "../../../protocol/messages.ts";
import type { TranscriptionSettings } from "../../../protocol/settings.ts";
import type { HostState } from "../../shared/status.ts";
import { type ConnectNative, type HostVersions, NativeLink } from "./native-link.ts";

interface HostConnectionCallbacks {
  readonly connect: ConnectNative;
  readonly onEvent: (event: AnyEvent) => void;
  readonly onError: (error: ErrorMessage["error"]) => void;
  /** Twice connected where the host named its versions late. */
  readonly onState: (state: HostState) => void;
  /** A connection that stood is gone. */
  readonly onLost: (error: EarshotError) => void;
  readonly onIgnored: (what: string) => void;
  /** The settings could not be sent, or not be followed. */
  readonly onSettingsRefused: (cause: unknown) => void;
  readonly settings: () => TranscriptionSettings;
  readonly newId: () => string;
  /** The release that this extension is of. */
  readonly productVersion: string;
}

/** So many hosts in a row that end before they answer do not come back by themselves (CAP-7). */
const FAILED_STARTS = 3;

/** The one connection to the native host: opened when needed, shared by everyone, closed when idle. */
export class HostConnection {
  readonly #callbacks: HostConnectionCallbacks;
  #opening: Promise<NativeLink> | null = null;
  #link: NativeLink | null = null;
  /** Hosts in a row that ended before they answered. */
  #failedStarts = 0;

  constructor(callbacks: HostConnectionCallbacks) {
    this.#callbacks = callbacks;
  }

  /** The connected link, null before the handshake is done. */
  get link(): NativeLink | null {
    return this.#link;
  }

  /**
   * The link, connected and agreed on a version; the user's settings are the first that the host is sent.
   * @throws {EarshotError} why the host cannot be used; the state shows it as well
   */
  ensure(): Promise<NativeLink> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Sends the host changed settings; a host that is not connected gets them when it is. */
  async pushSettings(): Promise<void> {
    await this.#link?.request("update_settings", { settings: this.#callbacks.settings() });
  }

  close(): void {
    this.#link?.close();
    this.#forget({ name: "disconnected" });
  }

  async #open(): Promise<NativeLink> {
    const { connect, onEvent, onError, onIgnored, onSettingsRefused, onState } = this.#callbacks;
    const { newId, productVersion } = this.#callbacks;
    onState({ name: "connecting" });
    const onLost = (error: EarshotError) => this.#lose(error);
    const onVersions = (versions: HostVersions) => {
      if (this.#link === link) onState({ name: "connected", ...versions });
    };
    const callbacks = { onEvent, onError, onIgnored, onLost, onVersions, newId, productVersion };
    const link = new NativeLink(connect, callbacks);
    try {
      const versions = await link.handshake();
      this.#failedStarts = 0;
      this.#link = link;
      onState({ name: "connected", ...versions });
      // Sent before anything else and not waited for: the answer is the sidecar's, which may take seconds to start.
      void this.pushSettings().catch(onSettingsRefused);
      return link;
    } catch (cause) {
      const error = this.#startError(EarshotError.from(cause));
      link.close();
      this.#forget({ name: "failed", error: error.toReport(true) });
      throw error;
    }
  }

  #startError(error: EarshotError): EarshotError {
    // A host that says why it ends has that as its reason.
    this.#failedStarts = error.code === "host_exited" ? this.#failedStarts + 1 : 0;
    if (this.#failedStarts < FAILED_STARTS) return error;
    return new EarshotError("host_start_failed", error.message, { cause: error });
  }

  #lose(error: EarshotError): void {
    // While opening, the failed handshake reports the loss.
    if (this.#link === null) return;
    this.#forget({ name: "failed", error: error.toReport(true) });
    this.#callbacks.onLost(error);
  }

  #forget(state: HostState): void {
    this.#link = null;
    this.#opening = null;
    this.#callbacks.onState(state);
  }
}

/** Why the host cannot be used stands in the status, where the views show it. */
export function ignoreShown(): void {
  // Nothing left to do.
}
