import { join } from "node:path";
import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import { DurableFile } from "../disk/durable-files.ts";

export interface EventFiles {
  readonly keys: DurableFile;
  readonly records: DurableFile;
  /** The number below which the extension has every event. */
  readonly acknowledged: DurableFile;
}

export interface SourceFiles {
  readonly keys: DurableFile;
  readonly frames: DurableFile;
  readonly breaks: DurableFile;
}

export const EVENTS_NAME = "events.records";
export const EVENT_KEYS_NAME = "events.keys";

export function framesName(source: AudioSource): string {
  return `${source}.frames`;
}

export function frameKeysName(source: AudioSource): string {
  return `${source}.keys`;
}

export function breaksName(source: AudioSource): string {
  return `${source}-breaks.records`;
}

export function sessionFolder(dataDirectory: string, session: string): string {
  return join(dataDirectory, "sessions", session);
}

/**
 * The files of a session's folder that stay open as long as the session is worked on. Here they are opened, brought to the
 * disk, written again when somebody deletes them, and closed; what stands in them is others' concern.
 */
export class SessionFiles {
  readonly events: EventFiles;
  readonly tab: SourceFiles;
  readonly mic: SourceFiles;
  readonly #all: DurableFile[] = [];

  /** Opens or creates each, or none. @throws the system's error */
  constructor(folder: string) {
    const open = (name: string): DurableFile => {
      const file = new DurableFile(join(folder, name));
      this.#all.push(file);
      return file;
    };
    const openSource = (source: AudioSource): SourceFiles => ({
      keys: open(frameKeysName(source)),
      frames: open(framesName(source)),
      breaks: open(breaksName(source)),
    });
    try {
      this.tab = openSource("tab");
      this.mic = openSource("mic");
      this.events = {
        keys: open(EVENT_KEYS_NAME),
        records: open(EVENTS_NAME),
        acknowledged: open("acknowledged"),
      };
    } catch (error) {
      void this.close();
      throw error;
    }
  }

  /**
   * Writes what was deleted again; the folder must be there.
   *
   * @returns whether that was necessary
   * @throws the system's error; then the next call tries again
   */
  restore(): boolean {
    return this.#all.map((file) => file.restore()).includes(true);
  }

  /** Resolves when all that was written is on the disk. @throws the system's error */
  async sync(): Promise<void> {
    await Promise.all(this.#inOrder.map((files) => syncInOrder(files)));
  }

  /** As `sync`, before anything else happens: the process may be killed at once. */
  flush(): void {
    for (const file of this.#inOrder.flat()) file.flush();
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((file) => file.close()));
  }

  /**
   * The keys before what they seal: a record on the disk whose key is not there is lost. The mark of what is acknowledged is
   * left to the system: after a power cut an older one, or none, only means that more is delivered again.
   */
  get #inOrder(): DurableFile[][] {
    const ofSources = AUDIO_SOURCES.flatMap((source) => {
      const { breaks, keys, frames } = this[source];
      return [[breaks], [keys, frames]];
    });
    return [...ofSources, [this.events.keys, this.events.records]];
  }
}

async function syncInOrder(files: readonly DurableFile[]): Promise<void> {
  for (const file of files) await file.sync();
}
