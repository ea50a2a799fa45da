import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { beforeEach, expect, test, vi } from "vitest";
import { ExtensionWriter } from "../../../native-host/extension/extension-writer.ts";
import { Journal } from "../../../native-host/journal/journal.ts";
import { toJournalEvent } from "../../../native-host/journal/journal-event.ts";
import { EventDelivery } from "../../../native-host/pumps/event-delivery.ts";
import { StorageHealth } from "../../../native-host/pumps/storage-health.ts";
import { buildEvent } from "../../../protocol/build.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../../protocol/settings.ts";
import { CAN_MOUNT, TinyDisk } from "../disk/tiny-disk.ts";
import { SESSION } from "../frames.ts";
import { journalStore } from "../keys/opened-keys.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const RECORD = { started_at: "2026-11-22T09:00:00Z", settings: DEFAULT_TRANSCRIPTION_SETTINGS };

let nowMs: number;
let output: PassThrough;
let failures: string[];

beforeEach(() => {
  nowMs = 0;
  output = new PassThrough({ readableHighWaterMark: 10_000_000 });
  failures = [];
});

function createDelivery(journal: Journal, version = "1.0"): EventDelivery {
  const storage = new StorageHealth({ failed: ({ code }) => void failures.push(code), changed: () => {} });
  const extension = new ExtensionWriter(output);
  extension.noteVersion(version);
  const log = vi.fn<() => void>();
  return new EventDelivery({ journal, extension, storage, clock: { nowMs: () => nowMs }, log });
}

function final(index: number, text = "x") {
  const at = {
    session: SESSION,
    source: "tab" as const,
    start_sample: index * 1600,
    end_sample: index * 1600 + 800,
  };
  return {
    event: "final_text" as const,
    data: { ...at, utterance: at.start_sample, revision: 2, text, language: null },
  };
}

function deliver(delivery: EventDelivery, from: number, to: number): void {
  for (let index = from; index < to; index += 1) delivery.deliver(final(index));
}

/** Number and start of each final sent since the last call; null for one without number. */
function sent(): [number: number | null, index: number][] {
  const text = String(output.read() ?? "");
  return text
    .split('{"type":"event"')
    .slice(1)
    .map((message) => {
      const number = /"number":(\d+)/.exec(message)?.[1];
      const start = Number(/"start_sample":(\d+)/.exec(message)?.[1]);
      return [number === undefined ? null : Number(number), start / 1600];
    });
}

function range(from: number, to: number): [number, number][] {
  return Array.from({ length: to - from }, (_, offset) => [from + offset, from + offset]);
}

test("every final gets the next number; ends of speech and silences get none", async () => {
  const delivery = createDelivery(Journal.create(await journalStore(), SESSION, RECORD));

  delivery.deliver(final(0));
  delivery.deliver({
    event: "no_speech",
    data: { session: SESSION, source: "mic", start_sample: 8000, end_sample: 9000 },
  });
  delivery.deliver(final(1));

  expect(sent()).toEqual([
    [0, 0],
    [null, 5],
    [1, 1],
  ]);
});

test("a number that a sidecar made up is not kept, and other events are not kept at all", () => {
  const { data } = final(0);

  expect(toJournalEvent(buildEvent("final_text", { ...data, number: 99 }))).toEqual(final(0));
  expect(
    toJournalEvent(buildEvent("audio_consumed", { session: SESSION, source: "tab", next_seq: 1 })),
  ).toBeNull();
});

test("nothing is sent again while acknowledgements come, and from the first outstanding one when they do not", async () => {
  const delivery = createDelivery(Journal.create(await journalStore(), SESSION, RECORD));
  deliver(delivery, 0, 4);
  nowMs = 4000;
  delivery.acknowledge(2);
  sent();

  nowMs = 8900;
  delivery.tick();
  expect(sent()).toEqual([]);

  nowMs = 9000;
  delivery.tick();
  expect(sent()).toEqual(range(2, 4));
});

test("IPC-5 many are sent again 100 at a time, each part once the one before is acknowledged", async () => {
  const delivery = createDelivery(Journal.create(await journalStore(), SESSION, RECORD));
  deliver(delivery, 0, 250);
  sent();

  delivery.replay([]);
  expect(sent()).toEqual(range(0, 100));

  delivery.acknowledge(60);
  expect(sent()).toEqual(range(100, 160));

  delivery.acknowledge(250);
  delivery.replay([]);
  expect(sent()).toEqual([]);
});

test("numbers and the mark are the same after a restart, whatever was torn", async () => {
  const dataDirectory = temporaryFolder();
  const died = Journal.create(await journalStore(dataDirectory), SESSION, RECORD);
  const delivery = createDelivery(died);
  deliver(delivery, 0, 3);
  delivery.acknowledge(1);
  await died.close();
  appendFileSync(join(dataDirectory, "sessions", SESSION, "events.records"), "3 0 3 c2VhbGVk");
  sent();

  const next = createDelivery(Journal.open(await journalStore(dataDirectory), SESSION));
  next.replay([]);
  next.deliver(final(3));

  expect(sent()).toEqual(range(1, 4));
});

test("it is finished when the last one is acknowledged", async () => {
  const delivery = createDelivery(Journal.create(await journalStore(), SESSION, RECORD));
  deliver(delivery, 0, 2);
  const order: string[] = [];

  const finished = delivery.finished().then(() => order.push("finished"));
  delivery.acknowledge(1);
  await Promise.resolve();
  order.push("one acknowledged");
  delivery.acknowledge(2);
  await finished;

  expect(order).toEqual(["one acknowledged", "finished"]);
});

test.skipIf(!CAN_MOUNT)(
  "IPC-5 a final that a full disk refuses is shown without a number, and numbered once there is room",
  async () => {
    const disk = new TinyDisk(200_000 + 8_000_000);
    const journal = Journal.create(await journalStore(disk.folder), SESSION, RECORD);
    const delivery = createDelivery(journal);
    delivery.deliver(final(0));
    disk.fill();
    sent();

    // Long enough not to fit into the rest of a page that is the file's already.
    delivery.deliver(final(1, "y".repeat(5000)));
    delivery.deliver(final(2));
    delivery.tick();
    const whileFull = { sent: sent(), settled: journal.events.settled("tab"), failures: [...failures] };
    disk.free();
    delivery.tick();

    expect(whileFull).toEqual({
      sent: [
        [null, 1],
        [null, 2],
      ],
      settled: 800,
      failures: ["disk_full"],
    });
    expect(sent()).toEqual(range(1, 3));
    expect(journal.events.settled("tab")).toBe(4000);
  },
);

test.each([
  ["1.2", "muted"],
  ["1.3", "muted_in_meeting"],
])("WHO-4 VER-1 an extension of %s is told a gap as %s, whichever it is on disk", async (version, reason) => {
  const journal = Journal.create(await journalStore(), SESSION, RECORD);
  const at = { session: SESSION, source: "mic" as const, start_sample: 0, end_sample: 48_000 };

  createDelivery(journal, version).deliver({ event: "gap", data: { ...at, reason: "muted_in_meeting" } });

  expect(String(output.read())).toContain(`"reason":"${reason}"`);
  expect(journal.events.hasGap({ event: "gap", data: { ...at, reason: "muted_in_meeting" } })).toBe(true);
});

test("WHO-2 VER-1 a label is sent under its number until it is acknowledged, and to no extension that does not know it", async () => {
  const dataDirectory = temporaryFolder();
  const journal = Journal.create(await journalStore(dataDirectory), SESSION, RECORD);
  const older = createDelivery(journal, "1.3");
  const { text: _text, language: _language, ...line } = final(1).data;
  older.deliver(final(0));
  older.deliver({ event: "speaker", data: { ...line, speaker: "s1" } });
  const toOlder = sent();
  older.acknowledge(1);
  // Resolves: what it does not know is not waited for.
  await older.finished();
  await journal.close();

  const newer = createDelivery(Journal.open(await journalStore(dataDirectory), SESSION), "1.4");
  newer.replay([]);
  const again = String(output.read());
  newer.acknowledge(2);
  nowMs += 10_000;
  newer.tick();

  expect(toOlder).toEqual(range(0, 1));
  expect(again).toContain('"event":"speaker"');
  expect(again).toContain('"number":1');
  expect(again).toContain('"speaker":"s1"');
  expect(sent()).toEqual([]);
});
