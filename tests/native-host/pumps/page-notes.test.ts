import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PageNotes } from "../../../native-host/pumps/page-notes.ts";
import type { Params } from "../../../protocol/requests.ts";
import { eventually } from "../../eventually.ts";
import { SESSION } from "../frames.ts";
import { program, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

type PageNote = Params<"page_note">;

const ANNA = { key: "devices/1", name: "Anna Example", is_self: false, is_share: false };
const interval = (start: number, end: number | null) => ({
  key: ANNA.key,
  start_sample: start * 16_000,
  end_sample: end === null ? null : end * 16_000,
  sign: "meet_meter" as const,
});

const hosts = useRealHosts();

test("WHO-1 what the page shows goes to the sidecar and, without what was struck, to the next one, and never to the disk", async () => {
  const recordings = join(temporaryFolder(), "recordings");
  mkdirSync(recordings, { recursive: true });
  const runs = () =>
    readdirSync(recordings)
      .filter((name) => name.startsWith("page-"))
      .toSorted()
      .map((name) =>
        readFileSync(join(recordings, name), "utf8")
          .split("\n")
          .slice(0, -1)
          .map((line) => JSON.parse(line) as PageNote),
      );
  const host = await hosts.startSession({ sidecar: program("echo-sidecar", recordings) });
  host.sendFrames("tab", 0, 80);
  host.send("page_note", {
    session: SESSION,
    people: [{ ...ANNA, name: null }],
    intervals: [interval(1, null)],
  });
  host.send("page_note", { session: SESSION, people: [ANNA], intervals: [interval(1, 3), interval(5, 6)] });
  await eventually(() => expect(runs()[0]?.flatMap(({ people = [] }) => people)).toContainEqual(ANNA));

  await host.request("strike", { session: SESSION, start_sample: 0, end_sample: 64_000 });
  await eventually(() => expect(runs()).toHaveLength(2));
  await eventually(() => expect(runs()[1]).toHaveLength(2));

  expect(runs()[1]).toEqual([
    { session: SESSION, people: [ANNA] },
    { session: SESSION, intervals: [interval(5, 6)] },
  ]);
  const disk = readdirSync(host.dataDirectory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
  expect(disk.join("")).not.toContain("Anna");
});

test("WHO-1 SEC-7 who spoke while a span was struck stays forgotten, whatever the page says later", () => {
  const notes = new PageNotes(SESSION);
  notes.take({ session: SESSION, people: [ANNA], intervals: [interval(9, null), interval(20, null)] });
  notes.strike({ start_sample: 32_000, end_sample: 160_000 });
  const taken = notes.take({
    session: SESSION,
    intervals: [interval(9, 15), interval(9.5, null), interval(16, 17)],
  });

  expect(taken.intervals).toEqual([interval(16, 17)]);
  expect(notes.notes.flatMap(({ intervals = [] }) => intervals)).toEqual([
    interval(20, null),
    interval(16, 17),
  ]);
});

test("WHO-1 a page that goes on inventing people and intervals takes no more memory than the latest of them", () => {
  const notes = new PageNotes(SESSION);
  for (let number = 0; number < 20_000; number += 1)
    notes.take({
      session: SESSION,
      people: [{ ...ANNA, key: `devices/${number}` }],
      intervals: [{ ...interval(0, null), start_sample: number }],
    });

  const all = notes.notes;
  expect(all.flatMap(({ people = [] }) => people)).toHaveLength(500);
  expect(all.flatMap(({ intervals = [] }) => intervals).at(-1)?.start_sample).toBe(19_999);
  expect(all.flatMap(({ intervals = [] }) => intervals)).toHaveLength(5_000);
  expect(all.every(({ people = [], intervals = [] }) => people.length + intervals.length <= 100)).toBe(true);
});
