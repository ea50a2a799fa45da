// Each world has them; the types of none are here.
declare function btoa(characters: string): string;
declare function atob(base64: string): string;

/** A call takes some 60,000 arguments. */
const MOST_ARGUMENTS = 8192;

// `Uint8Array.prototype.toBase64` came with Chrome 140; the manifest promises 116.
export function toBase64(bytes: Uint8Array): string {
  let characters = "";
  for (let at = 0; at < bytes.length; at += MOST_ARGUMENTS)
    characters += String.fromCharCode(...bytes.subarray(at, at + MOST_ARGUMENTS));
  return btoa(characters);
}

/** @throws where it is no base64 */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
