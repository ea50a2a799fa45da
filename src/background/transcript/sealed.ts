import { EarshotError } from "../../../protocol/errors.ts";

/** A record's words, encrypted: the nonce, then AES-256-GCM's ciphertext with its tag. */
export type Sealed = Uint8Array<ArrayBuffer>;

/**
 * Where a sealed record lies: its store, its session, and what identifies it there. It is authenticated together with
 * the words, so that no record opens in another one's place.
 */
export type Place = readonly [store: string, session: string, ...id: (string | number)[]];

/**
 * 96 bits, the size that GCM is made for. Drawn at random: under one key, which is one meeting's, 2^32 records are safe
 * (NIST SP 800-38D, 8.3); a meeting has some thousands.
 */
const NONCE_BYTES = 12;
/** Part of what is authenticated: another format is another number. */
const FORMAT = 1;

/** A meeting's key as the host hands it out, for this process only: nobody can read it from the object again. */
export function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Encrypts `value`, which JSON can express, for one place. */
export async function seal(key: CryptoKey, place: Place, value: unknown): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const words = new TextEncoder().encode(JSON.stringify(value));
  const ciphertext = await crypto.subtle.encrypt(algorithm(nonce, place), key, words);
  const sealed = new Uint8Array(NONCE_BYTES + ciphertext.byteLength);
  sealed.set(nonce);
  sealed.set(new Uint8Array(ciphertext), NONCE_BYTES);
  return sealed;
}

/**
 * What was sealed for that place under that key. It is authenticated, so its type is the one that was sealed.
 * @throws {EarshotError} `transcript_damaged` when its bytes, its place or its key are others
 */
export async function unseal<T>(key: CryptoKey, place: Place, sealed: Sealed): Promise<T> {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const words = await crypto.subtle.decrypt(algorithm(nonce, place), key, sealed.subarray(NONCE_BYTES));
    return JSON.parse(new TextDecoder().decode(words)) as T;
  } catch (cause) {
    throw new EarshotError("transcript_damaged", `a record of ${place[0]} does not open`, { cause });
  }
}

function algorithm(iv: Uint8Array<ArrayBuffer>, place: Place): AesGcmParams {
  return {
    name: "AES-GCM",
    iv,
    additionalData: new TextEncoder().encode(JSON.stringify([FORMAT, ...place])),
  };
}
