import { samplesToMs } from "../../../protocol/audio.ts";
import type { Transcript } from "../transcript.ts";
import { exportSegments } from "./segments.ts";

/** Version of the layout, independent of the program's own. */
const LAYOUT_VERSION = "1.4";

/** For programs: also every version of a line, the words that the model doubts and, as `heldBack`, those suppressed. Also what `npm run rehearse` writes as `transcript.json`. */
export function toJson(transcript: Transcript): string {
  const { session, startedAtMs, language, model } = transcript;
  const segments = exportSegments(transcript).map(
    ({ source, speaker, startMs, endMs, text, versions, doubtful }) => ({
      source,
      speaker,
      startMs,
      endMs,
      text,
      final: true,
      ...(doubtful === null ? {} : { doubtful }),
      ...(versions.length === 0 ? {} : { versions }),
    }),
  );
  const gaps = transcript.gaps.map(({ source, startSample, endSample, reason }) => {
    return { source, startMs: samplesToMs(startSample), endMs: samplesToMs(endSample), reason };
  });
  const heldBack = transcript.suppressed.map(({ source, startSample, endSample, text, reason }) => {
    return { source, startMs: samplesToMs(startSample), endMs: samplesToMs(endSample), text, reason };
  });
  const startedAt = new Date(startedAtMs).toISOString();
  const consent =
    transcript.consent === undefined || transcript.consent === null
      ? null
      : { basis: transcript.consent.basis, at: new Date(transcript.consent.atMs).toISOString() };
  const head = { version: LAYOUT_VERSION, session, startedAt, language, model, consent };
  const file = { ...head, segments, gaps, heldBack };
  return `${JSON.stringify(file, null, 2)}\n`;
}
