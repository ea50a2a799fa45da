import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "puppeteer";
import { sidecarCommand } from "../../install/host-files.ts";
import { makeFolder } from "../../native-host/runtime/system.ts";
import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { Transcript } from "../../src/shared/transcript.ts";
import type { Earshot } from "../driver/browser/earshot.ts";
import { consented, launchEarshot } from "../driver/browser/launch.ts";
import { audioState } from "../driver/browser/page-audio.ts";
import { type LocalServer, serveFolder } from "../driver/local-server.ts";
import type { MeetingAudio } from "../materials/demo-meeting.ts";
import { APP, ROOT, TEST_MODEL_CACHE } from "../runtime/paths.ts";
import { timedOut } from "../runtime/waiting.ts";
import { SidecarControl } from "./inject/sidecar-control.ts";
import { UNDEGRADED } from "./re-transcription.ts";
import { JournalWatch } from "./watch/journal-watch.ts";
import { LedgerWatch } from "./watch/ledger-watch.ts";
import { WorkletTap } from "./watch/worklet-tap.ts";

/** A moment, and how many frames the audio thread had produced by then. */
export interface Mark {
  readonly atMs: number;
  readonly frames: Readonly<Record<AudioSource, number>>;
}

interface TestBedParts {
  readonly folder: string;
  readonly dataDirectory: string;
  readonly audio: MeetingAudio;
  readonly server: LocalServer;
  readonly sidecar: SidecarControl;
  readonly journal: JournalWatch;
}

const MODEL_WAIT_MS = 120_000;
const DRAIN_MS = 300_000;
/** Audio after the file's end, in which the last word is finished. */
const TAIL_MS = 1500;
const POLL_MS = 100;

/** One meeting in a real browser, with the real host and sidecar, watched at every hop and ready to be broken. */
export class TestBed {
  readonly folder: string;
  readonly dataDirectory: string;
  readonly audio: MeetingAudio;
  readonly sidecar: SidecarControl;
  readonly journal: JournalWatch;
  readonly ledger = new LedgerWatch();
  readonly #server: LocalServer;
  #earshot: Earshot | null = null;
  #page: Page | null = null;
  #tap: WorkletTap | null = null;
  #isBrowserKilled = false;

  /** Opens the browser; nothing is captured yet. */
  static async open(folder: string, dataDirectory: string, audio: MeetingAudio): Promise<TestBed> {
    makeFolder(folder);
    const server = await serveFolder(join(ROOT, "tools/rehearse/page"), { "tab.wav": audio.tab.file });
    const sidecar = await SidecarControl.listen(folder);
    const journal = new JournalWatch(dataDirectory);
    const bed = new TestBed({ folder, dataDirectory, audio, server, sidecar, journal });
    try {
      await bed.launch();
      return bed;
    } catch (error) {
      await bed.close();
      throw error;
    }
  }

  private constructor(parts: TestBedParts) {
    this.folder = parts.folder;
    this.dataDirectory = parts.dataDirectory;
    this.audio = parts.audio;
    this.sidecar = parts.sidecar;
    this.journal = parts.journal;
    this.#server = parts.server;
  }

  get earshot(): Earshot {
    return present(this.#earshot, "no browser runs");
  }

  get page(): Page {
    return present(this.#page, "no meeting is open");
  }

  get tap(): WorkletTap {
    return present(this.#tap, "nothing is captured yet");
  }

  /** Starts the browser, again with the same profile after it was killed. */
  async launch(): Promise<void> {
    const { dataDirectory } = this;
    const options = { modelCache: TEST_MODEL_CACHE, isOffline: true, sidecarArguments: UNDEGRADED };
    const command = this.sidecar.command(sidecarCommand(APP, options));
    this.#earshot = await launchEarshot({
      profile: join(this.folder, "profile"),
      microphone: { file: this.audio.mic.file },
      settings: (stored) => ({ ...consented("demo", "en")(stored), isMicrophoneWanted: true }),
      host: { dataDirectory, sidecarCommand: command },
    });
    this.#isBrowserKilled = false;
  }

  /** Starts the captions, the tap in place before the first frame, and plays the meeting. */
  async begin(): Promise<void> {
    const { earshot } = this;
    // Loaded before anything plays: the model's first loading is no fault.
    await earshot.modelReady("demo", MODEL_WAIT_MS);
    const page = await earshot.openPage(`${this.#server.url}index.html`);
    this.#page = page;
    await audioState(page, "ready", 60_000);
    const attached = WorkletTap.attach(earshot.browser);
    const [tap] = await Promise.all([attached, earshot.startCaptions(page)]);
    this.#tap = tap;
    this.ledger.watch(earshot);
    await page.$eval("audio", (audio) => audio.play());
  }

  /** The session that runs or ran last. */
  get session(): string {
    return present(this.earshot.view.transcript, "there is no session").session;
  }

  /** Now. */
  mark(): Mark {
    const { tap } = this;
    return {
      atMs: performance.now(),
      frames: { tab: tap.frames("tab").length, mic: tap.frames("mic").length },
    };
  }

  /** Resolves when both files have been captured to their end. */
  async untilPlayed(): Promise<void> {
    await audioState(this.page, "ended", this.audio.durationMs + 60_000);
    const wanted = (this.audio.durationMs + TAIL_MS) * 16;
    const timeoutMs = this.audio.durationMs + 60_000;
    const deadline = performance.now() + timeoutMs;
    while (AUDIO_SOURCES.some((source) => this.tap.endSample(source) < wanted)) {
      if (performance.now() > deadline) throw timedOut("both sources' last frames", timeoutMs);
      await delay(POLL_MS);
    }
  }

  /** Stops the captions and waits for the last one. */
  async stop(): Promise<Transcript> {
    await this.page.bringToFront();
    await this.earshot.stopCaptions(this.page, DRAIN_MS);
    await this.ledger.finish();
    return present(this.earshot.view.transcript, "the meeting left no transcript");
  }

  /** As by the power button of the program: no process of the browser gets a word in. */
  async killBrowser(): Promise<void> {
    const process = present(this.earshot.browser.process(), "the browser is no process of ours");
    const gone = new Promise((resolve) => {
      process.once("exit", resolve);
    });
    this.#isBrowserKilled = true;
    await this.ledger.finish();
    process.kill("SIGKILL");
    await gone;
  }

  async close(): Promise<void> {
    await this.ledger.finish();
    if (this.#earshot !== null && !this.#isBrowserKilled) await this.#earshot.close();
    await this.sidecar.close();
    await this.#server.close();
    this.journal.close();
  }
}

function present<T>(value: T | null, otherwise: string): T {
  if (value === null) throw new Error(otherwise);
  return value;
}
