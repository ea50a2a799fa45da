export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: string | null;
  readonly text: string;
}

/** Milliseconds of `hh:mm:ss.mmm` or `hh:mm:ss,mmm`. */
export function msOf(timestamp: string | undefined): number {
  const [hours, minutes, seconds, ms] = (timestamp ?? "").split(/[:.,]/).map(Number);
  if (ms === undefined || hours === undefined || minutes === undefined || seconds === undefined)
    throw new Error(`not a time: ${timestamp}`);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}
