/** `hh:mm:ss` and milliseconds after `separator`: a comma in SRT, a point in VTT. */
export function cueTimestamp(ms: number, separator: "," | "."): string {
  return `${clock(ms)}${separator}${String(Math.floor(ms) % 1000).padStart(3, "0")}`;
}

/** `hh:mm:ss` since the session's start. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(":");
}

/** The same for a view: `mm:ss`, from one hour on `h:mm:ss`. */
export function formatTime(ms: number): string {
  const whole = clock(Math.max(0, ms));
  return whole.startsWith("00:") ? whole.slice(3) : whole.replace(/^0/u, "");
}

/** `PT3723S`: the same for programs, in `<time datetime>`. */
export function isoDuration(ms: number): string {
  return `PT${Math.max(0, Math.floor(ms / 1000))}S`;
}

/** `YYYY-MM-DD` and `HH:MM` of the reader's own clock. */
export function localDate(epochMs: number): { readonly date: string; readonly time: string } {
  const at = new Date(epochMs);
  const date = [String(at.getFullYear()).padStart(4, "0"), at.getMonth() + 1, at.getDate()];
  return {
    date: date.map(twoDigits).join("-"),
    time: [at.getHours(), at.getMinutes()].map(twoDigits).join(":"),
  };
}

function twoDigits(value: number | string): string {
  return String(value).padStart(2, "0");
}
