import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EarshotError } from "../../protocol/errors.ts";
import { createDurably, eraseDurably } from "../disk/durable-files.ts";

export const KEY_BYTES = 32;
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What a sealed record is longer than its plain text: nonce and tag. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/**
 * AES-256-GCM under a random 96-bit nonce: nonce, ciphertext, tag (NIST SP 800-38D). No key seals anywhere near the 2^32
 * records that random nonces allow.
 *
 * @param place where the record stands, authenticated: in another place it does not open
 */
export function seal(key: Uint8Array, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @returns null for what `seal` did not make with this key and place, or what was changed since */
export function unseal(key: Uint8Array, place: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < SEAL_BYTES) return null;
  const tagAt = sealed.length - TAG_BYTES;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(tagAt));
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, tagAt));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    // The only error of `final` in GCM: the tag does not fit.
    return null;
  }
}

/** What a subkey is for; two purposes never share a key (RFC 5869, `info`). */
type KeyPurpose = "transcript" | "journal";

/** HKDF-SHA256 of a key that is uniformly random already, so without salt. */
export function subkey(key: Uint8Array, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", `earshot 1 ${purpose}`, KEY_BYTES));
}

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

/** The one that is there, of an interrupted start, or a new one. @throws the system's error */
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
