import type { Transcript } from "../transcript.ts";
import { exportSegments } from "./segments.ts";

/** Version of the layout, told apart from the program's own. */
const LAYOUT_VERSION = "1.0";

/** For programs. Also what `npm run rehearse` writes as `transcript.json`. */
export function toJson(transcript: Transcript): string {
  const { session, startedAtMs, language, model } = transcript;
  const segments = exportSegments(transcript).map(({ source, speaker, startMs, endMs, text }) => {
    return { source, speaker, startMs, endMs, text, final: true };
  });
  const startedAt = new Date(startedAtMs).toISOString();
  return `${JSON.stringify({ version: LAYOUT_VERSION, session, startedAt, language, model, segments }, null, 2)}\n`;
}
