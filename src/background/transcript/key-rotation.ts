import { EarshotError } from "../../../protocol/errors.ts";
import { keysLeft } from "../../shared/struck-ranges.ts";
import { isWorthRetrying } from "../host/disconnect-reason.ts";
import type { NativeLink } from "../host/native-link.ts";
import type { TranscriptDatabase } from "./database/transcript-database.ts";
import type { TranscriptKeyStore } from "./database/transcript-key-store.ts";
import type { SessionEntry } from "./database/transcript-schema.ts";

type Link = Pick<NativeLink, "request">;

interface KeyRotationNeeds {
  readonly database: Pick<
    TranscriptDatabase,
    "listSessions" | "reseal" | "struckKeyDestroyed" | "amendEntry"
  >;
  readonly keys: Pick<TranscriptKeyStore, "replace">;
  /** The host would not do it: it is too old, or has no such key. */
  readonly onRefused: () => Promise<void>;
  /** The host is needed for this no longer. */
  readonly onIdle: () => void;
}

/**
 * Replaces the key of a transcript whose lines were struck, or whose audio was deleted, so that no old copy of them in the browser's files opens (ADR-028):
 * the host makes the next key, everything is sealed by it here, the host destroys the one from before. What is to be done
 * stands in the session's entry and at the host, so that the next worker goes on wherever this one was stopped.
 */
export class KeyRotation {
  readonly #needs: KeyRotationNeeds;
  #last: Promise<void> = Promise.resolve();
  #underWay = 0;

  constructor(needs: KeyRotationNeeds) {
    this.#needs = needs;
  }

  /** Whether the host is needed. */
  get isRunning(): boolean {
    return this.#underWay > 0;
  }

  /** Sessions that need it. */
  async waiting(): Promise<string[]> {
    const entries = await this.#needs.database.listSessions();
    return entries.filter(isNeeded).map(({ session }) => session);
  }

  /** Does what is to be done for a session, one after the other; what fails is left for the next call. */
  run(session: string, link: Link): Promise<void> {
    this.#underWay += 1;
    this.#last = this.#last.then(() => this.#try(session, link));
    return this.#last;
  }

  async #try(session: string, link: Link): Promise<void> {
    try {
      await this.#run(session, link);
    } catch (cause) {
      const { code } = EarshotError.from(cause);
      console.warn("Earshot will replace a transcript's key later:", code);
      if (!isWorthRetrying(code)) await this.#needs.onRefused();
    } finally {
      this.#underWay -= 1;
      if (!this.isRunning) this.#needs.onIdle();
    }
  }

  async #run(session: string, link: Link): Promise<void> {
    const { database } = this.#needs;
    const entry = (await database.listSessions()).find((stored) => stored.session === session);
    if (entry === undefined || !isNeeded(entry)) return;
    const { key, next_key } = await link.request("session_key", { session });
    // One that another worker has begun: what was struck since then may be sealed by its key.
    if (next_key !== undefined) await this.#finish(session, link, { key, next_key });
    await this.#finish(session, link, await link.request("rotate_session_key", { session }));
    for (const range of keysLeft(entry)) await database.struckKeyDestroyed(session, range);
    // Audio is deleted once, after its meeting: there is no second time that this could hide.
    if (entry.isKeyOutdated === true) await database.amendEntry(session, { isKeyOutdated: false });
  }

  async #finish(
    session: string,
    link: Link,
    { key, next_key }: { readonly key: string; readonly next_key: string },
  ): Promise<void> {
    const { database, keys } = this.#needs;
    await keys.replace(session, { key, next_key });
    await database.reseal(session);
    await link.request("finish_key_rotation", { session, key: next_key });
    await keys.replace(session, { key: next_key });
  }
}

function isNeeded(entry: SessionEntry): boolean {
  return entry.isKeyOutdated === true || keysLeft(entry).length > 0;
}
