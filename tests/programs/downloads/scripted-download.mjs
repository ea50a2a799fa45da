/**
 * A program that downloads, in the way that the model's name says. It leaves a file of its process id, with its
 * environment, in the folder that the argument names.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, env, exit, pid } from "node:process";
import { send, serve } from "../../../tools/driver/sidecar/wire.mjs";

const [, , folder = ""] = argv;
writeFileSync(join(folder, String(pid)), JSON.stringify(env));

/**
 * @param {string} model
 * @param {string} state
 */
function report(model, state) {
  const data = { model, state, received_bytes: 40, total_bytes: 100, error: null };
  send({ type: "event", event: "model_download", data });
}

/** @type {Record<string, (model: string) => void>} */
const ENDINGS = {
  comes: (model) => report(model, "installed"),
  // Never of its own accord.
  holds: () => {},
  dies: () => exit(3),
  lies: (model) => {
    send({
      type: "event",
      event: "process_died",
      data: { code: "sidecar_died", message: "", recoverable: true },
    });
    report("another", "installed");
    report(model, "installed");
  },
};

serve({
  download_model: ({ id, params: { model } }) => {
    const end = ENDINGS[model.split("-")[0] ?? ""];
    if (end === undefined) {
      const error = { code: "model_not_found", message: "no such model", recoverable: true };
      return send({ type: "error", id, error });
    }
    send({ type: "response", id, result: {} });
    report(model, "downloading");
    end(model);
  },
  cancel_download: ({ id, params: { model } }) => {
    send({ type: "response", id, result: {} });
    report(model, "cancelled");
  },
});
