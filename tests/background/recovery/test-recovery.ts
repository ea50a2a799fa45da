import { vi } from "vitest";
import type { EarshotError } from "../../../protocol/errors.ts";
import type { NativeLink } from "../../../src/background/host/native-link.ts";
import { InterruptedMeetings } from "../../../src/background/recovery/interrupted-meetings.ts";
import { SessionRecovery } from "../../../src/background/recovery/recovery.ts";
import { Retention } from "../../../src/background/recovery/retention.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import type { RecoveredSession } from "../../../src/shared/status.ts";
import { sessionRecord } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

type Answer = (params: Record<string, unknown>) => unknown;
export const NEXT = { tab: 620, mic: 618 };

/** A recovery whose host answers as `answers` say; by default it has one unfinished session and finishes it. */
export function newRecovery(answers: Record<string, Answer> = {}) {
  const database = new TestDatabase();
  const asked: [method: string, params: Record<string, unknown>][] = [];
  const all: Record<string, Answer> = {
    list_sessions: () => ({ sessions: [] }),
    resume_session: ({ session }) => ({ session, next: NEXT }),
    stop_session: ({ session }) => ({ session, metrics: null }),
    abandon_session: ({ session }) => ({ session }),
    delete_session: ({ session }) => ({ session }),
    ...answers,
  };
  const request = async (method: string, params: Record<string, unknown>) => {
    asked.push([method, params]);
    return await all[method]?.(params);
  };
  const state = { isIdle: true, recovered: [] as readonly RecoveredSession[] };
  const scheduled: [action: () => void, delayMs: number][] = [];
  const onFailed = vi.fn<(error: EarshotError) => void>();
  const interrupted = new InterruptedMeetings({
    database,
    amend: (session, change) => database.amendEntry(session, change),
    onChanged: (recovered) => {
      state.recovered = recovered;
    },
  });
  const recovery = new SessionRecovery({
    interrupted,
    host: { ensure: () => Promise.resolve({ request } as unknown as NativeLink) },
    database,
    strike: () => Promise.resolve(),
    isIdle: () => state.isIdle,
    // What is from before the second second of 1970 has expired.
    retention: new Retention({
      statusStore: new StatusStore(() => {}),
      database,
      settings: () => ({ retentionDays: 1, audioRetentionDays: null }),
      now: () => 86_400_000 + 1000,
      remove: () => Promise.resolve(),
      removeAudio: () => Promise.resolve(),
    }),
    sealUnsealed: () => Promise.resolve(false),
    onSealed: () => {},
    onDeletionsChanged: () => Promise.resolve(),
    onIdle: () => {},
    onFailed,
    schedule: (action, delayMs) => {
      scheduled.push([action, delayMs]);
    },
  });
  const methods = () => asked.map(([method]) => method);
  return { interrupted, recovery, database, asked, methods, state, scheduled, onFailed };
}

export const listed = (session: string, started_at = "2026-11-22T09:00:00Z") => ({
  session,
  started_at,
  next: NEXT,
  lag_samples: { tab: 48_000, mic: 0 },
});
export const gap = { source: "mic", startSample: 0, endSample: 1600, reason: "muted" } as const;

/** Puts a session of one gap into the database, so that it is worth offering. */
export async function withContent(database: TestDatabase, session: string) {
  const record = sessionRecord({ session });
  await database.storeEvents({
    session,
    segments: [],
    corrections: [],
    gaps: [gap],
    suppressed: [],
    numbers: [0],
    record,
  });
}
