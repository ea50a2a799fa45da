import { EarshotError } from "../../../protocol/errors.ts";
import type { MeetingEntry, MeetingText } from "../../shared/listed-meetings.ts";
import type { Query } from "../../shared/messages/to-background.ts";
import type { QueryAnswers, StoredAudio, StoredTranscript } from "../../shared/messages/to-views.ts";
import { searchText } from "../../shared/text/search-text.ts";
import { postToHistory } from "../browser/history-pages.ts";
import type { Parts } from "../compose.ts";
import { NO_DIAGNOSTICS } from "../meeting/diagnostics.ts";

/** For texts that have to be made: the page shows what is here by then. */
const MAKING_MS = 150;

/** Answers a view's question. */
export function answerQuery(query: Query, ready: Promise<Parts>): Promise<QueryAnswers[Query["type"]]> {
  switch (query.type) {
    case "get-diagnostics":
      return ready.then(({ meetings }) => meetings.diagnostics?.report() ?? NO_DIAGNOSTICS);
    case "get-transcript":
      return ready.then((parts) => storedTranscript(parts, query.session));
    case "list-meetings":
      return ready.then(({ database, searchIndexing }) => {
        // One may have been imported.
        void searchIndexing.run();
        return listMeetings(database);
      });
    case "get-meeting-heads":
      return ready.then(({ database }) => database.headsOf(query.sessions));
    case "get-meeting-texts":
      return ready.then(async (parts) => {
        const texts = await meetingTexts(parts, query.sessions);
        const { question } = query;
        return question !== null && (await postToHistory({ question, texts })) ? null : texts;
      });
    case "get-audio-outline":
      return ready.then(({ database }) => database.audio.outline(query.session));
    case "get-audio":
      return ready.then(({ database }) => storedAudio(database, query));
    case "import-meeting":
      return ready.then(({ importing }) => importing.take(query));
    default:
      return query satisfies never;
  }
}

async function listMeetings(database: Parts["database"]): Promise<readonly MeetingEntry[]> {
  const entries = await database.listSessions();
  return entries.map(({ session, startedAtMs, completeness, isExempt = false, isImported = false }) => {
    return { session, startedAtMs, completeness, isExempt, isImported };
  });
}

async function storedTranscript(
  { hub, database }: Pick<Parts, "hub" | "database">,
  session: string,
): Promise<StoredTranscript> {
  if (session === hub.transcript?.session) return { name: "read", transcript: hub.transcript };
  try {
    const transcript = await database.load(session);
    return transcript === null ? { name: "gone" } : { name: "read", transcript };
  } catch (cause) {
    return { name: "unreadable", error: EarshotError.from(cause).toReport(true) };
  }
}

async function meetingTexts(
  { hub, database: { searchTexts } }: Pick<Parts, "hub" | "database">,
  sessions: readonly string[],
): Promise<MeetingText[]> {
  const stored = await searchTexts.read(sessions);
  const untilMs = performance.now() + MAKING_MS;
  const answer = async (session: string, index: number): Promise<MeetingText["reading"]> => {
    const known = session === hub.transcript?.session ? searchText(hub.transcript) : stored[index];
    if (known !== null && known !== undefined) return { name: "read", text: known };
    if (performance.now() > untilMs) return { name: "pending" };
    try {
      const text = await searchTexts.make(session);
      return text === null ? { name: "unreadable" } : { name: "read", text };
    } catch {
      return { name: "unreadable" };
    }
  };
  const texts: MeetingText[] = [];
  for (const [index, session] of sessions.entries())
    texts.push({ session, reading: await answer(session, index) });
  return texts;
}

async function storedAudio(
  { audio }: Pick<Parts["database"], "audio">,
  { session, startSample, samples }: Extract<Query, { readonly type: "get-audio" }>,
): Promise<StoredAudio> {
  try {
    const chunks = await audio.read(session, { startSample, endSample: startSample + samples });
    return { name: "read", chunks };
  } catch (cause) {
    return { name: "unreadable", error: EarshotError.from(cause).toReport(true) };
  }
}
