import { EarshotError } from "../../../../protocol/errors.ts";

/** A record's words, encrypted: the nonce, then AES-256-GCM's ciphertext with its tag. */
export type Sealed = Uint8Array<ArrayBuffer>;

/**
 * Where a sealed record lies: its store, its session, and what identifies it there. It is authenticated together with
 * the words, so that no record opens in another one's place.
 */
export type Place = readonly [store: string, session: string, ...id: (string | number)[]];

/** The keys of one meeting's transcript: one, and while it is being replaced the one from before as well. */
export interface TranscriptKeys {
  /** Seals whatever is stored from now on. */
  readonly newest: CryptoKey;
  /** Sealed what was stored before the rotation that is under way; null while none is. */
  readonly replaced: CryptoKey | null;
}

/**
 * 96 bits, the size that GCM is made for. Drawn at random: under one key, which is one meeting's, 2^32 records are safe
 * (NIST SP 800-38D, 8.3); a meeting has some thousands.
 */
const NONCE_BYTES = 12;
/** Part of what is authenticated: another format is another number. */
const FORMAT = 1;

/** A meeting's key as the host hands it out, for this process only: it cannot be read from the object again. */
export function importTranscriptKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Encrypts `value`, which JSON can express, for one place. */
export function seal(keys: TranscriptKeys, place: Place, value: unknown): Promise<Sealed> {
  return sealBytes(keys, place, new TextEncoder().encode(JSON.stringify(value)));
}

/** As `seal`, of bytes. */
export function sealBytes({ newest }: TranscriptKeys, place: Place, bytes: BufferSource): Promise<Sealed> {
  return encrypt(newest, place, bytes);
}

/**
 * What was sealed for that place under one of those keys. It is authenticated, so its type is the one that was sealed.
 * @throws {EarshotError} `transcript_damaged` when its bytes, its place or its key are others
 */
export async function unseal<T>(keys: TranscriptKeys, place: Place, sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await unsealBytes(keys, place, sealed))) as T;
}

/** As `unseal`, of bytes. */
export async function unsealBytes(keys: TranscriptKeys, place: Place, sealed: Sealed): Promise<ArrayBuffer> {
  const { newest, replaced } = keys;
  const bytes =
    (await decrypt(newest, place, sealed)) ?? (replaced && (await decrypt(replaced, place, sealed)));
  if (bytes === null) throw new EarshotError("transcript_damaged", `a record of ${place[0]} does not open`);
  return bytes;
}

/**
 * The same words under the newest key; null when they are, and when no key opens them: what is damaged stays as it is.
 */
export async function reseal(keys: TranscriptKeys, place: Place, sealed: Sealed): Promise<Sealed | null> {
  const { newest, replaced } = keys;
  if (replaced === null || (await decrypt(newest, place, sealed)) !== null) return null;
  const words = await decrypt(replaced, place, sealed);
  return words && encrypt(newest, place, words);
}

async function encrypt(key: CryptoKey, place: Place, words: BufferSource): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const ciphertext = await crypto.subtle.encrypt(algorithm(nonce, place), key, words);
  const sealed = new Uint8Array(NONCE_BYTES + ciphertext.byteLength);
  sealed.set(nonce);
  sealed.set(new Uint8Array(ciphertext), NONCE_BYTES);
  return sealed;
}

/** Null when the bytes, the place or the key are others. */
async function decrypt(key: CryptoKey, place: Place, sealed: Sealed): Promise<ArrayBuffer | null> {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  try {
    return await crypto.subtle.decrypt(algorithm(nonce, place), key, sealed.subarray(NONCE_BYTES));
  } catch {
    return null;
  }
}

function algorithm(iv: Uint8Array<ArrayBuffer>, place: Place): AesGcmParams {
  return {
    name: "AES-GCM",
    iv,
    additionalData: new TextEncoder().encode(JSON.stringify([FORMAT, ...place])),
  };
}
