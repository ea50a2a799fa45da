import { samplesToMs } from "../../../protocol/audio.ts";
import type { Transcript } from "../transcript.ts";
import { exportSegments } from "./segments.ts";

/** Version of the layout, told apart from the program's own. */
const LAYOUT_VERSION = "1.1";

/** For programs. Also what `npm run rehearse` writes as `transcript.json`. */
export function toJson(transcript: Transcript): string {
  const { session, startedAtMs, language, model } = transcript;
  const segments = exportSegments(transcript).map(({ source, speaker, startMs, endMs, text }) => {
    return { source, speaker, startMs, endMs, text, final: true };
  });
  const gaps = transcript.gaps.map(({ source, startSample, endSample, reason }) => {
    return { source, startMs: samplesToMs(startSample), endMs: samplesToMs(endSample), reason };
  });
  const startedAt = new Date(startedAtMs).toISOString();
  const file = { version: LAYOUT_VERSION, session, startedAt, language, model, segments, gaps };
  return `${JSON.stringify(file, null, 2)}\n`;
}
