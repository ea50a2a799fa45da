import type { KeyStorage } from "../../protocol/reports.ts";
import { KEY_BYTES, seal, subkey, unseal } from "./sealing.ts";

/** Two independent keys of one session, each of KEY_BYTES. */
export interface KeyPair {
  /** Wraps the key of the session's folder, and is never replaced. */
  readonly journal: Buffer;
  /** The extension's: seals the transcript, and is replaced when lines of it are struck. */
  readonly transcript: Buffer;
}

/** A key file: a format, a byte for the master key that wraps its content, the wrapped content. */
const PAIR_FORMAT = Buffer.from("EARSHOT\u0002", "latin1");
/** The format before: one key, from which both come. What comes from a key cannot be replaced by itself. */
const SINGLE_FORMAT = Buffer.from("EARSHOT\u0001", "latin1");
const STORAGE_BYTES = { keychain: 0x4b, file: 0x46 } as const satisfies Record<KeyStorage, number>;

/** @param master the key that wraps */
export function encodeKeyFile(
  session: string,
  { journal, transcript }: KeyPair,
  storage: KeyStorage,
  master: Uint8Array,
): Buffer {
  const wrapped = seal(master, pairPlace(session), Buffer.concat([journal, transcript]));
  return Buffer.concat([PAIR_FORMAT, Buffer.of(STORAGE_BYTES[storage]), wrapped]);
}

/**
 * @param mastersOf the keys that may have wrapped a file of that storage; throws where they cannot be had
 * @returns null for a file that is damaged
 */
export function decodeKeyFile(
  session: string,
  file: Buffer,
  mastersOf: (storage: KeyStorage) => readonly Uint8Array[],
): (KeyPair & { readonly storage: KeyStorage }) | null {
  const format = file.subarray(0, PAIR_FORMAT.length);
  const isPair = format.equals(PAIR_FORMAT);
  if (!isPair && !format.equals(SINGLE_FORMAT)) return null;
  const storage = file.at(format.length) === STORAGE_BYTES.keychain ? "keychain" : "file";
  const wrapped = file.subarray(format.length + 1);
  for (const master of mastersOf(storage)) {
    const keys = unseal(master, isPair ? pairPlace(session) : `earshot session key ${session}`, wrapped);
    if (keys === null) continue;
    return isPair
      ? { storage, journal: keys.subarray(0, KEY_BYTES), transcript: keys.subarray(KEY_BYTES) }
      : { storage, journal: subkey(keys, "journal"), transcript: subkey(keys, "transcript") };
  }
  return null;
}

function pairPlace(session: string): string {
  return `earshot session keys ${session}`;
}
