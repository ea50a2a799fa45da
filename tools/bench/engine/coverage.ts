import { AUDIO_SOURCES, samplesToMs } from "../../../protocol/audio.ts";
import type { CoverageReport } from "../../../protocol/reports.ts";

/** Sound that ended neither as text nor as a verdict of silence; null for an engine that keeps no ledger. */
export function uncoveredMs(coverage: CoverageReport | null): number | null {
  if (coverage === null) return null;
  return AUDIO_SOURCES.reduce((total, source) => {
    const { received, no_speech, final } = coverage[source];
    return total + samplesToMs(received - no_speech - final);
  }, 0);
}
