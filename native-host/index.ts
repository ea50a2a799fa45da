import { createWriteStream } from "node:fs";
import { EarshotError } from "../protocol/errors.ts";
import type { AnyRequest } from "../protocol/messages.ts";
import { systemClock } from "./clock.ts";
import { parseCommandLine } from "./command-line.ts";
import { type Configuration, checkCaller, readConfiguration } from "./configuration.ts";
import { type ExtensionInput, ExtensionReader } from "./extension/extension-reader.ts";
import { ExtensionWriter } from "./extension/extension-writer.ts";
import { RequestRouter } from "./extension/request-router.ts";
import { Host } from "./host.ts";
import { hostRequests } from "./host-requests.ts";
import { systemKeychain } from "./keys/keychain.ts";
import { SessionKeys } from "./keys/session-keys.ts";
import { type Log, logToStderr, openLog } from "./log.ts";
import { sidecarEnvironment } from "./sidecar/environment.ts";
import { Sidecar } from "./sidecar/sidecar.ts";
import { spawnSidecar } from "./sidecar/sidecar-process.ts";
import { keepStrayOutputOffStdout } from "./stray-output.ts";

const STDOUT = 1;

const output = createWriteStream("", { fd: STDOUT, autoClose: false });
let endUnread = (): void => {};
const extension = new ExtensionWriter(output, () => {
  endUnread();
});
const commandLine = parseCommandLine(process.argv.slice(2));
try {
  const configuration = readConfiguration(commandLine.configPath);
  checkCaller(commandLine.origin, configuration);
  serve(configuration);
} catch (error) {
  refuse(EarshotError.from(error));
}

function serve(configuration: Configuration): void {
  const log = openLog(configuration.dataDirectory, () => new Date());
  keepStrayOutputOffStdout(log);
  const { sidecarCommand, sidecarEnvironment: configured } = configuration;
  const keys = new SessionKeys(
    configuration.dataDirectory,
    configuration.usesKeychain === false ? null : systemKeychain(),
  );
  const environment = sidecarEnvironment(process.env, configured);
  const host = new Host({
    dataDirectory: configuration.dataDirectory,
    keys,
    extension,
    clock: systemClock,
    log,
    startSidecar: (listener) => new Sidecar(spawnSidecar(sidecarCommand, environment, log), listener, log),
  });
  endUnread = () => void endOfNobody(host, log);
  /** In order: what needs no key waits as well, except for the question that has to be answered in time. */
  const routeWithKeys = async (request: AnyRequest): Promise<void> => {
    if (request.method !== "protocol_version_check") await keys.open();
    await router.route(request);
  };
  const router = new RequestRouter(hostRequests(host), extension);
  endOnDefect(log);
  readStdin({
    request: (request) => void routeWithKeys(request),
    refused: (error, id) => {
      host.reportRefused(error);
      router.refuse(error, id);
    },
  });
  endWithInput(() => host.end());
  log("info", "host started", { node: process.version });
}

/** There is nobody to serve: whatever is said first is answered with the cause, so that the user reads it. */
function refuse(cause: EarshotError): void {
  keepStrayOutputOffStdout(logToStderr(() => new Date()));
  const answer = async (id?: string): Promise<void> => {
    extension.error(cause, false, id === undefined ? {} : { id });
    await extension.end();
    process.exit(1);
  };
  readStdin({ request: ({ id }) => void answer(id), refused: (_error, id) => void answer(id) });
  endWithInput(() => Promise.resolve());
}

function readStdin(input: ExtensionInput): void {
  const reader = new ExtensionReader(input);
  process.stdin.on("data", (chunk: Buffer) => reader.push(chunk));
}

/** The browser closing the port, at either end, or the system asking us to go, ends the host; once. */
function endWithInput(end: () => Promise<void>): void {
  let isEnding = false;
  const endOnce = async (): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    await end();
    process.exit(0);
  };
  process.stdin.once("end", () => void endOnce());
  process.stdin.on("error", () => void endOnce());
  output.on("error", () => void endOnce());
  process.once("SIGTERM", () => void endOnce());
  process.once("SIGINT", () => void endOnce());
}

/**
 * A browser that has left 16 MiB unread is stopped or broken. The journal has everything, so ending is safe and the
 * only bound of memory there is; the extension comes back to another host. Killed, because an exit would wait
 * for the write that nobody reads.
 */
async function endOfNobody(host: Host, log: Log): Promise<void> {
  log("error", "the browser does not read", { code: "host_exited" });
  await host.end();
  process.kill(process.pid, "SIGKILL");
}

/** A defect of ours leaves no state to trust: it is told, and the next host goes on from the journal. */
function endOnDefect(log: Log): void {
  process.once("uncaughtException", (cause) => {
    log("error", "defect", { stack: cause.stack ?? String(cause) });
    extension.error(EarshotError.from(cause), false);
    void extension.end().then(() => process.exit(1));
  });
}
