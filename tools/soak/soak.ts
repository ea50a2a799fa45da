import { randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { framesName } from "../../native-host/journal/session-files.ts";
import { makeFolder } from "../../native-host/runtime/system.ts";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import type { HealthReport } from "../../protocol/reports.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../protocol/settings.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { HostClient } from "../driver/host-client.ts";
import { requireModel } from "../driver/sidecar/sidecar-engine.ts";
import type { SpeechLoop } from "../materials/demo-meeting.ts";
import { sampleProcess } from "../runtime/processes.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { Changes } from "../runtime/waiting.ts";
import { registerHost } from "../setup/host.ts";
import type { ChosenModel } from "../setup/model.ts";
import type { SoakResult, SoakSample } from "./report.ts";

export interface SoakOptions {
  readonly model: ChosenModel;
  readonly hours: number;
  /** Times real time, where the sidecar keeps up. */
  readonly speed: number;
  readonly sampleEveryMs: number;
  readonly folder: string;
  readonly onSample: (sample: SoakSample) => void;
}

const FRAME_MS = (FRAME_SAMPLES * 1000) / SAMPLE_RATE;
/** As the offscreen document: no more frames under way than this before an acknowledgement comes. */
const MAX_UNACKNOWLEDGED = 100;
/** More of it without caption makes no hour pass sooner; above the longest utterance, which is lag while it is spoken. */
const MAX_LAG_SAMPLES = 60 * SAMPLE_RATE;
const HEALTH_PERIOD_MS = 1000;
/** Decoding of what waits on a machine that others use as well. */
const LAG_WAIT_MS = 600_000;
const MODEL_WAIT_MS = 120_000;
const ACKNOWLEDGEMENT_WAIT_MS = 30_000;

/** One meeting of hours, fed faster than real time to the real host and its real sidecar. */
export class Soak {
  readonly #options: SoakOptions;
  readonly #loops: Readonly<Record<AudioSource, SpeechLoop>>;
  readonly #session = randomUUID();
  readonly #host: HostClient;
  readonly #changes = new Changes();
  readonly #receipts: EventReceipts;
  readonly #acknowledged: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #samples: SoakSample[] = [];
  #health: HealthReport | null = null;
  #sidecarPid: number | null = null;
  #fed = 0;
  #finals = 0;
  #resendsAsked = 0;
  #beganAtMs = 0;

  constructor(options: SoakOptions, loops: Readonly<Record<AudioSource, SpeechLoop>>) {
    this.#options = options;
    this.#loops = loops;
    makeFolder(this.#dataDirectory);
    const models = [options.model];
    const files = registerHost(options.folder, {
      dataDirectory: this.#dataDirectory,
      models,
      isOffline: true,
    });
    this.#host = new HostClient(files.configuration, (event) => this.#take(event));
    this.#receipts = new EventReceipts((nextNumber) => {
      void this.#host.notify("acknowledge_events", { session: this.#session, next_number: nextNumber });
    });
  }

  async run(): Promise<SoakResult> {
    await this.#start();
    const timers = [
      setInterval(() => this.#sample(), this.#options.sampleEveryMs),
      setInterval(() => void this.#askHealth(), HEALTH_PERIOD_MS),
    ];
    try {
      await this.#feed();
      const journalBytes = { tab: this.#journalBytes("tab"), mic: this.#journalBytes("mic") };
      const fedAtMs = performance.now();
      const next = { tab: this.#fed, mic: this.#fed };
      const { metrics } = await this.#host.request("stop_session", { session: this.#session, next });
      return {
        samples: this.#samples,
        framesPerSource: this.#fed,
        journalBytes,
        finals: this.#finals,
        resendsAsked: this.#resendsAsked,
        drainSeconds: (performance.now() - fedAtMs) / 1000,
        wallSeconds: (performance.now() - this.#beganAtMs) / 1000,
        metrics,
        isFolderDeleted: await this.#isGone(),
      };
    } finally {
      for (const timer of timers) clearInterval(timer);
      this.#receipts.close();
      await this.#host.host.close();
    }
  }

  get #dataDirectory(): string {
    return join(this.#options.folder, "data");
  }

  async #start(): Promise<void> {
    const supported = { extension_version: PROTOCOL_VERSION, supported_versions: [PROTOCOL_VERSION] };
    await this.#host.request("protocol_version_check", supported);
    const settings = { ...DEFAULT_TRANSCRIPTION_SETTINGS, model: this.#options.model.name, language: "en" };
    const started_at = new Date().toISOString();
    await this.#host.request("start_session", { session: this.#session, started_at, settings });
    const ready = await this.#changes.until("the model", MODEL_WAIT_MS, () =>
      this.#health?.model?.state === "ready" ? this.#health.model : null,
    );
    requireModel(ready, settings.model);
    this.#beganAtMs = performance.now();
  }

  /** Each frame at its own moment on an absolute clock, so that no delay adds up; later where the sidecar is behind. */
  async #feed(): Promise<void> {
    const { hours, speed } = this.#options;
    const total = Math.round((hours * 3_600_000) / FRAME_MS);
    while (this.#fed < total) {
      const waitMs = this.#beganAtMs + (this.#fed * FRAME_MS) / speed - performance.now();
      if (waitMs > 0) await delay(waitMs);
      await this.#untilRoom();
      await this.#untilCaughtUp();
      for (const source of AUDIO_SOURCES) await this.#sendFrame(source, this.#fed);
      this.#fed += 1;
    }
    await this.#untilAcknowledged(this.#fed);
  }

  #sendFrame(source: AudioSource, seq: number): Promise<void> {
    const { frames } = this.#loops[source];
    const pcm = frames[seq % frames.length]?.toString("base64") ?? "";
    const frame = { session: this.#session, source, seq, first_sample: seq * FRAME_SAMPLES, pcm };
    return this.#host.notify("process_audio_stream", frame);
  }

  async #untilRoom(): Promise<void> {
    await this.#untilAcknowledged(this.#fed - MAX_UNACKNOWLEDGED);
  }

  /** The journal takes all there is; only the lag shows that the sidecar does not. */
  async #untilCaughtUp(): Promise<void> {
    if (this.#lagSamples <= MAX_LAG_SAMPLES) return;
    await this.#changes.until(
      "the sidecar to catch up with the audio",
      LAG_WAIT_MS,
      () => this.#lagSamples <= MAX_LAG_SAMPLES || null,
    );
  }

  get #lagSamples(): number {
    const { tab, mic } = this.#health?.lag_samples ?? { tab: 0, mic: 0 };
    return Math.max(tab, mic);
  }

  async #askHealth(): Promise<void> {
    try {
      this.#health = await this.#host.request("get_health", {});
      this.#changes.announce();
    } catch (error) {
      // A host that ended rejects what the session waits for as well; a question that was refused is asked again.
      if (!(error instanceof EarshotError)) throw error;
    }
  }

  async #untilAcknowledged(next: number): Promise<void> {
    const isEnough = () => AUDIO_SOURCES.every((source) => this.#acknowledged[source] >= next);
    if (isEnough()) return;
    await this.#changes.until(`frame ${next} on disk`, ACKNOWLEDGEMENT_WAIT_MS, () => isEnough() || null);
  }

  #take(event: AnyEvent): void {
    switch (event.event) {
      case "audio_ack":
        this.#acknowledged[event.data.source] = event.data.next_seq;
        if (event.data.resend === true) this.#resendsAsked += 1;
        break;
      case "health":
        this.#health = event.data;
        break;
      case "metrics":
        this.#sidecarPid = event.data.metrics.processes.find(({ name }) => name === "sidecar")?.pid ?? null;
        break;
      case "final_text":
        this.#finals += 1;
        this.#receipts.received(event.data.number);
        break;
      case "gap":
      case "corrected_text":
      case "suppressed_text":
      case "speaker":
        this.#receipts.received(event.data.number);
        break;
      case "process_died":
        throw new ScriptError(
          "session_failed",
          event.data.message,
          "See the host's log in the soak's folder.",
        );
      default:
        break;
    }
    this.#changes.announce();
  }

  #sample(): void {
    const sample = {
      wallSeconds: (performance.now() - this.#beganAtMs) / 1000,
      audioSeconds: (this.#fed * FRAME_MS) / 1000,
      host: sampleProcess(this.#host.host.child.pid ?? 0),
      sidecar: this.#sidecarPid === null ? null : sampleProcess(this.#sidecarPid),
      lagSeconds: this.#lagSamples / SAMPLE_RATE,
      step: this.#health?.engine?.step ?? null,
      journalBytes: this.#journalBytes("tab") + this.#journalBytes("mic"),
      finals: this.#finals,
    };
    this.#samples.push(sample);
    this.#options.onSample(sample);
  }

  #journalBytes(source: AudioSource): number {
    return statSync(join(this.#sessionFolder, framesName(source)), { throwIfNoEntry: false })?.size ?? 0;
  }

  get #sessionFolder(): string {
    return join(this.#dataDirectory, "sessions", this.#session);
  }

  /** The host deletes the folder after its answer. */
  async #isGone(): Promise<boolean> {
    for (let attempt = 0; attempt < 20 && existsSync(this.#sessionFolder); attempt += 1) await delay(100);
    return !existsSync(this.#sessionFolder);
  }
}

const ACKNOWLEDGE_EVERY_MS = 250;

/** Acknowledges numbered events as the extension does: cumulatively, over none that is missing, and not each by itself. */
export class EventReceipts {
  readonly #acknowledge: (nextNumber: number) => void;
  readonly #early = new Set<number>();
  readonly #timer: NodeJS.Timeout;
  #next = 0;
  #reported = 0;

  constructor(acknowledge: (nextNumber: number) => void) {
    this.#acknowledge = acknowledge;
    this.#timer = setInterval(() => this.#acknowledgeIfNew(), ACKNOWLEDGE_EVERY_MS);
  }

  /** @param number of the event; undefined from a host that could not write it down */
  received(number: number | undefined): void {
    if (number === undefined || number < this.#next) return;
    this.#early.add(number);
    while (this.#early.delete(this.#next)) this.#next += 1;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #acknowledgeIfNew(): void {
    if (this.#next === this.#reported) return;
    this.#reported = this.#next;
    this.#acknowledge(this.#next);
  }
}
