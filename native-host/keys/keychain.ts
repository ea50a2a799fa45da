import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * The system's store of secrets for the user who is logged in. No method asks the user anything, throws, or takes longer
 * than its bound.
 */
export interface Keychain {
  /**
   * Stores a secret under a name that nothing has been stored under before.
   *
   * @param secret base64
   * @returns what `read` finds it by again, no secret itself; null when the keychain cannot store it now
   */
  readonly store: (name: string, secret: string) => Promise<string | null>;
  /** @returns null when the keychain does not answer, is locked, or does not have it */
  readonly read: (reference: string) => Promise<string | null>;
}

const SERVICE = "earshot";
const ANSWER_WITHIN_MS = 1_500;
/** PowerShell takes seconds to start on a busy machine. */
const POWERSHELL_ANSWERS_WITHIN_MS = 8_000;

/** The keychain of this system; null where we know none. */
export function systemKeychain(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): Keychain | null {
  switch (platform) {
    case "darwin":
      return macKeychain;
    case "linux":
      return hasSessionBus(environment) ? secretService : null;
    case "win32":
      return dataProtection;
    default:
      return null;
  }
}

/** The login keychain by `security`, which is on every Mac. What `security` has stored it reads without a question. */
const macKeychain: Keychain = {
  async store(name, secret) {
    // By its standard input, as every process can read another's command line.
    const command = `add-generic-password -s ${SERVICE} -a ${name} -w ${secret}\n`;
    const answer = await runProgram(["security", "-i"], command, ANSWER_WITHIN_MS);
    return answer === null ? null : name;
  },
  read: (name) =>
    runProgram(["security", "find-generic-password", "-s", SERVICE, "-a", name, "-w"], "", ANSWER_WITHIN_MS),
};

const DEFAULT_COLLECTION = [
  "org.freedesktop.secrets",
  "/org/freedesktop/secrets/aliases/default",
  "org.freedesktop.Secret.Collection",
  "Locked",
] as const;

/** The freedesktop Secret Service by `secret-tool` (libsecret), while its default collection is unlocked. */
const secretService: Keychain = {
  async store(name, secret) {
    if (!(await isUnlocked())) return null;
    const store = ["secret-tool", "store", "--label=Earshot", "service", SERVICE, "account", name] as const;
    const answer = await runProgram(store, secret, ANSWER_WITHIN_MS);
    return answer === null ? null : name;
  },
  async read(name) {
    if (!(await isUnlocked())) return null;
    return runProgram(["secret-tool", "lookup", "service", SERVICE, "account", name], "", ANSWER_WITHIN_MS);
  },
};

/** Asked before each use: `secret-tool` itself would have the user unlock it. */
async function isUnlocked(): Promise<boolean> {
  const ask = ["busctl", "--user", "--auto-start=no", "get-property", ...DEFAULT_COLLECTION] as const;
  return (await runProgram(ask, "", ANSWER_WITHIN_MS))?.trim() === "b false";
}

function hasSessionBus({ DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR }: NodeJS.ProcessEnv): boolean {
  if ((DBUS_SESSION_BUS_ADDRESS ?? "") !== "") return true;
  return XDG_RUNTIME_DIR !== undefined && existsSync(join(XDG_RUNTIME_DIR, "bus"));
}

/** DPAPI: the secret comes back encrypted for this user of Windows, and that is the reference. */
const dataProtection: Keychain = {
  store: (_name, secret) => protect("Protect", secret),
  read: (reference) => protect("Unprotect", reference),
};

async function protect(operation: "Protect" | "Unprotect", base64: string): Promise<string | null> {
  const script = `Add-Type -AssemblyName System.Security
$bytes = [Convert]::FromBase64String([Console]::In.ReadToEnd().Trim())
$result = [Security.Cryptography.ProtectedData]::${operation}($bytes, $null, 'CurrentUser')
[Console]::Out.Write([Convert]::ToBase64String($result))`;
  const command = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", script] as const;
  return (await runProgram(command, base64, POWERSHELL_ANSWERS_WITHIN_MS))?.trim() ?? null;
}

const MAX_OUTPUT_BYTES = 64 * 1024;

/**
 * Runs a program of the system, found on PATH, without a shell. What it is given and what it answers may be a key, so neither
 * stands on its command line, nor in an error.
 *
 * @returns what it wrote, or null when it is not there, fails, or takes longer than `timeoutMs`; it is ended then
 */
function runProgram(
  command: readonly [string, ...string[]],
  input: string,
  timeoutMs: number,
): Promise<string | null> {
  const [name, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(name, args, { stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
    const end = (output: string | null): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      child.stdout.destroy();
      resolve(output);
    };
    const timer = setTimeout(end, timeoutMs, null);
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (output.length > MAX_OUTPUT_BYTES) end(null);
    });
    child.stdin.on("error", () => {
      // It ended without reading; its exit says the rest.
    });
    child.on("error", () => {
      end(null);
    });
    child.on("close", (code) => {
      end(code === 0 ? output : null);
    });
    child.stdin.end(input);
  });
}
