/** Quieter than this is an empty meter; decibels of full scale. */
const FLOOR_DB = -60;

/** How much of the meter an RMS level (0 … 1 of full scale) fills, 0 … 1 on a decibel scale as ears have. */
export function levelFraction(rms: number): number {
  if (rms <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(rms)) / FLOOR_DB));
}
