import { spawn } from "node:child_process";
import { tmpdir, uptime } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { namesIn } from "../../../install/folder.ts";
import { below } from "../fake-home.ts";
import { BROKEN_RECOGNITION } from "./broken-recognition.ts";
import { buildHost, examined, failing, rowOf, wellHome } from "./examined.ts";
import { installRealPython } from "./real-python.ts";

const CASES = Object.entries(BROKEN_RECOGNITION).flatMap(([id, homes]) =>
  homes.map((home) => ({ id, ...home })),
);

/** Folders of the doctor's own, of whatever process. */
function trials(): string[] {
  return namesIn(tmpdir()).filter((name) => name.startsWith("earshot-doctor-"));
}

beforeAll(buildHost);

describe.skipIf(process.platform === "win32")("the doctor of a recognition", () => {
  it.each(CASES)(
    "INS-2 names $id and no other, with the cause: $what",
    async ({ id, break: breakIt, says }) => {
      const home = await wellHome();

      const shown = breakIt(home);
      const { code, findings } = await examined(home, shown);

      expect(failing(findings)).toEqual([id]);
      expect(code).toBe(1);
      expect(rowOf(findings, id)?.detail).toMatch(says ?? /never/u);
      expect(rowOf(findings, id)?.remedy).toMatch(/npm start|Choose another model|demo-model/u);
    },
  );

  it("INS-2 mends by --fix a host that is told of a Python which was moved away", async () => {
    const home = await wellHome();
    home.configure(({ sidecarCommand }) => ({
      sidecarCommand: ["/nowhere/python", ...sidecarCommand.slice(1)],
    }));

    const broken = await examined(home, undefined);
    const { findings } = await examined(home, undefined, { isFix: true });

    expect(rowOf(broken.findings, "chain.chromium")).toMatchObject({
      fixable: true,
      detail: expect.stringContaining("needs /nowhere/python, which does not exist") as string,
    });
    expect(failing(findings)).toEqual([]);
  });

  it("INS-2 has words recognised by the real one, and names the model", async () => {
    const home = await wellHome();
    installRealPython(home);

    const { code, findings } = await examined(home, undefined);

    expect(code).toBe(0);
    expect(rowOf(findings, "chain.chromium")).toMatchObject({ state: "ok" });
    expect(rowOf(findings, "chain.sidecar")).toMatchObject({
      state: "ok",
      detail: expect.stringMatching(
        /^Two sentences in .* s, by the demo model, which knows few words/u,
      ) as string,
    });
  });

  it("INS-2 has the model recognise that was chosen by its folder", async () => {
    const home = await wellHome();
    installRealPython(home);
    home.configure(({ sidecarCommand }) => ({
      sidecarCommand: [...sidecarCommand, `--local-model=mine=${home.app.demoModel}`],
    }));

    const { findings } = await examined(home, undefined);

    expect(rowOf(findings, "chain.sidecar")).toMatchObject({
      state: "ok",
      detail: expect.stringMatching(/by the model mine$/u) as string,
    });
    expect(rowOf(findings, "models")).toMatchObject({ state: "ok", detail: "demo model, mine" });
  });

  it("INS-2 says that there is no model but the demo model", async () => {
    const { findings } = await examined(await wellHome(), undefined);

    expect(rowOf(findings, "models")).toMatchObject({
      state: "note",
      detail: expect.stringContaining("and no other") as string,
    });
  });

  it("INS-2 says of speech that takes too long which model is at it", async () => {
    const home = await wellHome();
    home.standIn("stuck-sidecar");

    const { code, findings } = await examined(home, { patience: { speechMs: 3000 } });

    expect(code).toBe(0);
    expect(rowOf(findings, "chain.sidecar")).toMatchObject({
      state: "note",
      detail: expect.stringMatching(/took longer than 3 s: .*is still at it/u) as string,
    });
  });

  it("INS-2 leaves nothing of what it tries behind", async () => {
    const home = await wellHome();
    const before = trials();

    await examined(home, undefined);

    expect(below(home.app.data)).toEqual(["keys", "logs", "logs/host.jsonl"]);
    expect(trials().filter((name) => !before.includes(name))).toEqual([]);
  });

  it("INS-2 tries nothing beside a meeting, which needs the computer", async () => {
    const home = await wellHome();
    const host = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    onTestFinished(() => void host.kill());
    const booted_at_ms = Math.round(Date.now() - uptime() * 1000);
    const lock = { pid: host.pid, booted_at_ms, token: "2c9f0a52-9e7e-4b0c-8f53-55a0b2f1f1aa" };
    home.write(join(home.app.data, "sessions/running/lock.json"), JSON.stringify(lock));
    home.closeData();

    const { findings } = await examined(home, undefined);

    expect(rowOf(findings, "chain.sidecar")).toMatchObject({
      state: "note",
      detail: expect.stringContaining("Not tried") as string,
    });
  });
});
