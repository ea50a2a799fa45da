import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { EarshotError } from "../../protocol/errors.ts";
import type { AnyEvent, ErrorMessage, ResponseMessage } from "../../protocol/messages.ts";
import { Peer } from "../../protocol/peer.ts";
import type { Method, Notification, Params, Result } from "../../protocol/requests.ts";
import { HANDSHAKE_TIMEOUT_MS, PROTOCOL_VERSION } from "../../protocol/version.ts";
import { errorFacts, type Log } from "../runtime/log.ts";
import { checkVersion, PRODUCT_VERSION } from "./handshake.ts";
import type { SidecarProcess } from "./sidecar-process.ts";
import { SidecarReader } from "./sidecar-reader.ts";

/** What is said in place of the sidecar's own words, which no screen shows: it is another program (ADR-027). */
export const SIDECARS_OWN_WORDS = "reported by the transcription process";

/** How long after a refused write the process may take to end by itself. */
const END_FOLLOWS_MS = 1_000;

export interface SidecarListener {
  event(event: AnyEvent): void;
  /** An error that answers no request. */
  error(error: ErrorMessage): void;
  corruptLine(reason: string): void;
  writeFailed(): void;
  drained(): void;
  /** Called once, last, after everything it said: it ended, or cannot be talked to any more and is to be killed. */
  lost(error: EarshotError): void;
}

/** The transcription process as the rest of the host sees it: ask it, send it audio, receive its events. */
export class Sidecar {
  /** Resolves when its version is known to fit; nothing else is asked of it before. Rejects when it is lost. */
  readonly ready: Promise<void>;
  readonly #process: SidecarProcess;
  readonly #listener: SidecarListener;
  readonly #log: Log;
  readonly #peer: Peer;

  constructor(sidecar: SidecarProcess, listener: SidecarListener, log: Log) {
    this.#process = sidecar;
    this.#listener = listener;
    this.#log = log;
    this.#peer = new Peer({
      send: (message) => {
        if (sidecar.stdin.writable) sidecar.stdin.write(`${JSON.stringify(message)}\n`);
      },
      newId: randomUUID,
      unresponsive: "sidecar_died",
      errorWords: SIDECARS_OWN_WORDS,
    });
    sidecar.stdin.on("drain", () => {
      listener.drained();
    });
    sidecar.stdin.on("error", (error) => void this.#takesNoInput(error));
    const reader = this.#createReader();
    sidecar.stdout.on("data", (chunk: Buffer) => reader.push(chunk));
    void sidecar.ended.then((error) => {
      this.#lose(error);
    });
    this.ready = this.#checkVersion();
  }

  /** True while audio must wait in the journal. */
  get isFull(): boolean {
    const { stdin } = this.#process;
    return this.#peer.ended !== null || stdin.writableNeedDrain || !stdin.writable;
  }

  /** Waits for the version check, then for the answer, however long it takes. @throws what the sidecar answers */
  async request<M extends Exclude<Method, Notification>>(method: M, params: Params<M>): Promise<Result<M>> {
    await this.ready;
    return this.#peer.request(method, params);
  }

  /** Never waits; `isFull` says when the pump has to. */
  sendAudio(params: Params<"process_audio_stream">): void {
    this.#peer.notify("process_audio_stream", params);
  }

  /** Never waits. */
  notePage(params: Params<"page_note">): void {
    this.#peer.notify("page_note", params);
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** It is lost, for a reason that others see. */
  fail(error: EarshotError): void {
    this.#lose(error);
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  async #checkVersion(): Promise<void> {
    const ask = async (): Promise<string> => {
      const params = {
        host_version: PROTOCOL_VERSION,
        product_version: PRODUCT_VERSION,
        supported_versions: [PROTOCOL_VERSION],
      };
      return (await this.#peer.request("protocol_version_check", params)).version;
    };
    try {
      const verdict = await checkVersion(ask, HANDSHAKE_TIMEOUT_MS);
      if (verdict === "assumed") this.#log("warning", "sidecar gave no version, 1.0 assumed");
    } catch (error) {
      const reason = EarshotError.from(error);
      this.#lose(reason);
      throw reason;
    }
  }

  /** Once it is lost, what else it said in the same breath counts no more: the next one begins where this one is known to be. */
  #createReader(): SidecarReader {
    const unlessLost =
      <T>(receive: (value: T) => void) =>
      (value: T): void => {
        if (this.#peer.ended === null) receive(value);
      };
    return new SidecarReader({
      message: unlessLost((message) => {
        this.#receive(message);
      }),
      unknownEvent: () => {
        if (this.#peer.ended === null) this.#log("info", "unknown event ignored");
      },
      corruptLine: unlessLost((reason) => {
        this.#log("warning", "corrupt line from the sidecar", { issue: reason });
        this.#listener.corruptLine(reason);
      }),
      fatal: (error) => {
        this.#lose(error);
      },
    });
  }

  #receive(message: ResponseMessage | AnyEvent | ErrorMessage): void {
    if (message.type === "event") return this.#listener.event(message);
    if (this.#peer.settle(message)) return;
    if (message.type === "error") return this.#listener.error(message);
    this.#log("warning", "an answer nobody waits for");
  }

  /** Mostly the first sign of its end, whose reason is the better one; without an end it is of no use either. */
  async #takesNoInput(error: Error): Promise<void> {
    const facts = errorFacts(error);
    this.#log("warning", "sidecar takes no input", facts);
    this.#listener.writeFailed();
    await Promise.race([this.#process.ended, delay(END_FOLLOWS_MS, null, { ref: false })]);
    this.#lose(
      new EarshotError(
        "sidecar_died",
        `The transcription process takes no input: ${facts.system ?? facts.kind}.`,
      ),
    );
  }

  /** The first cause counts. */
  #lose(error: EarshotError): void {
    if (this.#peer.ended !== null) return;
    this.#peer.end(error);
    this.#listener.lost(error);
  }
}
