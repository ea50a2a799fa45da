import {
  AUDIO_SOURCES,
  type AudioSource,
  FRAME_BYTES,
  FRAME_SAMPLES,
  SAMPLE_RATE,
} from "../../protocol/audio.ts";
import { type DemoScript, readDemoScript } from "./demo-meeting.ts";
import { demoTracks, type Tracks } from "./tracks.ts";

/** Frames of one source that are repeated for hours, and the share of them that is speech. */
export interface SpeechLoop {
  readonly frames: readonly Buffer[];
  readonly speechShare: number;
}

type Shares = Readonly<Record<AudioSource, number>>;

/** A busy meeting: the others speak most of the time, You now and then. */
const BUSY_MEETING: Shares = { tab: 0.75, mic: 0.15 };
const FRAME_MS = (FRAME_SAMPLES * 1000) / SAMPLE_RATE;
/** The shortest pause that ends an utterance for sure. */
const MINIMUM_PAUSE_FRAMES = 7;

/** The demo meeting's lines of each source with as much silence between them as makes the wanted shares. */
export async function speechLoops(
  shares: Shares = BUSY_MEETING,
): Promise<Readonly<Record<AudioSource, SpeechLoop>>> {
  const tracks = await demoTracks();
  const script = readDemoScript();
  const [tab, mic] = AUDIO_SOURCES.map((source) => loopOf(source, shares[source], tracks, script));
  if (tab === undefined || mic === undefined) throw new RangeError("a source is missing");
  return { tab, mic };
}

function loopOf(source: AudioSource, share: number, tracks: Tracks, { lines }: DemoScript): SpeechLoop {
  const spoken = lines
    .filter((line) => line.source === source)
    .map(({ startMs, endMs }) =>
      tracks[source].slice(Math.floor(startMs / FRAME_MS), Math.ceil(endMs / FRAME_MS)),
    );
  const speechFrames = spoken.reduce((total, frames) => total + frames.length, 0);
  const pauses = (speechFrames * (1 - share)) / share / spoken.length;
  const pause = Math.max(MINIMUM_PAUSE_FRAMES, Math.round(pauses));
  const silence = Array.from({ length: pause }, () => Buffer.alloc(FRAME_BYTES));
  const frames = spoken.flatMap((line) => [...line, ...silence]);
  return { frames, speechShare: speechFrames / frames.length };
}
