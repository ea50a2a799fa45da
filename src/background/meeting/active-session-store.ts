import browser from "webextension-polyfill";
import { type ErrorReport, errorCode } from "../../../protocol/errors.ts";
import { z } from "../../../protocol/zod.ts";
import { MEETING_MUTES } from "../../shared/messages/meeting-page.ts";
import { LEAVING_REASONS } from "../../shared/status.ts";
import type { LeftSession } from "./session-memory.ts";

const KEY = "active-session";

const errorReport: z.ZodMiniType<ErrorReport> = z.object({
  code: errorCode,
  message: z.string(),
  recoverable: z.boolean(),
});
const stop = z.object({
  cause: z.nullable(errorReport),
  waitsFor: z.enum(["corrections", "captions", "nothing"]),
});
const wasStoppedWithCall = z._default(z.boolean(), false);
const running = z.object({
  session: z.uuid(),
  tabId: z.nullable(z.int()),
  startedAtMs: z.number(),
  isCaptured: z.boolean(),
  isMicrophoneWanted: z.boolean(),
  isKnownToHost: z.boolean(),
  isPaused: z.boolean(),
  isMuted: z.boolean(),
  meetingMute: z.enum(MEETING_MUTES),
  call: z._default(z.nullable(z.string().check(z.maxLength(100))), null),
  leaving: z._default(
    z.nullable(
      z.object({
        why: z.enum(LEAVING_REASONS),
        stopsAtMs: z.nullable(z.number()),
        isKeptOn: z.boolean(),
      }),
    ),
    null,
  ),
  wasStoppedWithCall,
  pausedAtMs: z.optional(z.number()),
  stop: z.nullable(stop),
  end: z.nullable(z.object({ error: z.nullable(errorReport), isUnfinished: z.boolean() })),
});
const last = z.object({ session: z.uuid(), error: z.nullable(errorReport), wasStoppedWithCall });
const left: z.ZodMiniType<LeftSession> = z.object({ running: z.nullable(running), last: z.nullable(last) });

/** Which session runs and what is wanted of it, from the worker before; forgotten with the browser, as the capture is. */
export async function loadActiveSession(): Promise<LeftSession> {
  const stored = await browser.storage.session.get(KEY);
  const parsed = left.safeParse(stored[KEY]);
  return parsed.success ? parsed.data : { running: null, last: null };
}

export async function saveActiveSession(session: LeftSession): Promise<void> {
  await browser.storage.session.set({ [KEY]: session });
}
