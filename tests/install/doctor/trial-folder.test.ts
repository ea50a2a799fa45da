import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { inTrialFolder } from "../../../install/doctor/trial-folder.ts";

it("INS-2 leaves nothing of a trial, neither when it is done nor when it fails", async () => {
  const folders: string[] = [];
  const work = async (folder: string): Promise<void> => {
    folders.push(folder);
    writeFileSync(join(folder, "config.json"), "{}");
    if (folders.length === 2) throw new Error("no");
    await Promise.resolve();
  };

  await inTrialFolder(work);
  await expect(inTrialFolder(work)).rejects.toThrow("no");

  expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
});

it.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("INS-2 leaves nothing of a trial that %s ends", async (signal, code) => {
  // Ends nothing here, so that the trial goes on.
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  const listeners = process.listenerCount(signal);

  await inTrialFolder(async (folder) => {
    process.emit(signal, signal);
    expect(existsSync(folder)).toBe(false);
    await Promise.resolve();
  });

  expect(exit).toHaveBeenCalledExactlyOnceWith(code);
  expect(process.listenerCount(signal)).toBe(listeners);
  exit.mockRestore();
});
