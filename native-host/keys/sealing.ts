import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

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
