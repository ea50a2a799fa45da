import { samplesToMs } from "../../../protocol/audio.ts";
import type { CoverageReport } from "../../../protocol/reports.ts";

/** Where the sound of one source is, in seconds. */
export interface CoverageSeconds {
  readonly received: number;
  readonly noSpeech: number;
  readonly final: number;
  readonly failed: number;
  readonly open: number;
  /** What the sidecar cannot account for: 0 at every moment, and at a stop nothing is open either. */
  readonly uncovered: number;
}

/** The sidecar's ledger of one source for people (pure). The difference is taken in samples: it is exact. */
export function coverageSeconds(coverage: CoverageReport["tab"]): CoverageSeconds {
  const { received, no_speech, final, failed, open } = coverage;
  return {
    received: seconds(received),
    noSpeech: seconds(no_speech),
    final: seconds(final),
    failed: seconds(failed),
    open: seconds(open),
    uncovered: seconds(received - no_speech - final - failed - open),
  };
}

function seconds(samples: number): number {
  return samplesToMs(samples) / 1000;
}
