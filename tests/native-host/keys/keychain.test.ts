import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import type { ErrorMessage, ResponseMessage } from "../../../protocol/messages.ts";
import { SESSION } from "../frames.ts";
import { program, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();
const OTHER = "9c858901-8a57-4791-81fe-4c455b099bc9";

/** Stands in for `busctl` and `secret-tool` of a Linux desktop; no real keychain can be had in a test. */
class StandInKeychain {
  readonly #folder = temporaryFolder();
  readonly #programs = join(this.#folder, "programs");

  constructor() {
    mkdirSync(this.#programs);
    this.#write("busctl", `cat ${join(this.#folder, "locked")}`);
    this.#write(
      "secret-tool",
      `last=""; for last in "$@"; do :; done
case "$1" in store) cat > ${this.#folder}/"$last";; lookup) cat ${this.#folder}/"$last";; esac`,
    );
    this.unlock();
  }

  get environment(): Record<string, string> {
    const PATH = [this.#programs, process.env["PATH"] ?? ""].join(delimiter);
    return { PATH, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" };
  }

  lock(): void {
    writeFileSync(join(this.#folder, "locked"), "b true\n");
  }

  unlock(): void {
    writeFileSync(join(this.#folder, "locked"), "b false\n");
  }

  /** The service is there and never answers. */
  hang(): void {
    this.#write("busctl", "sleep 60");
  }

  secret(name: string): string {
    return readFileSync(join(this.#folder, name), "utf8");
  }

  #write(name: string, script: string): void {
    writeFileSync(join(this.#programs, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.#programs, name), 0o755);
  }
}

function outcome(answer: ResponseMessage | ErrorMessage): unknown {
  return answer.type === "response" ? answer.result : answer.error.code;
}

const ask = { session: SESSION, create: true };

test.skipIf(process.platform !== "linux")(
  "SEC-7 a keychain keeps the master key; locked, it is asked again, and new meetings do without",
  async () => {
    const keychain = new StandInKeychain();
    const options = {
      sidecar: program("echo-sidecar"),
      usesKeychain: true,
      inherited: keychain.environment,
    };
    const first = hosts.start(options);
    const made = outcome(await first.request("session_key", ask));
    await first.kill();
    const { dataDirectory } = first;
    const reference = readFileSync(join(dataDirectory, "keys", "master.keychain"), "utf8");

    keychain.lock();
    const second = hosts.start({ ...options, dataDirectory });
    const locked = outcome(await second.request("session_key", { session: SESSION }));
    const other = outcome(await second.request("session_key", { session: OTHER, create: true }));
    keychain.unlock();
    const unlocked = outcome(await second.request("session_key", { session: SESSION }));
    const otherAgain = outcome(await second.request("session_key", { session: OTHER }));

    expect(made).toMatchObject({ storage: "keychain" });
    expect(Buffer.from(keychain.secret(reference), "base64")).toHaveLength(32);
    expect(locked).toBe("keychain_unavailable");
    expect(other).toMatchObject({ storage: "file" });
    expect(unlocked).toEqual(made);
    expect(otherAgain).toEqual(other);
    expect(readFileSync(join(dataDirectory, "keys", "master.keychain"), "utf8")).toBe(reference);
  },
);

test.skipIf(process.platform !== "linux")(
  "SEC-7 CAP-8 a meeting goes on once a keychain that was locked when its host came back is open",
  async () => {
    const keychain = new StandInKeychain();
    const options = {
      sidecar: program("echo-sidecar"),
      usesKeychain: true,
      inherited: keychain.environment,
    };
    const first = hosts.start(options);
    await first.request("start_session", START);
    await first.kill();
    const { dataDirectory } = first;
    const resume = async (host: typeof first) =>
      outcome(await host.request("resume_session", { session: SESSION, sources: ["tab", "mic"] }));

    keychain.lock();
    const second = hosts.start({ ...options, dataDirectory });
    const locked = await resume(second);
    keychain.unlock();
    const unlocked = await resume(second);

    expect(locked).toBe("keychain_unavailable");
    expect(unlocked).toMatchObject({ session: SESSION });
  },
);

test.skipIf(process.platform !== "linux")(
  "SEC-7 a keychain that never answers holds nobody up for long",
  async () => {
    const keychain = new StandInKeychain();
    keychain.hang();
    const options = {
      sidecar: program("echo-sidecar"),
      usesKeychain: true,
      inherited: keychain.environment,
    };
    const host = hosts.start(options);

    const answered = await host.request("protocol_version_check", { supported_versions: ["1.3"] });
    const made = outcome(await host.request("session_key", ask));

    expect(answered).toMatchObject({ type: "response" });
    expect(made).toMatchObject({ storage: "file" });
    expect(existsSync(join(host.dataDirectory, "keys", "master.keychain"))).toBe(false);
  },
);
