import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { dirname } from "node:path";
import { frameBody, NativeFrameDecoder } from "../../native-host/extension/native-framing.mjs";
import { systemCode } from "../../native-host/runtime/system.ts";
import { buildRequest } from "../../protocol/build.ts";
import { MAX_MESSAGE_BYTES } from "../../protocol/limits.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { EXTENSION_IDS } from "../../src/shared/identity.ts";
import { type Finding, failRegistration, note, ok, type Surveyed } from "./finding.ts";
import type { Registered } from "./registration-checks.ts";

/** After that a browser kills the host that it has left. */
const END_MS = 2000;
const TITLE = "Helper";
/** What a browser of a desktop session has besides: without the bus, a host would look for its keys elsewhere than in the keychain. */
const OF_A_DESKTOP = ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "LANG"];

/** What came of starting a host. */
type Outcome =
  | { readonly kind: "answered"; readonly afterMs: number; readonly endedInTime: boolean }
  | { readonly kind: "failed"; readonly why: string };

/**
 * Starts the registered program as a browser does – its own folder, the caller's origin, the few variables of a desktop – and asks what
 * the extension asks first. Whatever stands between manifest and host shows itself here and nowhere else.
 */
export async function checkChain(registered: Registered, surveyed: Surveyed): Promise<Finding> {
  return chainFinding(registered, await startHost(registered.program, surveyed), surveyed);
}

/** As `checkChain`, a row for each browser; a program that several of them start, or one by two places, is started once. */
export async function checkChains(
  registered: readonly Registered[],
  surveyed: Surveyed,
): Promise<readonly Finding[]> {
  const outcomes = new Map<string, Outcome>();
  const findings = new Map<string, Finding>();
  for (const each of registered) {
    const outcome = outcomes.get(each.program) ?? (await startHost(each.program, surveyed));
    outcomes.set(each.program, outcome);
    findings.set(`${each.id} ${each.program}`, chainFinding(each, outcome, surveyed));
  }
  return [...findings.values()];
}

function chainFinding({ id, name, program }: Registered, outcome: Outcome, surveyed: Surveyed): Finding {
  const findingId = `chain.${id}`;
  if (outcome.kind === "failed")
    return failRegistration(surveyed, findingId, TITLE, `${name}: ${program} ${outcome.why}.`);
  const answered = `${name}: answers after ${(outcome.afterMs / 1000).toFixed(1)} s`;
  return outcome.endedInTime
    ? ok(findingId, TITLE, answered)
    : note(findingId, TITLE, `${answered}, and took over two seconds to end.`, null);
}

async function startHost(program: string, { computer, answerMs }: Surveyed): Promise<Outcome> {
  const startMs = performance.now();
  const session = Object.fromEntries(
    OF_A_DESKTOP.flatMap((name) => {
      const value = computer.environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const child = spawn(program, [`chrome-extension://${EXTENSION_IDS[0] ?? ""}/`], {
    cwd: dirname(program),
    env: { HOME: computer.home, PATH: "/usr/bin:/bin", ...session },
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const why = await conversation(child, answerMs);
  const afterMs = performance.now() - startMs;
  child.stdin.end();
  const endedInTime = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), END_MS);
    void ended.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
  if (!endedInTime) child.kill("SIGKILL");
  return why === null ? { kind: "answered", afterMs, endedInTime } : { kind: "failed", why };
}

/** @returns what went wrong, as the end of a sentence about the program; null when both questions were answered */
function conversation(child: ChildProcessWithoutNullStreams, answerMs: number): Promise<string | null> {
  const decoder = new NativeFrameDecoder(MAX_MESSAGE_BYTES);
  const asked = [
    buildRequest(randomUUID(), "protocol_version_check", { supported_versions: [PROTOCOL_VERSION] }),
    buildRequest(randomUUID(), "get_health", {}),
  ];
  const open = new Set(asked.map(({ id }) => id));
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-2000);
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(`did not answer within ${answerMs / 1000} s`), answerMs);
    const settle = (why: string | null): void => {
      clearTimeout(timer);
      resolve(why);
    };
    child.once("error", (error) => settle(startFault(error)));
    child.once("close", (code, signal) => settle(endFault(code ?? signal, stderr)));
    child.stdin.on("error", () => {
      // It has ended, which "close" reports.
    });
    child.stdout.on("data", (chunk: Buffer) => {
      for (const frame of decoder.push(chunk)) {
        if (frame.kind !== "value")
          return settle("wrote on its output what is no message: something on the way prints");
        const refusal = refusalIn(frame.value);
        if (refusal !== null) return settle(`refuses: ${refusal}`);
        open.delete(idOf(frame.value));
      }
      if (open.size === 0) settle(null);
    });
    for (const request of asked) child.stdin.write(frameBody(Buffer.from(JSON.stringify(request))));
  });
}

function startFault(error: Error): string {
  // The file itself was seen to be there.
  if (systemCode(error) === "ENOENT")
    return "cannot be started: the interpreter that its first line names is missing";
  return `cannot be started: ${systemCode(error) ?? error.message}`;
}

function endFault(code: number | string | null, stderr: string): string {
  const last = stderr.trim().split("\n").slice(-3).join(" / ");
  const cause = code === 126 || code === 127 ? "; the Node or the program that it names is gone" : "";
  return `ended at once (${code ?? "unknown"})${cause}${last === "" ? "" : `: ${last}`}`;
}

function refusalIn(message: unknown): string | null {
  if (!isRecord(message) || message["type"] !== "error" || !isRecord(message["error"])) return null;
  const { code, message: words } = message["error"];
  return `${String(code)}, ${String(words)}`;
}

function idOf(message: unknown): string {
  return isRecord(message) ? String(message["id"]) : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
