import { EarshotError } from "../../protocol/errors.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import type { ModelDownload } from "../../protocol/reports.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import { errorFacts, type Log } from "../runtime/log.ts";
import type { Sidecar, SidecarListener } from "../sidecar/sidecar.ts";

export interface ModelDownloadsParts {
  readonly extension: Pick<ExtensionWriter, "event">;
  /** Starts the program that downloads one model; it speaks as the sidecar does and ends with its download. */
  readonly startDownload: (listener: SidecarListener) => Sidecar;
  readonly log: Log;
}

const NOTHING_YET = { state: "downloading", received_bytes: 0, total_bytes: null, error: null } as const;

/** The download whose process runs. */
interface RunningDownload {
  readonly model: string;
  readonly process: Sidecar;
  /** What it reported last. */
  reported: ModelDownload;
  /** It has taken the order: from now on its end is reported by an event, before that by the answer. */
  isAccepted: boolean;
  isCancelled: boolean;
  /** Nothing more comes of it; the process is about to end. */
  isOver: boolean;
}

/**
 * Downloads models, one at a time, each by a process of its own that lives as long as its download (SEC-1, ADR-023):
 * the sidecar, which gets the meeting's audio, can open no socket. A sidecar that is restarted loses no download.
 */
export class ModelDownloads {
  readonly #parts: ModelDownloadsParts;
  #running: RunningDownload | null = null;
  /** Models that wait their turn. */
  #queue: string[] = [];
  #isEnding = false;

  constructor(parts: ModelDownloadsParts) {
    this.#parts = parts;
  }

  /** A process writes the model's files, or will. */
  has(model: string): boolean {
    return (this.#running?.model === model && !this.#running.isOver) || this.#queue.includes(model);
  }

  /**
   * Begins a download or goes on with it; one that is under way stays as it is. Resolves when the process has taken
   * the order, or the model waits its turn.
   *
   * @throws model_not_found, model_download_failed, sidecar_start_failed
   */
  download(model: string): Promise<void> {
    const running = this.#running;
    if (running === null) return this.#start(model);
    const isComing = running.model === model && !running.isCancelled && !running.isOver;
    if (!isComing && !this.#queue.includes(model)) this.#queue.push(model);
    return Promise.resolve();
  }

  /** What has come stays on the disk; nothing when there is no such download. */
  async cancel(model: string): Promise<void> {
    const running = this.#running;
    if (this.#queue.includes(model)) {
      this.#queue = this.#queue.filter((queued) => queued !== model);
      this.#report({ ...NOTHING_YET, model, state: "cancelled" });
    } else if (running?.model === model && !running.isOver) {
      running.isCancelled = true;
      await running.process.request("cancel_download", { model }).catch((error: unknown) => {
        // The process ended meanwhile, which is what was asked for, and is reported by its event.
        this.#parts.log("info", "cancel came late", errorFacts(error));
      });
    }
  }

  /** Ends the process there is; nobody waits for its model any more. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#running?.process.stop();
  }

  async #start(model: string): Promise<void> {
    const running: RunningDownload = {
      model,
      process: this.#parts.startDownload({
        event: (event) => {
          this.#receive(running, event);
        },
        error: ({ error }) => {
          this.#parts.log("warning", "the download complains", { code: error.code });
        },
        corruptLine: () => undefined,
        writeFailed: () => undefined,
        drained: () => undefined,
        lost: (error) => void this.#ended(running, error),
      }),
      reported: { ...NOTHING_YET, model },
      isAccepted: false,
      isCancelled: false,
      isOver: false,
    };
    this.#running = running;
    try {
      await running.process.request("download_model", { model });
      running.isAccepted = true;
    } catch (error) {
      running.isOver = true;
      // It has nothing to do, and waits for its input to end.
      await running.process.stop();
      throw error;
    }
  }

  /** It is another program: only what it was started for is passed on. */
  #receive(running: RunningDownload, event: AnyEvent): void {
    if (event.event === "model_download" && event.data.model === running.model) {
      running.reported = event.data;
      running.isOver = !isUnderWay(event.data);
      this.#report(event.data);
      // It ends by itself; whatever it still does, it does not stay on the network.
      if (running.isOver) void running.process.stop();
    } else {
      this.#parts.log("warning", "an event of the download was not passed on", { name: event.event });
    }
  }

  /** The process is gone, or has gone mad; the next may begin once it holds no file any more. */
  async #ended(running: RunningDownload, reason: EarshotError): Promise<void> {
    await running.process.kill();
    if (this.#isEnding) return;
    if (running.isAccepted && !running.isOver) {
      this.#parts.log("error", "download lost", errorFacts(reason));
      const cancelled = { state: "cancelled", error: null } as const;
      const failed = { state: "failed", error: "model_download_failed" } as const;
      this.#report({ ...running.reported, ...(running.isCancelled ? cancelled : failed) });
    }
    running.isOver = true;
    this.#running = null;
    await this.#startNext();
  }

  async #startNext(): Promise<void> {
    const model = this.#queue.shift();
    if (model === undefined) return;
    try {
      await this.#start(model);
    } catch (cause) {
      const { code } = EarshotError.from(cause);
      this.#report({ ...NOTHING_YET, model, state: "failed", error: code });
    }
  }

  #report(download: ModelDownload): void {
    this.#parts.extension.event("model_download", download);
  }
}

function isUnderWay({ state }: ModelDownload): boolean {
  return state === "downloading" || state === "checking";
}
