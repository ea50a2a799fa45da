/**
 * Longest message from the host to the extension, and longest line on the sidecar's wire, either way. Chrome kills the native port
 * when the host sends more than 1 MiB in one message (measured: 1,048,576 bytes pass, one more does not).
 *
 * - The host sends an error in the place of what is longer (`native-host/extension/extension-writer.ts`).
 * - A longer line of the sidecar counts as corrupt (`native-host/sidecar/sidecar-reader.ts`).
 * - The sidecar answers a longer line with `message_too_large` (`engine/receive_pump.py`).
 */
export const MAX_MESSAGE_BYTES = 1_048_576;
/**
 * Longest message from the extension to the host, which refuses a longer one with `message_too_large`
 * (`native-host/extension/extension-requests.ts`). A frame is 4.6 KB; the longest request, settings with a hundred vocabulary
 * entries all escaped, stays below 40 KB.
 */
export const MAX_EXTENSION_MESSAGE_BYTES = 65_536;
/** Longest text one caption may carry, in UTF-16 units. */
export const MAX_CAPTION_LENGTH = 8_000;
/** Most words of one final that are marked as doubtful. */
export const MAX_DOUBTFUL_WORDS = 500;
/** Frames the send pump keeps in flight to the sidecar per source: 10 s (IPC-5, design "The ledger" 3). */
export const MAX_FRAMES_IN_FLIGHT = 100;
/** Corrupt lines in a row after which a sidecar counts as lost (IPC-9). */
export const MAX_CORRUPT_LINES_IN_A_ROW = 10;
/** Longest utterance that is recognised again at once: 20.5 s of int16 as base64, well below one message. */
export const MAX_UTTERANCE_BASE64_LENGTH = 874_668;
