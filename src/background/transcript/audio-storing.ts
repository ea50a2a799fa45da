import { EarshotError, errorKind } from "../../../protocol/errors.ts";
import type { Message } from "../../shared/messages/to-background.ts";
import type { BackgroundToOffscreen } from "../../shared/messages/to-offscreen.ts";
import { activeSession, isTryOut } from "../../shared/session.ts";
import type { Settings } from "../../shared/settings.ts";
import type { StatusStore } from "../views/status-store.ts";
import type { TranscriptDatabase } from "./database/transcript-database.ts";

/** What is left free on the disk: lines, and the host's journal, come first. */
const LEAST_FREE_BYTES = 500_000_000;

interface AudioStoringNeeds {
  readonly statusStore: StatusStore;
  readonly database: Pick<TranscriptDatabase, "audio">;
  readonly settings: () => Pick<Settings, "isAudioStored">;
  readonly toOffscreen: (message: BackgroundToOffscreen) => void;
  /** What the browser's storage may still take, in bytes. */
  readonly freeBytes: () => Promise<number>;
  /** What is stored of a meeting that has ended is more than it was. */
  readonly onStoredLate: (session: string) => void;
}

/**
 * Stores the audio of the meeting that runs, where the user wants it (ADR-042): the offscreen document sends it in chunks, encoded
 * (`src/offscreen/stored-audio`), and sends those again that were not stored. What cannot be stored ends this and nothing else: it is
 * said once, and none of the rest of the meeting is stored.
 */
export class AudioStoring {
  readonly #needs: AudioStoringNeeds;
  /** The session in which it came to its end; the document remembers that for the next worker. */
  #failed: string | null = null;
  /** Chunks that wait to be stored: one that is sent again is not stored twice. */
  readonly #underWay = new Set<string>();

  constructor(needs: AudioStoringNeeds) {
    this.#needs = needs;
  }

  /** Sends the document (again) whether it is wanted: the capture begins, the worker did, or the setting changed. Never of a try-out. */
  send(): void {
    const { statusStore, settings, toOffscreen } = this.#needs;
    const { session: state } = statusStore.status;
    const session = activeSession(state)?.session;
    if (session === undefined || isTryOut(state) || session === this.#failed) return;
    const { isAudioStored } = settings();
    // Where it was never wanted, the document is not sent that it is not.
    if (isAudioStored || statusStore.status.isAudioStored)
      toOffscreen({ type: "store-audio", session, isWanted: isAudioStored });
    if (isAudioStored) statusStore.update({ isAudioStored });
    else void this.#showWhatStays(session);
  }

  /** What was stored until the user switched it off, for this worker or the one before, stays, and is not denied. */
  async #showWhatStays(session: string): Promise<void> {
    const { statusStore, database, settings } = this.#needs;
    try {
      const { bytes } = await database.audio.outline(session);
      if (this.#isRunning(session) && !settings().isAudioStored)
        statusStore.update({ isAudioStored: bytes > 0 });
    } catch (cause) {
      console.warn("Earshot does not know whether audio is stored:", errorKind(cause));
    }
  }

  /** Resolves once the chunk is stored, or is not going to be; where its key cannot be had now, it comes again. */
  async take({ session, chunk }: Message<"audio-chunk">): Promise<void> {
    const { database, settings, toOffscreen } = this.#needs;
    const { source, startSample } = chunk;
    const id = [session, source, startSample].join();
    if (!this.#isRunning(session) || this.#underWay.has(id)) return;
    // The worker before this one was stopped before it had said so.
    if (!settings().isAudioStored) return toOffscreen({ type: "store-audio", session, isWanted: false });
    this.#underWay.add(id);
    try {
      if ((await this.#needs.freeBytes()) < LEAST_FREE_BYTES) throw new Error("too little is free");
      const isWanted = () => settings().isAudioStored && session !== this.#failed;
      await database.audio.put(session, chunk, isWanted);
      toOffscreen({ type: "audio-chunk-settled", session, source, startSample });
      if (!this.#isRunning(session)) this.#needs.onStoredLate(session);
    } catch (cause) {
      if (!(cause instanceof EarshotError)) this.failed(session, cause);
    } finally {
      this.#underWay.delete(id);
    }
  }

  /** No more of that meeting's audio is stored. */
  failed(session: string, cause: unknown = null): void {
    const { statusStore, toOffscreen } = this.#needs;
    if (!this.#isRunning(session)) return;
    this.#failed = session;
    toOffscreen({ type: "refuse-audio", session });
    const error = new EarshotError("audio_not_stored", cause === null ? "not encoded" : errorKind(cause));
    const { problem } = statusStore.status;
    // What else is wrong concerns the words; that little is free is said by this one as well.
    const isSaid = problem === null || problem.code === "disk_nearly_full";
    statusStore.update({ problem: isSaid ? error.toReport(true) : problem, isAudioStored: false });
  }

  /** Whether it is the meeting that runs, and has not failed. */
  #isRunning(session: string): boolean {
    return (
      session === activeSession(this.#needs.statusStore.status.session)?.session && session !== this.#failed
    );
  }
}
