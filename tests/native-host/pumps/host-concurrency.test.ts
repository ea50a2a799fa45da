import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { framesPcm, SESSION, sha256 } from "../frames.ts";
import { program, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { FrameFeeder } from "./frame-feeder.ts";

const hosts = useRealHosts();

const CHUNKS = 100;
type Chunk = readonly [source: AudioSource, seq: number];
const TWICE: Chunk[] = AUDIO_SOURCES.flatMap((source) =>
  Array.from({ length: 2 * CHUNKS }, (_, index): Chunk => [source, index % CHUNKS]),
);
const SHUFFLED = fc.shuffledSubarray(TWICE, { minLength: TWICE.length, maxLength: TWICE.length });

test.each(fc.sample(SHUFFLED, { numRuns: 3, seed: 20261123 }))(
  "IPC-8 100 chunks of both sources at once, in any order and doubled, end up in order, each once",
  async (...chunks) => {
    const recordings = temporaryFolder();
    const host = await hosts.startSession({ sidecar: program("echo-sidecar", recordings) });
    const [tab, mic] = [new FrameFeeder(host, "tab"), new FrameFeeder(host, "mic")];

    for (const [source, seq] of chunks) host.sendFrames(source, seq, seq + 1);
    await Promise.all([tab.feed(CHUNKS), mic.feed(CHUNKS)]);
    const stored = await Promise.all(
      AUDIO_SOURCES.map(async (source) => sha256(await host.storedPcm(source))),
    );
    const stopped = await host.request("stop_session", {
      session: SESSION,
      next: { tab: CHUNKS, mic: CHUNKS },
    });

    const recorded = AUDIO_SOURCES.map((source) => sha256(readFileSync(join(recordings, `${source}.pcm`))));
    const whole = AUDIO_SOURCES.map((source) => sha256(framesPcm(source, CHUNKS)));
    expect(stored).toEqual(whole);
    expect(recorded).toEqual(whole);
    expect(stopped).toMatchObject({ result: { metrics: { frames_sent: 200, frames_dropped: 0 } } });
  },
);
