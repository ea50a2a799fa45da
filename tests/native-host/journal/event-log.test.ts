import { expect, test } from "vitest";
import { EventLog } from "../../../native-host/journal/event-log.ts";
import { SESSION } from "../frames.ts";
import { temporaryFolder } from "../temporary-folder.ts";

function gap(start_sample: number) {
  const data = { session: SESSION, source: "mic" as const, start_sample, end_sample: start_sample + 1600 };
  return { event: "gap" as const, data: { ...data, reason: "muted" as const } };
}

test("SEC-2 the file is bounded: what a mad sidecar says beyond is named and not kept", () => {
  const log = new EventLog(temporaryFolder(), 1000);
  const keepAll = (): void => {
    for (let index = 0; index < 100; index += 1) log.keep(gap(index * 1600));
  };

  expect(keepAll).toThrow(expect.objectContaining({ code: "journal_unwritable" }) as Error);
  expect(log.nextNumber).toBeLessThan(10);
});

test("a gap settles nothing: the sound before it may still wait for its transcription", () => {
  const log = new EventLog(temporaryFolder());

  log.keep(gap(16_000));

  expect(log.settled("mic")).toBe(0);
});

test("a mark that is ahead of its events, or was torn, means that nothing is acknowledged", async () => {
  const folder = temporaryFolder();
  const log = new EventLog(folder);
  log.keep(gap(0));
  log.acknowledge(7);
  await log.close();

  expect(new EventLog(folder).acknowledged).toBe(0);
});
