import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

/** What a person in front of the computer would hear. */
export interface Loudspeaker {
  /** What a browser must be started with to play into it. */
  readonly browserArguments: readonly string[];
  /** How many tenths of a second with a sample louder than `peak` (0 … 32767) were played since then, epoch milliseconds. */
  readonly loudSince: (fromMs: number, peak: number) => number;
  /** How many tenths of a second were played since then, loud or silent. */
  readonly playedSince: (fromMs: number) => number;
}

/** Makes browsers started from now on play into a program that listens (Linux: ALSA's file plugin). */
export function listenToLoudspeaker(): Loudspeaker {
  const folder = temporaryFolder();
  const peaks = join(folder, "peaks.jsonl");
  const program = join(import.meta.dirname, "../programs/loudspeaker.mjs");
  const configuration = join(folder, "asound.conf");
  writeFileSync(peaks, "");
  writeFileSync(
    configuration,
    `pcm.!default { type plug slave { pcm heard rate 48000 format S16_LE channels 2 } }
pcm.heard { type file file "|'${process.execPath}' '${program}' '${peaks}'" format raw slave { pcm { type null } } }
`,
  );
  process.env["ALSA_CONFIG_PATH"] = configuration;
  const since = (fromMs: number) =>
    readFileSync(peaks, "utf8")
      .split("\n")
      .filter((line) => line.endsWith("}"))
      .map((line) => JSON.parse(line) as { atMs: number; peak: number })
      .filter(({ atMs }) => atMs >= fromMs);
  return {
    browserArguments: ["--alsa-output-device=default"],
    loudSince: (fromMs, peak) => since(fromMs).filter((played) => played.peak > peak).length,
    playedSince: (fromMs) => since(fromMs).length,
  };
}
