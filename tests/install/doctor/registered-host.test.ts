import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { RegisteredHost } from "../../../install/doctor/registered-host.ts";
import { FakeHome } from "../fake-home.ts";

it.skipIf(process.platform === "win32")(
  "INS-2 starts a host with the places of a desktop, and with nothing of a terminal",
  async () => {
    const home = new FakeHome();
    const program = join(home.home, "host/earshot-host");
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, '#!/bin/sh\n/usr/bin/env > "$0.environment"\n', { mode: 0o700 });
    const environment = { XDG_DATA_HOME: "/data/me", NODE_OPTIONS: "--require missing" };

    await new RegisteredHost({ program, computer: { ...home.computer, environment } }).ended;

    const started = readFileSync(`${program}.environment`, "utf8");
    expect(started).toContain("XDG_DATA_HOME=/data/me\n");
    expect(started).not.toContain("NODE_OPTIONS");
  },
);
