import { buildEvent } from "../../protocol/build.ts";
import type { EventData } from "../../protocol/events.ts";
import type { SessionRecord } from "../../src/background/transcript/database/transcript-schema.ts";

export const SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b";
export const OTHER = "0f9f6a52-3c61-4c8e-9f3e-0d7c1c1b8a11";

export function sessionRecord(change: Partial<SessionRecord> = {}): SessionRecord {
  return {
    session: SESSION,
    title: "Weekly",
    startedAtMs: 1_000_000,
    language: "en",
    model: "demo",
    speakers: { tab: "Others", mic: "You" },
    completeness: "open",
    ...change,
  };
}

/** The final of an utterance that begins `number` seconds into the session. */
export function numberedFinal(number: number | undefined, session = SESSION) {
  const utterance = (number ?? 99) * 16_000;
  const data: EventData<"final_text"> = {
    session,
    source: "tab",
    utterance,
    revision: 1,
    start_sample: utterance,
    end_sample: utterance + 8000,
    text: `words ${number}`,
    language: "en",
    ...(number === undefined ? {} : { number }),
  };
  return buildEvent("final_text", data);
}

export function numberedGap(number: number, session = SESSION) {
  const start_sample = number * 16_000;
  const where = { source: "mic", start_sample, end_sample: start_sample + 1600 } as const;
  return buildEvent("gap", { session, number, reason: "muted", ...where });
}
