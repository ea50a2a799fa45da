import type { AudioSource } from "../../../protocol/audio.ts";
import type { Params } from "../../../protocol/requests.ts";

interface Folder {
  /** Frames that are stored. */
  readonly next: Record<AudioSource, number>;
  /** Numbered finals, and how many of them the extension has acknowledged. */
  finals: number;
  acknowledged: number;
}

/** What outlives a host: the sessions' folders. */
export class HostDisk {
  readonly #folders = new Map<string, Folder>();
  /** Every session that was finished here. */
  readonly finished = new Set<string>();
  /** How many finals were settled, by session. */
  readonly settled = new Map<string, number>();

  /** Each session's transcript keys, the one in use first. */
  readonly keys = new Map<string, string[]>();

  /** Stretches that were struck. */
  readonly struck: Params<"strike">[] = [];

  /** How often the sidecar was tried again. */
  retries = 0;
  readonly removedModels = new Set<string>();

  /** Models that the process which runs now fetches. */
  readonly fetching = new Set<string>();

  get sessions(): readonly string[] {
    return [...this.#folders.keys()];
  }

  has(session: string): boolean {
    return this.#folders.has(session);
  }

  create(session: string): void {
    this.#folders.set(session, { next: { tab: 0, mic: 0 }, finals: 0, acknowledged: 0 });
  }

  folder(session: string): Folder {
    const folder = this.#folders.get(session);
    if (folder === undefined) throw new Error(`no folder of ${session}`);
    return folder;
  }

  delete(session: string): void {
    this.#folders.delete(session);
  }
}
