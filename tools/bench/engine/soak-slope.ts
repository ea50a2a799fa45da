import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Figure, figure } from "../../measure/figure.ts";
import { OUT } from "../../runtime/paths.ts";

/** What of `out/soak.json` is looked at. */
interface SoakJson {
  readonly model?: string;
  readonly hours: number;
  readonly rows: readonly { readonly name: string; readonly perAudioHour: number | null }[];
}

const JUDGED_FROM_HOURS = 3;
const JUDGED_MODEL = "base";
const BYTES_PER_MIB = 1_048_576;

/** The memory slope of the last `npm run soak` if it was long enough and with a model of true size. */
export function soakFigures(soak: SoakJson | null = lastSoak()): Figure[] {
  if (soak?.model !== JUDGED_MODEL) return [];
  const row = soak.rows.find(({ name }) => name === "sidecar, resident memory");
  if (soak.hours < JUDGED_FROM_HOURS || row?.perAudioHour === undefined) return [];
  const megabytes = row.perAudioHour === null ? null : (row.perAudioHour * BYTES_PER_MIB) / 1e6;
  return [figure("earshot: memory slope", megabytes, "MB/h")];
}

function lastSoak(): SoakJson | null {
  try {
    return JSON.parse(readFileSync(join(OUT, "soak.json"), "utf8")) as SoakJson;
  } catch {
    // Nobody has run it here.
    return null;
  }
}
