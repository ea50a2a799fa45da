import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import {
  AUDIO_SOURCES,
  type AudioSource,
  FRAME_BYTES,
  FRAME_SAMPLES,
  SAMPLE_RATE,
} from "../../protocol/audio.ts";
import { clickOn } from "../driver/browser/pages.ts";
import { DEMO, STATE } from "../runtime/paths.ts";
import {
  framesOf,
  type PreparedWav,
  prepareWav,
  readPcm,
  type Tracks,
  WIRE_FORMAT,
  wavFile,
} from "./audio-files.ts";

/** One line of the demo meeting; times from the meeting's start. */
interface DemoLine {
  readonly speaker: string;
  readonly source: AudioSource;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

interface DemoScript {
  readonly durationMs: number;
  readonly participants: readonly {
    readonly name: string;
    readonly source: AudioSource;
    readonly audio: string;
  }[];
  readonly lines: readonly DemoLine[];
}

/** Whose voices the demo meeting has: people's, for a real model, or synthesised ones, whose words the demo model knows. */
export type DemoVoices = "people" | "synthesised";

const SCRIPTS: Readonly<Record<DemoVoices, string>> = { people: "people.json", synthesised: "script.json" };

/** Where the demo meeting is on the server of its folder. */
export function demoPage(voices: DemoVoices): string {
  return voices === "people" ? "meeting.html?voices=people" : "meeting.html";
}

/** What everybody in the demo meeting says, and when. */
export function readDemoScript(voices: DemoVoices = "synthesised"): DemoScript {
  return JSON.parse(readFileSync(join(DEMO, SCRIPTS[voices]), "utf8")) as DemoScript;
}

/** Presses Join in the demo meeting's page, as soon as its voices are ready. */
export async function joinDemoMeeting(page: Page): Promise<void> {
  await clickOn(page, "#join:not([disabled])");
}

/** What You say in the demo meeting, for the browser's fake microphone. */
export function demoMicrophone(voices: DemoVoices = "synthesised"): Promise<PreparedWav> {
  const you = readDemoScript(voices).participants.find(({ source }) => source === "mic");
  if (you === undefined) throw new RangeError("nobody is at the microphone");
  return prepareWav(join(DEMO, you.audio), join(STATE, `audio/demo-microphone-${voices}.wav`));
}

/** What the demo meeting sounds like in the tab and at the microphone, equally long. */
export function demoTracks(voices: DemoVoices = "synthesised"): Promise<Tracks> {
  const { durationMs, participants } = readDemoScript(voices);
  return bothSources(async (source) => {
    const speakers = participants.filter((participant) => participant.source === source);
    const spoken = await Promise.all(speakers.map(({ audio }) => readPcm(join(DEMO, audio))));
    return framesOf(mixed(spoken), Math.ceil(durationMs / FRAME_MS));
  });
}

function mixed(voices: readonly Buffer[]): Buffer {
  const sum = Buffer.alloc(Math.max(...voices.map(({ length }) => length)));
  for (let at = 0; at < sum.length; at += 2) {
    let level = 0;
    for (const voice of voices) if (at < voice.length) level += voice.readInt16LE(at);
    sum.writeInt16LE(Math.max(-32_768, Math.min(32_767, level)), at);
  }
  return sum;
}

/** The audio of both sides as files that a browser plays. */
export interface MeetingAudio extends Readonly<Record<AudioSource, PreparedWav>> {
  readonly durationMs: number;
}

const FRAME_MS = (FRAME_SAMPLES * 1000) / SAMPLE_RATE;
/** Silence after each meeting, in which its last words are finished. */
const PAUSE_FRAMES = 20;

/** Writes the demo meeting, played `repeats` times in a row, to `folder`. */
export async function meetingAudio(repeats: number, folder: string): Promise<MeetingAudio> {
  const tracks = await demoTracks();
  const silence = Buffer.alloc(PAUSE_FRAMES * FRAME_BYTES);
  const audio = await bothSources((source) => {
    const meeting = [...tracks[source], silence];
    return writeAudio(folder, source, Array.from({ length: repeats }, () => meeting).flat());
  });
  return { ...audio, durationMs: repeats * (tracks.tab.length + PAUSE_FRAMES) * FRAME_MS };
}

/** The demo meeting's lines, one after the other, until `seconds` are full: both sides at the same time. */
export async function speechAudio(
  seconds: number,
  shares: Shares,
  folder: string,
): Promise<Readonly<Record<AudioSource, PreparedWav>>> {
  const loops = await speechLoops(shares);
  return bothSources((source) => {
    const { frames } = loops[source];
    const count = Math.ceil((seconds * 1000) / FRAME_MS);
    const repeated = Array.from({ length: Math.ceil(count / frames.length) }, () => frames).flat();
    return writeAudio(folder, source, repeated.slice(0, count));
  });
}

function writeAudio(folder: string, source: AudioSource, frames: readonly Buffer[]): Promise<PreparedWav> {
  const raw = join(folder, `${source}-raw.wav`);
  writeFileSync(raw, wavFile(Buffer.concat(frames), WIRE_FORMAT), { mode: 0o600 });
  return prepareWav(raw, join(folder, `${source}.wav`));
}

/** Frames of one source that are repeated for hours, and the share of them that is speech. */
export interface SpeechLoop {
  readonly frames: readonly Buffer[];
  readonly speechShare: number;
}

type Shares = Readonly<Record<AudioSource, number>>;

/** A busy meeting: the others speak most of the time, You now and then. */
const BUSY_MEETING: Shares = { tab: 0.75, mic: 0.15 };
/** The shortest pause that ends an utterance for sure. */
const MINIMUM_PAUSE_FRAMES = 7;

/** The demo meeting's lines of each source with as much silence between them as makes the wanted shares. */
export async function speechLoops(
  shares: Shares = BUSY_MEETING,
): Promise<Readonly<Record<AudioSource, SpeechLoop>>> {
  const tracks = await demoTracks();
  const { lines } = readDemoScript();
  return bothSources((source) => {
    const spoken = lines
      .filter((line) => line.source === source)
      .map(({ startMs, endMs }) =>
        tracks[source].slice(Math.floor(startMs / FRAME_MS), Math.ceil(endMs / FRAME_MS)),
      );
    const speechFrames = spoken.reduce((total, frames) => total + frames.length, 0);
    const pauses = (speechFrames * (1 - shares[source])) / shares[source] / spoken.length;
    const pause = Math.max(MINIMUM_PAUSE_FRAMES, Math.round(pauses));
    const silence = Array.from({ length: pause }, () => Buffer.alloc(FRAME_BYTES));
    const frames = spoken.flatMap((line) => [...line, ...silence]);
    return Promise.resolve({ frames, speechShare: speechFrames / frames.length });
  });
}

async function bothSources<T>(
  make: (source: AudioSource) => Promise<T>,
): Promise<Readonly<Record<AudioSource, T>>> {
  const [tab, mic] = await Promise.all(AUDIO_SOURCES.map(make));
  if (tab === undefined || mic === undefined) throw new RangeError("a source is missing");
  return { tab, mic };
}
