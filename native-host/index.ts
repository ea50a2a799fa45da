import { createWriteStream } from "node:fs";
import { EarshotError } from "../protocol/errors.ts";
import type { AnyRequest } from "../protocol/messages.ts";
import { type ExtensionInput, ExtensionReader, RequestRouter } from "./extension/extension-requests.ts";
import { ExtensionWriter } from "./extension/extension-writer.ts";
import { Host } from "./host.ts";
import { hostRequests } from "./host-requests.ts";
import { systemKeychain } from "./keys/keychain.ts";
import { SessionKeys } from "./keys/session-keys.ts";
import {
  type Configuration,
  checkCaller,
  parseCommandLine,
  readConfiguration,
} from "./runtime/configuration.ts";
import { errorFacts, keepPrintsOffStdout, type Log, logToStderr, openLog } from "./runtime/log.ts";
import { systemClock } from "./runtime/system.ts";
import { downloadEnvironment, sidecarEnvironment } from "./sidecar/environment.ts";
import { Sidecar } from "./sidecar/sidecar.ts";
import { spawnSidecar } from "./sidecar/sidecar-process.ts";

const STDOUT = 1;

const output = createWriteStream("", { fd: STDOUT, autoClose: false });
let endUnread = (): void => {};
const extension = new ExtensionWriter(output, () => {
  endUnread();
});
const commandLine = parseCommandLine(process.argv.slice(2));
let log: Log = logToStderr(() => new Date());
keepToTheUser();
endOnDefect();
try {
  const configuration = readConfiguration(commandLine.configPath);
  checkCaller(commandLine.origin, configuration);
  serve(configuration);
} catch (error) {
  refuse(EarshotError.from(error));
}

function serve(configuration: Configuration): void {
  log = openLog(configuration.dataDirectory, () => new Date());
  keepPrintsOffStdout(log);
  const { sidecarCommand, downloadCommand, dataDirectory } = configuration;
  const surroundings = {
    inherited: process.env,
    configured: configuration.sidecarEnvironment,
    dataDirectory,
  };
  const forSidecar = sidecarEnvironment(surroundings);
  const forDownload = downloadEnvironment(surroundings);
  const keys = new SessionKeys(dataDirectory, configuration.usesKeychain === false ? null : systemKeychain());
  const host = new Host({
    dataDirectory,
    keys,
    extension,
    clock: systemClock,
    log,
    startSidecar: (listener) => new Sidecar(spawnSidecar(sidecarCommand, forSidecar, log), listener, log),
    startDownload: (listener) => new Sidecar(spawnSidecar(downloadCommand, forDownload, log), listener, log),
  });
  endUnread = () => void endOfNobody(host);
  /** In order: what needs no key waits as well, except for the question that has to be answered in time. */
  const routeWithKeys = async (request: AnyRequest): Promise<void> => {
    if (request.method !== "protocol_version_check") await host.prepare();
    await router.route(request);
  };
  const router = new RequestRouter(hostRequests(host), extension);
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
  keepPrintsOffStdout(log);
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
async function endOfNobody(host: Host): Promise<void> {
  log("error", "the browser does not read", { code: "host_exited" });
  await host.end();
  process.kill(process.pid, "SIGKILL");
}

/**
 * A defect of ours leaves no state to trust: it is reported, and the next host goes on from the journal. Its class and place
 * are all that is reported (ADR-027). What fails while this one ends is logged likewise: Node would print the message.
 */
function endOnDefect(): void {
  let isEnding = false;
  process.on("uncaughtException", (cause) => {
    log("error", "defect", errorFacts(cause));
    if (isEnding) return;
    isEnding = true;
    extension.error(EarshotError.from(cause), false);
    void extension.end().finally(() => process.exit(1));
  });
  // Node prints a warning's own words to stderr, which the browser keeps.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log("warning", "warning of the runtime", errorFacts(warning)));
}

/** Whatever this process and its children write is the user's alone, whatever the umask was. */
function keepToTheUser(): void {
  process.umask(0o077);
  // The signal by which anybody opens Node's debugger, and with it a socket and all that is in memory (SEC-1).
  process.on("SIGUSR1", () => log("warning", "debugger refused"));
}
