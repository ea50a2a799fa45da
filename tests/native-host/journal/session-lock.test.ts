import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, uptime } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isLocked } from "../../../native-host/journal/session-lock.ts";
import { eventually } from "../../eventually.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "earshot-lock-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function lockedBy(pid: number): void {
  const booted = Math.round(Date.now() - uptime() * 1000);
  writeFileSync(
    join(folder, "lock.json"),
    JSON.stringify({ pid, booted_at_ms: booted, token: randomUUID() }),
  );
}

// Of other systems' processes only their number is asked.
test.runIf(process.platform === "linux")(
  "IPC-9 a host that was killed holds nothing, though nobody has asked yet how it ended",
  async () => {
    // `exec` makes the shell a program that never asks for its children.
    const parent = spawn("sh", ["-c", "sleep 100 & echo $!; exec sleep 100"]);
    const [written] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(written.toString());
    lockedBy(pid);
    const whileAlive = isLocked(folder);
    process.kill(pid, "SIGKILL");
    await eventually(() => expect(readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z "));

    expect(whileAlive).toBe(true);
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(isLocked(folder)).toBe(false);
    parent.kill("SIGKILL");
  },
);
