import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import table from "../../../protocol/models.json" with { type: "json" };
import type { FakeHome } from "../fake-home.ts";
import { buildHost, examined, failing, rowOf, wellHome } from "./examined.ts";

const SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b";
const HOUR_MS = 3_600_000;

beforeAll(buildHost);

/** A download of `tiny` as it lies on the disk, of files that hold nothing. */
function tinyIn(home: FakeHome, { without = "", short = "" } = {}): void {
  const tiny = table.models.find(({ name }) => name === "tiny");
  if (tiny === undefined) throw new TypeError("no tiny in the table");
  const folder = join(
    home.app.models,
    `models--${tiny.repository.replace("/", "--")}/snapshots`,
    tiny.revision,
  );
  for (const { name, bytes } of tiny.files) {
    if (name === without) continue;
    home.write(join(folder, name), "");
    truncateSync(join(folder, name), name === short ? bytes - 1 : bytes);
  }
}

/** An error of so many hours ago. */
function at(hours: number): { time: string; level: string } {
  return { time: new Date(Date.now() - hours * HOUR_MS).toISOString(), level: "error" };
}

/** A process that does nothing until it is ended. */
function idleProcess(): ChildProcess {
  const started = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => void started.kill());
  return started;
}

/** What a helper has noted. */
function noted(home: FakeHome, ...lines: readonly object[]): void {
  home.write(
    join(home.app.data, "logs/host.jsonl"),
    `${lines.map((each) => JSON.stringify(each)).join("\n")}\n{"ti`,
  );
  home.closeData();
}

describe.skipIf(process.platform === "win32")("the doctor of what use has left", () => {
  it("INS-2 names a model whose size is another, and one whose checksum is", async () => {
    const short = await wellHome();
    tinyIn(short, { short: "vocabulary.txt" });
    const altered = await wellHome();
    tinyIn(altered);

    const first = await examined(short, undefined);
    const second = await examined(altered, undefined);

    expect(failing(first.findings)).toEqual(["models"]);
    expect(rowOf(first.findings, "models")?.detail).toMatch(
      /tiny .*vocabulary\.txt has \d+ bytes in place of/u,
    );
    expect(failing(second.findings)).toEqual(["models"]);
    expect(rowOf(second.findings, "models")?.detail).toMatch(/tiny .*config\.json has another checksum/u);
  });

  it("INS-2 calls a half downloaded model no fault, and no model", async () => {
    const home = await wellHome();
    tinyIn(home, { without: "model.bin" });

    const { findings } = await examined(home, undefined);

    expect(rowOf(findings, "models")).toMatchObject({
      state: "note",
      detail: "The demo model, which knows few words, and no other; of tiny a part.",
    });
  });

  it("INS-2 counts the errors of a week by their codes, and prints no word of a line", async () => {
    const home = await wellHome();
    noted(
      home,
      { ...at(24 * 8), code: "disk_full", message: "long ago" },
      { ...at(3), code: "sidecar_died", message: "sidecar lost" },
      { ...at(2), code: "sidecar_died", message: "secret words" },
      { ...at(1), message: "defect", kind: "TypeError" },
      { ...at(1), level: "info", code: "host_exited", message: "host started" },
      { ...at(1), code: "secret code" },
    );

    const { code, findings } = await examined(home, undefined);

    expect(code).toBe(0);
    expect(rowOf(findings, "log")?.detail).toMatch(
      /: sidecar_died × 2, internal_error × 1; the latest internal_error at /u,
    );
    expect(JSON.stringify(findings)).not.toMatch(/secret|long ago|disk_full|TypeError/u);
  });

  it("INS-2 finds no errors where nothing was noted", async () => {
    expect(rowOf((await examined(await wellHome(), undefined)).findings, "log")).toMatchObject({
      state: "ok",
    });
  });

  it("INS-2 has the helper list what was not finished, and what it cannot read", async () => {
    const well = await wellHome();
    const home = await wellHome();
    mkdirSync(join(home.app.data, "sessions", SESSION), { recursive: true, mode: 0o700 });
    writeFileSync(join(home.app.data, "sessions", SESSION, "session.record"), "damaged");
    home.closeData();

    const nothing = await examined(well, undefined);
    const { code, findings } = await examined(home, undefined);

    expect(rowOf(nothing.findings, "data.sessions")).toMatchObject({ state: "ok" });
    expect(code).toBe(0);
    expect(rowOf(findings, "data.sessions")).toMatchObject({
      state: "note",
      detail: "1 with a damaged key or file.",
      remedy: expect.stringContaining("the page with all meetings") as string,
    });
  });

  it("INS-2 names a helper whose browser is gone for a day, and ends it by --fix, and no other", async () => {
    const home = await wellHome();
    const left = idleProcess();
    const used = idleProcess();
    const ended = once(left, "exit");
    const host = `node ${home.app.hostProgram} --config x chrome-extension://y/`;
    let isThere = true;
    void ended.then(() => {
      isThere = false;
    });
    const processes = () => [
      "    1     0 9-00:00:00 /sbin/init",
      "  700     1 9-00:00:00 /lib/systemd/systemd --user",
      "  800   700 2-00:00:00 /opt/google/chrome/chrome",
      ...(isThere ? [`  ${left.pid} 700 1-00:00:01 ${host}`] : []),
      `  ${used.pid} 800 1-00:00:01 ${host}`,
      `  901   700 23:59:59 ${host}`,
      "  902   700 5-00:00:00 node another.mjs",
    ];

    const named = await examined(home, { processes });
    await examined(home, { processes }, { isFix: true });
    await ended;

    expect(failing(named.findings)).toEqual(["time"]);
    expect(rowOf(named.findings, "time")).toMatchObject({ remedy: `kill ${left.pid}`, fixable: true });
    expect(used.exitCode ?? used.signalCode).toBeNull();
    expect(failing((await examined(home, { processes })).findings)).toEqual([]);
  });

  it("INS-2 looks for models where the folder is a link", async () => {
    const home = await wellHome();
    const elsewhere = join(home.home, "a larger disk");
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, home.app.models);
    tinyIn(home, { short: "model.bin" });

    expect(failing((await examined(home, undefined)).findings)).toEqual(["models"]);
  });
});
