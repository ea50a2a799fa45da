/**
 * Fails in the way named by its second argument, as often as its third says (always when there is none), and is an
 * echo-sidecar from then on. Each life leaves in the folder of its first argument: `<life>.pid`, and per source
 * `<life>-<source>.pcm` with the audio it was sent to transcribe, in order.
 */
import { appendFileSync, closeSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  consume,
  isContext,
  READY_MODEL,
  respond,
  sayUtterance,
  send,
  serve,
  startUtterance,
} from "../../tools/driver/sidecar/wire.mjs";

const FRAMES_PER_UTTERANCE = 10;
/** In the middle of its second utterance. */
const FATAL_FRAME = 14;

const [folder = "", fault = "", times = "Infinity"] = process.argv.slice(2);
const life = readdirSync(folder).filter((name) => name.endsWith(".pid")).length + 1;
writeFileSync(join(folder, `${life}.pid`), String(process.pid));
const isIll = life <= Number(times);

/** @param {string} name */
function suffers(name) {
  return isIll && fault === name;
}

/** @param {number} lines */
function printGarbage(lines) {
  for (let line = 0; line < lines; line += 1) process.stdout.write(`Loading weights: ${line} %\n`);
}

/** @type {Record<string, () => void>} */
const ENDS_AT_FRAME = {
  "exits-in-utterance": () => process.exit(1),
  "exits-137": () => process.exit(137),
  "prints-9-lines": () => printGarbage(9),
  "prints-10-lines": () => printGarbage(10),
  stops: () => {
    process.kill(process.pid, "SIGSTOP");
  },
  "closes-its-input": () => {
    process.stdin.destroy();
    closeSync(0);
    setInterval(() => {}, 1000);
  },
};

if (suffers("exits-at-start")) process.exit(1);
if (suffers("prints-garbage")) printGarbage(1000);

/** Frames since this life began; a later life begins somewhere in the middle of the session. */
let frames = 0;

serve({
  protocol_version_check: (request) => {
    const isOfAnotherMajor =
      suffers("speaks-2.0") || (life === 2 && suffers("exits-after-utterance-then-2.0"));
    const version = isOfAnotherMajor ? "2.0" : "1.0";
    send({ type: "response", id: request.id, version, result: { version } });
    if (!suffers("exits-once-ready")) return;
    send({ type: "event", event: "model_progress", data: READY_MODEL });
    process.stdout.write("", () => process.exit(1));
  },
  start_session: (request) => {
    if (suffers("exits-opening")) process.exit(1);
    respond(request, { session: request.params.session, next: { tab: 0, mic: 0 } });
  },
  process_audio_stream: ({ params }) => {
    if (isContext(params)) return consume(params);
    appendFileSync(join(folder, `${life}-${params.source}.pcm`), Buffer.from(params.pcm, "base64"));
    frames += 1;
    if (suffers("takes-nothing-in")) return;
    consume(params);
    if ((params.seq + 1) % FRAMES_PER_UTTERANCE === 0) {
      sayUtterance(params, FRAMES_PER_UTTERANCE, `until frame ${params.seq}`);
      if (fault.startsWith("exits-after-utterance") && isIll) process.exit(1);
    }
    if (isIll && frames === FATAL_FRAME) {
      startUtterance(params, "half a line");
      ENDS_AT_FRAME[fault]?.();
    }
  },
  end_of_source: (request) => {
    if (suffers("exits-draining")) process.exit(1);
    respond(request, { session: request.params.session, source: request.params.source });
  },
  stop_session: (request) => {
    if (suffers("exits-stopping")) process.exit(1);
    respond(request, { session: request.params.session, metrics: null });
  },
});
