/**
 * `faulty-sidecar.mjs SOCKET PROGRAM [ARGUMENT...]`: stands between the host and the real sidecar, passes every
 * line on, and misbehaves when the fault suite, listening at SOCKET, orders it. Without orders nothing is changed.
 */
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { createInterface } from "node:readline";

/** @typedef {import("./sidecar-control.ts").Order} Order */
/** @typedef {import("./sidecar-control.ts").StartPlan} StartPlan */
/** @typedef {import("./sidecar-control.ts").Report} Report */

const [socketPath = "", program = "", ...programArguments] = process.argv.slice(2);
/** These overtake audio, as they do in the sidecar itself, which answers them on a thread of their own. */
const IMMEDIATE = ['"method":"get_health"', '"method":"protocol_version_check"'];
const AUDIO = '"method":"process_audio_stream"';
const FRAME_MS = 100;

const suite = connect(socketPath);
const orders = createInterface({ input: suite });
suite.on("error", () => process.exit(1));
orders.once("line", (line) => run(/** @type {StartPlan} */ (JSON.parse(line))));
report({ type: "started", pid: process.pid, hostPid: process.ppid });

/** @param {Report} message */
function report(message) {
  suite.write(`${JSON.stringify(message)}\n`);
}

/** @param {StartPlan} plan */
function run(plan) {
  if (plan === "exit-1") process.exit(1);
  const child = spawn(program, programArguments, { stdio: ["pipe", "pipe", "inherit"] });
  report({ type: "spawned", sidecarPid: child.pid ?? 0 });
  const input = throttled((line) => void child.stdin.write(line));
  // What the host still writes when its sidecar has died.
  child.stdin.on("error", () => {});

  const requests = createInterface({ input: process.stdin, crlfDelay: Infinity });
  requests.on("line", (line) => input.push(`${line}\n`));
  requests.on("close", () => void child.stdin.end());

  const answers = createInterface({ input: child.stdout, crlfDelay: Infinity });
  answers.on("line", (line) => {
    process.stdout.write(`${plan === "version-2" ? asVersion2(line) : line}\n`);
    watch(line);
  });
  orders.on("line", (line) => obey(/** @type {Order} */ (JSON.parse(line)), input));

  const forwardTermination = () => void child.kill("SIGTERM");
  process.on("SIGTERM", forwardTermination);
  // After the last line of its output.
  child.on("close", (code, signal) => {
    process.off("SIGTERM", forwardTermination);
    if (signal === null) process.exit(code ?? 1);
    process.kill(process.pid, signal);
  });
}

/**
 * @param {Order} order
 * @param {ReturnType<typeof throttled>} input
 */
function obey(order, input) {
  if (order.type === "throttle") input.slowDown(order.factor);
  else
    for (const line of order.lines)
      process.stdout.write(`${Buffer.from(line, "base64").toString("latin1")}\n`, "latin1");
}

/**
 * Lets audio through only so fast: with factor 8, one frame per source in 800 ms.
 * @param {(line: string) => void} pass
 */
function throttled(pass) {
  /** @type {string[]} */
  const waiting = [];
  let factor = 1;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  function passTurn() {
    // Both sources' next frames, and whatever stands behind them up to the following audio.
    for (let frames = 0; waiting.length > 0; waiting.shift()) {
      const [line = ""] = waiting;
      if (line.includes(AUDIO) && (frames += 1) > 2) return;
      pass(line);
    }
  }

  return {
    /** @param {string} line */
    push(line) {
      if (factor === 1 || IMMEDIATE.some((method) => line.includes(method))) pass(line);
      else waiting.push(line);
    },
    /** @param {number} newFactor */
    slowDown(newFactor) {
      factor = newFactor;
      clearInterval(timer);
      if (factor > 1) timer = setInterval(passTurn, FRAME_MS * factor);
      else for (const line of waiting.splice(0)) pass(line);
    },
  };
}

/** @type {(line: string) => Record<string, unknown>} */
const parseObject = JSON.parse;

/** @param {string} line */
function asVersion2(line) {
  const message = parseObject(line);
  const { result } = message;
  const isVersion = typeof result === "object" && result !== null && "version" in result;
  return JSON.stringify({
    ...message,
    version: "2.0",
    ...(isVersion ? { result: { ...result, version: "2.0" } } : {}),
  });
}

/** @typedef {import("../../../protocol/messages.ts").AnyEvent} AnyEvent */

/** @type {(line: string) => AnyEvent | { readonly event?: undefined }} */
const parseEvent = JSON.parse;

/** Reports how far the sidecar is. @param {string} line */
function watch(line) {
  const message = parseEvent(line);
  switch (message.event) {
    case "health":
      if (message.data.model?.state === "ready") report({ type: "ready" });
      return;
    case "model_progress":
      if (message.data.state === "ready") report({ type: "ready" });
      return;
    case "audio_consumed":
      return report({ type: "consumed", source: message.data.source, nextSeq: message.data.next_seq });
    default:
  }
}
