import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
import { type PreparedWav, prepareWav } from "./prepare-wav.ts";
import { demoTracks } from "./tracks.ts";

/** The demo meeting's two sides, played several times in a row. */
export interface MeetingSound extends Readonly<Record<AudioSource, PreparedWav>> {
  readonly repeats: number;
  /** From one meeting's first sample to the next one's. */
  readonly meetingSamples: number;
  readonly durationMs: number;
}

/** Silence behind each meeting, in which its last words are finished. */
const PAUSE_FRAMES = 20;

/** Writes the sound of `repeats` meetings to `folder`. */
export async function meetingSound(repeats: number, folder: string): Promise<MeetingSound> {
  const tracks = await demoTracks();
  const meetingFrames = tracks.tab.length + PAUSE_FRAMES;
  const prepare = (source: AudioSource): Promise<PreparedWav> => {
    const silence = Buffer.alloc(PAUSE_FRAMES * FRAME_SAMPLES * 2);
    const meeting = Buffer.concat([...tracks[source], silence]);
    const raw = join(folder, `${source}-raw.wav`);
    writeFileSync(raw, wavFile(Buffer.concat(Array.from({ length: repeats }, () => meeting))));
    return prepareWav(raw, join(folder, `${source}.wav`));
  };
  const [tab, mic] = await Promise.all(AUDIO_SOURCES.map(prepare));
  if (tab === undefined || mic === undefined) throw new RangeError("a source is missing");
  const meetingSamples = meetingFrames * FRAME_SAMPLES;
  return { tab, mic, repeats, meetingSamples, durationMs: (repeats * meetingSamples * 1000) / SAMPLE_RATE };
}

/** @param pcm int16 at SAMPLE_RATE, mono */
export function wavFile(pcm: Buffer): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + pcm.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([header, pcm]);
}
