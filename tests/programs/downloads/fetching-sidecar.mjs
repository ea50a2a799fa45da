/**
 * Has `base`, and `small` after a download that stops at a third until it is asked for again. It is both the sidecar and
 * the program that downloads: how much has come stands in the file that the argument names.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { respond, send, serve } from "../../../tools/driver/sidecar/wire.mjs";

const SMALL_BYTES = 486_000_000;
const PART_BYTES = 162_000_000;
const [, , file = ""] = argv;

function received() {
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
}

/** @param {{ state: string, received_bytes?: number }} change */
function report(change) {
  if (change.received_bytes !== undefined) writeFileSync(file, String(change.received_bytes));
  const data = {
    model: "small",
    received_bytes: received(),
    total_bytes: SMALL_BYTES,
    error: null,
    ...change,
  };
  send({ type: "event", event: "model_download", data });
}

/**
 * @param {string} model
 * @param {boolean} is_installed
 * @param {number} bytes
 */
function entry(model, is_installed, bytes) {
  return { model, kind: "whisper", is_installed, bytes, is_in_use: model === "base" };
}

serve({
  list_models: (request) => {
    const models = [
      entry("base", true, 148_000_000),
      entry("small", received() === SMALL_BYTES, SMALL_BYTES),
    ];
    respond(request, { models, free_bytes: 52_000_000_000 });
  },
  download_model: (request) => {
    respond(request, {});
    if (received() === 0) return report({ state: "downloading", received_bytes: PART_BYTES });
    report({ state: "checking", received_bytes: SMALL_BYTES });
    report({ state: "installed" });
  },
  cancel_download: (request) => {
    respond(request, {});
    report({ state: "cancelled" });
  },
});
