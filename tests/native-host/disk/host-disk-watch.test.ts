import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { ExtensionWriter } from "../../../native-host/extension/extension-writer.ts";
import { Host } from "../../../native-host/host.ts";
import { Sidecar } from "../../../native-host/sidecar/sidecar.ts";
import { spawnSidecar } from "../../../native-host/sidecar/sidecar-process.ts";
import { noDownload } from "../download/no-download.ts";
import { SESSION } from "../frames.ts";
import { openedKeys } from "../keys/opened-keys.ts";
import { ManualClock } from "../manual-clock.ts";
import { program, START } from "../real-host.ts";
import { CAN_MOUNT, TinyDisk } from "./tiny-disk.ts";

test.skipIf(!CAN_MOUNT)(
  "a disk on which less than an hour fits is reported within a minute, once",
  async () => {
    const disk = new TinyDisk(240_000_000);
    const clock = new ManualClock();
    const output = new PassThrough();
    const log = vi.fn<() => void>();
    const host = new Host({
      dataDirectory: disk.folder,
      keys: await openedKeys(disk.folder),
      extension: new ExtensionWriter(output),
      clock,
      log,
      startSidecar: (listener) => new Sidecar(spawnSidecar(program("echo-sidecar"), {}, log), listener, log),
      startDownload: noDownload,
    });
    const reported = (): string[] => String(output.read() ?? "").match(/"code":"\w+"/g) ?? [];
    host.sessions.create(SESSION, START);

    clock.tick(60_000);
    expect(reported()).toEqual([]);

    writeFileSync(join(disk.folder, "something-else"), Buffer.alloc(12_000_000));
    clock.tick(60_000);
    expect(reported()).toEqual(['"code":"disk_nearly_full"']);

    clock.tick(60_000);
    expect(reported()).toEqual([]);
    await host.end();
  },
);
