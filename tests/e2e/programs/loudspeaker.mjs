/**
 * Stands in for a sound card: ALSA's file plugin pipes what would be played into this program, which drains
 * it at the speed of a device (48 kHz, stereo, int16) and appends the loudest sample of each 100 ms to FILE
 * as a line of JSON. Without a sound card the browser would play into nothing.
 */
import { appendFileSync } from "node:fs";

const file = process.argv[2] ?? "";
const BYTES_PER_MS = 48 * 2 * 2;
const DRAIN_EVERY_MS = 20;
const REPORT_EVERY_MS = 100;
let takenAtMs = Date.now();
let peak = 0;

process.stdin.on("end", () => process.exit());
// A listener for `readable` keeps the stream from flowing faster than it is read below.
process.stdin.on("readable", () => {});
setInterval(() => {
  const nowMs = Date.now();
  const wantedBytes = (nowMs - takenAtMs) * BYTES_PER_MS;
  takenAtMs = nowMs;
  const available = Math.min(wantedBytes, process.stdin.readableLength) & ~1;
  const chunk = /** @type {Buffer | null} */ (process.stdin.read(available)) ?? Buffer.alloc(0);
  for (let offset = 0; offset < chunk.length; offset += 2) {
    peak = Math.max(peak, Math.abs(chunk.readInt16LE(offset)));
  }
}, DRAIN_EVERY_MS);
setInterval(() => {
  appendFileSync(file, `${JSON.stringify({ atMs: Date.now(), peak })}\n`);
  peak = 0;
}, REPORT_EVERY_MS);
