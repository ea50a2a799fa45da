import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it, onTestFinished, vi } from "vitest";
import { checkLeftOver, listProcesses } from "../../../install/doctor/left-over-hosts.ts";
import { FakeHome } from "../fake-home.ts";
import { surveyedAs } from "./examined.ts";

it.skipIf(process.platform === "win32")("INS-2 reads whole commands, with every letter", async () => {
  vi.stubEnv("COLUMNS", "40");
  vi.stubEnv("LC_ALL", "C");
  onTestFinished(() => void vi.unstubAllEnvs());
  const name = `${"x".repeat(300)} モデル Jö`;
  const started = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", name]);
  onTestFinished(() => void started.kill());
  await once(started, "spawn");

  const [line] = listProcesses().filter((each) => each.trim().startsWith(`${started.pid} `));

  expect(line).toContain(name);
});

it("INS-2 finds nothing well of processes that cannot be listed", () => {
  const home = new FakeHome("chromium");

  expect(checkLeftOver(surveyedAs(home, { processes: () => [] }))).toMatchObject({ state: "note" });
});

it.each([
  ["an editor that names it", "vim PROGRAM", "/sbin/init", "ok"],
  ["another program of a longer name", "node PROGRAM.old", "/sbin/init", "ok"],
  ["one whose parent only names an init", "node PROGRAM", "vim /etc/init", "ok"],
  ["one that runs", "/opt/no de/bin/node PROGRAM --config x", "/lib/systemd/systemd --user", "fail"],
  ["one that runs without more", "node PROGRAM", "init", "fail"],
])("INS-2 takes for a helper without its browser %s: %s below %s is %s", (_what, command, parent, state) => {
  const home = new FakeHome("chromium");
  const processes = () => [
    `  700     1 9-00:00:00 ${parent}`,
    `  900   700 2-00:00:00 ${command.replace("PROGRAM", home.app.hostProgram)}`,
  ];

  expect(checkLeftOver(surveyedAs(home, { processes }))).toMatchObject({ state });
});
