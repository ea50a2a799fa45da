import { type ErrorReport, errorCode } from "../../../protocol/errors.ts";
import { messageId } from "../../../protocol/messages.ts";
import { REQUESTS } from "../../../protocol/requests.ts";
import { z } from "../../../protocol/zod.ts";
import {
  type CaptureCounters,
  type Level,
  SILENCE_REASONS,
  type SourceState,
  type UnrenderedFigures,
} from "../status.ts";

/* What the offscreen document says of its capture, in shapes. */

/** Longest text of a browser's own: a device's label or id. */
const browserText = z.string().check(z.maxLength(1000));
const count = z.int().check(z.nonnegative());
const share = z.number().check(z.minimum(0), z.maximum(1));

/** `message` is for the log and may hold what a browser said. */
export const errorReport: z.ZodMiniType<ErrorReport> = z.strictObject({
  code: errorCode,
  message: z.string().check(z.maxLength(10_000)),
  recoverable: z.boolean(),
});
export const sourceState: z.ZodMiniType<SourceState> = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("off") }),
  z.strictObject({ name: z.literal("live"), label: browserText }),
  z.strictObject({
    name: z.literal("silenced"),
    reasons: z.array(z.enum(SILENCE_REASONS)).check(z.minLength(1), z.maxLength(SILENCE_REASONS.length)),
  }),
  z.strictObject({ name: z.literal("unavailable"), reason: errorCode }),
]);
export const level: z.ZodMiniType<Level> = z.strictObject({ rms: share, peak: share });
export const captureCounters: z.ZodMiniType<CaptureCounters> = z.strictObject({
  captured: count,
  sent: count,
  resent: count,
  acknowledged: count,
  queued: count,
  dropped: count,
});
export const unrenderedFigures: z.ZodMiniType<UnrenderedFigures> = z.strictObject({
  lostMs: count,
  shownLostMs: count,
  shortHoles: count,
});
/** A frame's envelope and place; its audio is measured, not read: the host parses it before it is stored. */
export const frameRequest = z.strictObject({
  id: messageId,
  type: z.literal("request"),
  version: z.string().check(z.maxLength(16)),
  method: z.literal("process_audio_stream"),
  params: REQUESTS.process_audio_stream.params,
});
