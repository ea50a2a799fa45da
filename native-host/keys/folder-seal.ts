import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EarshotError } from "../../protocol/errors.ts";
import { createDurably, eraseDurably } from "../disk/durable-writes.ts";
import { KEY_BYTES, seal, unseal } from "./sealing.ts";

const NAME = "folder.key";

/**
 * Seals what stands in one session's folder, under a key that stands there as well, wrapped by the session's key of its journal
 * (`SessionKeys`). So the folder of a meeting that ended well can be made unreadable though its session's key goes on, for the
 * transcript.
 */
export class FolderSeal {
  readonly session: string;
  readonly key: Buffer;

  constructor(session: string, key: Buffer) {
    this.session = session;
    this.key = key;
  }

  /** @param place file and record within the folder; @param key another than the folder's own */
  seal(place: string, plain: Uint8Array, key: Uint8Array = this.key): Buffer {
    return seal(key, `${this.session} ${place}`, plain);
  }

  /** @returns null for what is damaged, or was sealed for another place */
  unseal(place: string, sealed: Uint8Array, key: Uint8Array = this.key): Buffer | null {
    return unseal(key, `${this.session} ${place}`, sealed);
  }
}

/** @throws ENOENT when there is none, session_key_missing when it does not open */
export function openSeal(folder: string, session: string, journalKey: Uint8Array): FolderSeal {
  const wrapped = readFileSync(join(folder, NAME));
  const key = unseal(journalKey, keyPlace(session), wrapped);
  if (key !== null) return new FolderSeal(session, key);
  throw new EarshotError("session_key_missing", "the folder's key is damaged");
}

/** The one that is there, of a start that was cut off, or a new one. @throws the system's error */
export function createSeal(folder: string, session: string, journalKey: Uint8Array): FolderSeal {
  if (hasSeal(folder)) {
    try {
      return openSeal(folder, session, journalKey);
    } catch (error) {
      // What it has sealed cannot be read by anybody; the folder goes on under a key that can.
      if (!(error instanceof EarshotError)) throw error;
      eraseDurably(join(folder, NAME));
    }
  }
  const created = new FolderSeal(session, randomBytes(KEY_BYTES));
  writeSeal(folder, journalKey, created);
  return created;
}

/** Writes the key again that was deleted with its folder. */
export function writeSeal(folder: string, journalKey: Uint8Array, { session, key }: FolderSeal): void {
  createDurably(join(folder, NAME), seal(journalKey, keyPlace(session), key));
}

/** False in the folder of a version that did not seal. */
export function hasSeal(folder: string): boolean {
  return existsSync(join(folder, NAME));
}

/** Nothing in the folder can be read any more. @throws the system's error */
export function eraseSeal(folder: string): void {
  if (hasSeal(folder)) eraseDurably(join(folder, NAME));
}

function keyPlace(session: string): string {
  return `earshot folder key ${session}`;
}
