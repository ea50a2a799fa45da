import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import type { BackgroundToOffscreen } from "../../shared/messages/to-offscreen.ts";
import { activeSession } from "../../shared/session.ts";
import { isSame, lastMinute, type SampleRange, unfinished } from "../../shared/struck-ranges.ts";
import type { NativeLink } from "../host/native-link.ts";
import type { StatusStore } from "../views/status-store.ts";
import type { CaptionHub } from "./caption-hub.ts";
import type { TranscriptDatabase } from "./database/transcript-database.ts";
import type { EventLedger } from "./event-ledger.ts";
import type { KeyRotation } from "./key-rotation.ts";

/** A range that is not struck everywhere yet. */
type StruckOfSession = SampleRange & { readonly session: string };
type Link = Pick<NativeLink, "request">;

/** Goes with the host, or comes before it has opened the session. */
const PASSING: ReadonlySet<ErrorCode> = new Set(["session_unknown", "host_exited", "host_start_failed"]);

interface StrikingNeeds {
  readonly statusStore: StatusStore;
  readonly hub: Pick<CaptionHub, "strike" | "struckAtHost">;
  readonly memory: { readonly current: { readonly pausedAtMs?: number | undefined } | null };
  readonly database: Pick<TranscriptDatabase, "strike" | "deleteStruck" | "struckAtHost" | "listSessions">;
  readonly rotation: Pick<KeyRotation, "run" | "waiting">;
  readonly link: () => Link | null;
  /** Starts the host if need be. */
  readonly connect: () => Promise<Link>;
  /** Who spoke in it. */
  readonly forgetSpeaking: (session: string) => void;
  readonly ledger: Pick<EventLedger, "settled" | "hold">;
  readonly toOffscreen: (message: BackgroundToOffscreen) => void;
  readonly now: () => number;
}

/**
 * Deletes the last minute of the running meeting wherever it lies. It names samples, not "now", is written down before it is
 * shown, and each step may come twice: what a worker that was stopped, or a host that was away, left undone is done later.
 *
 * 1. The range (`src/shared/struck-ranges.ts`) goes into the session's entry, with a gap of each source in its place.
 * 2. The views drop the lines that reach into it, the offscreen document puts silence into queued frames (`frame-sender.ts`).
 * 3. The database deletes the lines (`struck-records.ts`). The host writes the range down, replaces the sidecar, which forgets by
 *    ending, and puts gaps and silence in the place of lines and frames (`Session.strike`, `native-host/journal/strike-at-host.ts`).
 * 4. Once both have, the transcript's key is replaced, and no old copy of the lines opens any more (`key-rotation.ts`).
 */
export class Striking {
  readonly #needs: StrikingNeeds;

  constructor(needs: StrikingNeeds) {
    this.#needs = needs;
  }

  /** @param untilMs when it was asked for, since the epoch */
  async strike(session: string, untilMs: number): Promise<void> {
    const { database, hub, memory, now } = this.#needs;
    const entry = (await database.listSessions()).find((stored) => stored.session === session);
    if (entry === undefined) return;
    const pausedAtMs = memory.current?.pausedAtMs ?? null;
    const range = lastMinute(entry.startedAtMs, Math.min(untilMs, now()), pausedAtMs);
    if (range.endSample <= range.startSample) return;
    await database.strike(session, range);
    hub.strike(session, range);
    this.#needs.forgetSpeaking(session);
    this.#sendToOffscreen(session, range);
    void this.finish(session);
  }

  /** The shortcut, pressed at `untilMs`: strikes at once. */
  async strikeRunning(untilMs: number): Promise<void> {
    const active = activeSession(this.#needs.statusStore.status.session);
    if (active !== null) await this.strike(active.session, untilMs);
  }

  /** Sends it to the offscreen document again: it may have missed it. */
  async sendToOffscreen(session: string): Promise<void> {
    for (const each of await this.#unfinished()) {
      if (each.session === session) this.#sendToOffscreen(session, each);
    }
  }

  /**
   * The host goes on with a session that it has opened again. What it sends from now on has nothing of `struck`, which it had struck by
   * then: a line that begins in the silence there is no part of it, though another worker did not note that. Then as `finish`.
   */
  async resumed(
    session: string,
    struck: readonly SampleRange[],
    link: Link | null = this.#needs.link(),
  ): Promise<void> {
    const { hub, ledger } = this.#needs;
    for (const range of struck) hub.struckAtHost(session, range);
    if (struck.length > 0) {
      await ledger.hold(async () => {
        const left = (await this.#unfinished()).filter((range) => range.session === session);
        for (const range of left.filter((each) => struck.some(isSame(each))))
          if (await this.#delete(range)) await this.#done(range);
      });
    }
    await this.finish(session, link);
  }

  /**
   * Deletes what is left here of what was struck, and has the host do the same; it works on the session by now, if at all. Then the
   * key is destroyed that may open old copies of it.
   */
  async finish(session: string, link: Link | null = this.#needs.link()): Promise<void> {
    const struck = await this.#unfinished();
    for (const range of struck.filter((each) => each.session === session)) await this.#finish(range, link);
    if (link !== null) await this.#needs.rotation.run(session, link);
  }

  /** What sessions that do not run any more have left: of those that are complete, the host has nothing but keys. */
  async finishOld(running: string | null, { startsHost = true } = {}): Promise<void> {
    await this.#deleteOld(running);
    const { connect, link, rotation } = this.#needs;
    const waiting = (await rotation.waiting()).filter((session) => session !== running);
    if (waiting.length === 0) return;
    try {
      const connected = startsHost ? await connect() : link();
      if (connected === null) return;
      for (const session of waiting) await rotation.run(session, connected);
    } catch (cause) {
      console.warn("Earshot will replace a transcript's key later:", EarshotError.from(cause).code);
    }
  }

  async #deleteOld(running: string | null): Promise<void> {
    const { database } = this.#needs;
    const struck = (await this.#unfinished()).filter(({ session }) => session !== running);
    if (struck.length === 0) return;
    const open = new Set(
      (await database.listSessions())
        .filter(({ completeness }) => completeness === "open")
        .map(({ session }) => session),
    );
    for (const range of struck) {
      const isDeleted = await this.#delete(range);
      if (isDeleted && !open.has(range.session)) await this.#done(range);
    }
  }

  async #unfinished(): Promise<StruckOfSession[]> {
    return (await this.#needs.database.listSessions()).flatMap((entry) =>
      unfinished(entry).map(({ startSample, endSample }) => ({
        session: entry.session,
        startSample,
        endSample,
      })),
    );
  }

  async #finish(range: StruckOfSession, link: Link | null): Promise<void> {
    const { session, startSample: start_sample, endSample: end_sample } = range;
    const isDeleted = this.#delete(range);
    if (link === null) return void (await isDeleted);
    try {
      await link.request("strike", { session, start_sample, end_sample });
    } catch (cause) {
      this.#refused(EarshotError.from(cause));
      return void (await isDeleted);
    }
    // What the host sent before its answer is judged as before it.
    await this.#needs.ledger.settled;
    if (await isDeleted) await this.#done(range);
  }

  /** @returns false when it is to be tried again: its key cannot be had, say */
  async #delete(range: StruckOfSession): Promise<boolean> {
    try {
      await this.#needs.database.deleteStruck(range.session, range);
      return true;
    } catch (cause) {
      console.warn("Earshot will delete struck lines later:", EarshotError.from(cause).code);
      return false;
    }
  }

  async #done({ session, startSample, endSample }: StruckOfSession): Promise<void> {
    const range = { startSample, endSample };
    this.#needs.hub.struckAtHost(session, range);
    await this.#needs.database.struckAtHost(session, range);
  }

  /** What is passing is requested again; the rest the user has to know. */
  #refused(error: EarshotError): void {
    console.warn("Earshot's host has not struck yet:", error.code);
    if (PASSING.has(error.code)) return;
    this.#needs.statusStore.update({ problem: error.toReport(true) });
  }

  #sendToOffscreen(session: string, { startSample, endSample }: SampleRange): void {
    this.#needs.toOffscreen({ type: "strike", session, startSample, endSample });
  }
}
