import { expect, test, vi } from "vitest";
import { buildEvent } from "../../../protocol/build.ts";
import { CaptionHub } from "../../../src/background/transcript/caption-hub.ts";
import { type DurableEvent, EventLedger } from "../../../src/background/transcript/event-ledger.ts";
import { speakerOf } from "../../../src/shared/lines/voices.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { numberedFinal, SESSION, sessionRecord } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

/** A meeting that runs; each event is shown and stored as the background does it. */
async function newMeeting() {
  const database = new TestDatabase();
  const onRenamed = vi.fn<(speakers: Transcript["speakers"]) => void>();
  const rest = { onChange: vi.fn(), onReplaced: vi.fn(), onAmended: vi.fn(), onBookmarked: vi.fn() };
  const refused = { onUnreadable: vi.fn(), onRefused: vi.fn() };
  const hub = new CaptionHub(database, { onRenamed, ...rest, ...refused });
  await hub.open(sessionRecord());
  const stores = { acknowledge: vi.fn(), onStored: vi.fn(), onRefused: vi.fn(), onUnknown: vi.fn() };
  const recordOf = (session: string) => hub.recordOf(session);
  const ledger = new EventLedger({ database, recordOf, ...stores });
  const take = (event: DurableEvent) => {
    hub.apply(event);
    ledger.take(event);
  };
  for (const number of [0, 1, 2]) take(numberedFinal(number));
  const stored = async () => {
    await ledger.settled;
    return database.load(SESSION);
  };
  return { database, hub, take, stored, onRenamed };
}

/** The voice of the line that begins `second` seconds into the session, and who the page says that is. */
function label(number: number, second: number, speaker: string, name?: string) {
  const utterance = second * 16_000;
  const times = { utterance, start_sample: utterance, end_sample: utterance + 8000 };
  const whose = { revision: 0, speaker, ...(name === undefined ? {} : { name }) };
  return buildEvent("speaker", { session: SESSION, source: "tab", number, ...times, ...whose });
}

function names(transcript: Transcript | null): readonly string[] {
  return transcript?.segments.map((line) => speakerOf(line, transcript.speakers)) ?? [];
}

test("WHO-1 WHO-2 a name by the page is shown and stored for every line of its voice, until it is none any more", async () => {
  const { hub, take, stored, onRenamed } = await newMeeting();
  take(label(3, 0, "s1"));
  take(label(4, 1, "s2"));
  take(label(5, 2, "s1", "Anna"));

  expect(names(hub.transcript)).toEqual(["Anna", "Speaker 2", "Anna"]);
  expect(onRenamed).toHaveBeenLastCalledWith(hub.transcript?.speakers);
  const after = await stored();
  expect(names(after)).toEqual(["Anna", "Speaker 2", "Anna"]);
  expect(after?.speakers.voices).toContainEqual({ id: "s1", name: "Anna", provenance: "voice+page" });

  take(label(6, 2, "s1"));
  expect(names(hub.transcript)).toEqual(["Speaker 1", "Speaker 2", "Speaker 1"]);
  expect(names(await stored())).toEqual(["Speaker 1", "Speaker 2", "Speaker 1"]);
});

test("WHO-2 what the user called a voice is never replaced by the page's word", async () => {
  const { hub, take, stored } = await newMeeting();
  take(label(3, 0, "s1", "Anna"));
  await hub.rename(SESSION, "s1", "Aki");
  take(label(4, 1, "s1", "Anna"));
  take(label(5, 2, "s1"));

  expect(names(hub.transcript)).toEqual(["Aki", "Aki", "Aki"]);
  expect(names(await stored())).toEqual(["Aki", "Aki", "Aki"]);
});

test("WHO-1 SEC-7 whom only a struck line named is in the meeting no more", async () => {
  const { database, hub, take, stored } = await newMeeting();
  take(label(3, 0, "s1", "Anna"));
  take(label(4, 2, "s2", "Ben"));
  await stored();
  await hub.storeHeads();
  const putHead = vi.spyOn(database, "putHead");
  hub.strike(SESSION, { startSample: 32_000, endSample: 40_000 });
  hub.apply(label(5, 2, "s2", "Ben"));

  expect(hub.transcript?.speakers.voices).toEqual([{ id: "s1", name: "Anna", provenance: "voice+page" }]);
  await vi.waitFor(() => expect(putHead).toHaveBeenCalled());
  expect(JSON.stringify(putHead.mock.calls)).not.toContain("Ben");
});

test("WHO-1 a label of a line that is not known names nobody", async () => {
  const { hub, take, onRenamed } = await newMeeting();
  take(label(3, 50, "s1", "Anna"));

  expect(onRenamed).not.toHaveBeenCalled();
  expect(hub.transcript?.speakers).toEqual({ tab: "Others", mic: "You" });
});
