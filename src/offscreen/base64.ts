/** A call takes some 60,000 arguments. */
const MOST_ARGUMENTS = 8192;

// `Uint8Array.prototype.toBase64` came with Chrome 140; the manifest promises 116.
export function toBase64(bytes: Uint8Array): string {
  let characters = "";
  for (let at = 0; at < bytes.length; at += MOST_ARGUMENTS)
    characters += String.fromCharCode(...bytes.subarray(at, at + MOST_ARGUMENTS));
  return btoa(characters);
}
