import { expect, test } from "vitest";
import { EarshotError } from "../../../../protocol/errors.ts";
import { gapOf, segmentOf } from "../../../../src/shared/transcript.ts";
import { numberedFinal, numberedGap, OTHER, SESSION, sessionRecord } from "../../session-samples.ts";
import { TestDatabase } from "../../test-database.ts";

const NONE = { corrections: [], gaps: [], suppressed: [], numbers: [], record: null };
const lines = (...seconds: number[]) => seconds.map((second) => segmentOf(numberedFinal(second)));

test("UI-5 a list learns title, people, lines and length of the meetings that are known", async () => {
  const database = new TestDatabase();
  await database.putRecord(sessionRecord());
  await database.storeEvents({ session: SESSION, ...NONE, segments: lines(1, 7, 3) });
  await database.addSession(sessionRecord({ session: OTHER }));

  expect(await database.headsOf([OTHER, crypto.randomUUID(), SESSION])).toEqual([
    {
      session: OTHER,
      samples: 0,
      lineCount: 0,
      reading: { name: "read", title: "", speakers: { tab: "Others", mic: "You" } },
    },
    {
      session: SESSION,
      samples: 7 * 16_000,
      lineCount: 3,
      reading: { name: "read", title: "Weekly", speakers: { tab: "Others", mic: "You" } },
    },
  ]);
});

test("UI-5 without its key a meeting's length and lines are known, and why its title is not", async () => {
  const database = new TestDatabase();
  await database.putRecord(sessionRecord());
  await database.storeEvents({
    session: SESSION,
    ...NONE,
    segments: lines(1),
    gaps: [gapOf(numberedGap(5).data)],
  });
  database.keys.failure = new EarshotError("host_exited", "gone");

  expect(await database.headsOf([SESSION])).toMatchObject([
    {
      session: SESSION,
      samples: 5 * 16_000 + 1600,
      lineCount: 1,
      reading: { name: "unreadable", error: { code: "host_exited" } },
    },
  ]);
});

test("UI-5 SEC-3 the kind of site a meeting was held on is told with its title, and to nobody without its key", async () => {
  const database = new TestDatabase();
  await database.putRecord(sessionRecord({ site: "zoom" }));

  expect(await database.headsOf([SESSION])).toMatchObject([{ reading: { name: "read", site: "zoom" } }]);
  expect(await database.load(SESSION)).toMatchObject({ site: "zoom" });
  expect(JSON.stringify(await database.listSessions())).not.toContain("zoom");
});

test("UI-5 that the user keeps a meeting stays with it, whatever is stored after", async () => {
  const database = new TestDatabase();
  await database.putRecord(sessionRecord());
  await database.amendEntry(SESSION, { isExempt: true });
  await database.storeEvents({ session: SESSION, ...NONE, record: sessionRecord(), segments: lines(1) });
  await database.putHead(SESSION, sessionRecord({ title: "Other" }));

  expect(await database.listSessions()).toMatchObject([{ session: SESSION, isExempt: true }]);
  expect(await database.load(SESSION)).toMatchObject({ title: "Other", isExempt: true });
});
