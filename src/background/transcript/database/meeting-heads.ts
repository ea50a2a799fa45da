import type { IDBPDatabase } from "idb";
import { AUDIO_SOURCES } from "../../../../protocol/audio.ts";
import { EarshotError } from "../../../../protocol/errors.ts";
import type { MeetingHead } from "../../../shared/listed-meetings.ts";
import type { SealedRecords } from "./sealed-records.ts";
import { ofSession, type SessionHead, type TranscriptSchema } from "./transcript-schema.ts";

/**
 * What a list shows of these sessions, in their order; those that are not known are left out. Their keys are asked for all at once.
 * `unknownHead` stands for a head that never came to be stored.
 */
export async function readMeetingHeads(
  database: IDBPDatabase<TranscriptSchema>,
  records: SealedRecords,
  sessions: readonly string[],
  unknownHead: () => SessionHead,
): Promise<MeetingHead[]> {
  const heads = await Promise.all(
    sessions.map(async (session) => {
      const { entry, ...size } = await sizeOf(database, session);
      if (entry === undefined) return [];
      const reading = await readingOf(async () => (await records.openHead(entry)) ?? unknownHead());
      return [{ session, ...size, reading }];
    }),
  );
  return heads.flat();
}

async function readingOf(open: () => Promise<SessionHead>): Promise<MeetingHead["reading"]> {
  try {
    const { title, speakers, site } = await open();
    return { name: "read", title, speakers, ...(site === undefined ? {} : { site }) };
  } catch (cause) {
    return { name: "unreadable", error: EarshotError.from(cause).toReport(true) };
  }
}

async function sizeOf(database: IDBPDatabase<TranscriptSchema>, session: string) {
  const transaction = database.transaction(["sessions", "segments", "gaps"]);
  const segments = transaction.objectStore("segments");
  const [entry, lineCount, gaps, ...latest] = await Promise.all([
    transaction.objectStore("sessions").get(session),
    segments.count(ofSession(session)),
    transaction.objectStore("gaps").getAll(ofSession(session)),
    ...AUDIO_SOURCES.map(async (source) => {
      const ofSource = IDBKeyRange.bound([session, source], [session, source, []]);
      return (await segments.openKeyCursor(ofSource, "prev"))?.key[2] ?? 0;
    }),
  ]);
  return { entry, lineCount, samples: Math.max(0, ...latest, ...gaps.map(({ endSample }) => endSample)) };
}
