import { samplesToMs } from "../../../protocol/audio.ts";
import type { Transcript } from "../transcript.ts";
import { exportBookmarks, exportSegments } from "./segments.ts";
import { LAYOUT_VERSION, type TranscriptFile } from "./transcript-file.ts";

/**
 * For programs, and to be read again: also every version of a line, the words that the model doubts and, as `heldBack`, those
 * suppressed. Also what `npm run rehearse` writes as `transcript.json`.
 */
export function toJson(transcript: Transcript): string {
  const { session, title, startedAtMs, language, model, speakers, consent } = transcript;
  const file: TranscriptFile = {
    version: LAYOUT_VERSION,
    session,
    title,
    startedAt: new Date(startedAtMs).toISOString(),
    language,
    model,
    speakers: { tab: speakers.tab, mic: speakers.mic },
    consent:
      consent === undefined || consent === null
        ? null
        : { basis: consent.basis, at: new Date(consent.atMs).toISOString() },
    segments: exportSegments(transcript, { echoes: true }).map(
      ({ versions, doubtful, echoOfMs, ...line }) => {
        const { source, speaker, startMs, endMs, text, language: spoken } = line;
        return {
          source,
          speaker,
          startMs,
          endMs,
          text,
          language: spoken,
          final: true,
          ...(doubtful === null ? {} : { doubtful: [...doubtful] }),
          ...(echoOfMs === null ? {} : { echoOfMs }),
          ...(versions.length === 0 ? {} : { versions: [...versions] }),
        };
      },
    ),
    ...(transcript.bookmarks === undefined ? {} : { bookmarks: bookmarksOf(transcript) }),
    gaps: transcript.gaps.map(({ source, startSample, endSample, reason }) => {
      return { source, startMs: samplesToMs(startSample), endMs: samplesToMs(endSample), reason };
    }),
    heldBack: transcript.suppressed.map(({ source, startSample, endSample, ...line }) => {
      const { text, language: spoken, reason } = line;
      const times = { startMs: samplesToMs(startSample), endMs: samplesToMs(endSample) };
      return { source, ...times, text, language: spoken, reason };
    }),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function bookmarksOf(transcript: Transcript): TranscriptFile["bookmarks"] {
  return exportBookmarks(transcript).map(({ id, startMs, note, line }) => {
    const named = line === null ? {} : { line: { source: line.source, startMs: line.startMs } };
    return { id, startMs, note, ...named };
  });
}
