import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prepareWav, type WavFormat } from "../../../tools/materials/audio-files.ts";
import { ROOT } from "../../../tools/runtime/paths.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { thrownBy } from "../thrown.ts";
import { toneFile } from "./tone-file.ts";

const SECONDS = 1;

function prepared(format: WavFormat, options = {}) {
  const folder = temporaryFolder();
  const source = join(folder, "source.wav");
  writeFileSync(source, toneFile(format, SECONDS));
  return prepareWav(source, join(folder, "prepared.wav"), options);
}

describe("audio files for a rehearsal, through the real program", () => {
  it.each<[string, WavFormat]>([
    ["8-bit", { rate: 8000, channels: 1, bits: 8 }],
    ["16-bit", { rate: 44_100, channels: 2, bits: 16 }],
    ["24-bit", { rate: 96_000, channels: 1, bits: 24 }],
    ["float", { rate: 22_050, channels: 1, bits: 32 }],
    ["5.1", { rate: 48_000, channels: 6, bits: 16 }],
  ])("makes 48 kHz mono of a %s file without changing its length", async (_name, format) => {
    const { file, durationMs } = await prepared(format, { padSeconds: 0 });

    const bytes = readFileSync(file);
    expect(Math.abs(durationMs - SECONDS * 1000)).toBeLessThanOrEqual(2);
    expect([bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)]).toEqual([1, 48_000, 16]);
  });

  it("plays twice as fast at speed 2", async () => {
    const { durationMs } = await prepared({ rate: 48_000, channels: 1, bits: 16 }, { speed: 2 });

    expect(durationMs).toBeGreaterThan(450);
    expect(durationMs).toBeLessThan(550);
  });

  it("adds silence at the end that does not count as audio", async () => {
    const { file, durationMs } = await prepared({ rate: 48_000, channels: 1, bits: 16 }, { padSeconds: 3 });

    const pcmBytes = readFileSync(file).length - 44;
    expect(durationMs).toBe(1000);
    expect(pcmBytes).toBe(4 * 48_000 * 2);
  });

  it("refuses a file that is not there", async () => {
    const error = await thrownBy(() => prepareWav("/not/there.wav", join(temporaryFolder(), "prepared.wav")));

    expect(error.code).toBe("audio_unreadable");
    expect(error.message).toContain("no such file");
  });

  it("refuses a file that is no audio", async () => {
    const error = await thrownBy(() =>
      prepareWav(join(ROOT, "package.json"), join(temporaryFolder(), "prepared.wav")),
    );

    expect(error.code).toBe("audio_unreadable");
    expect(error.remedy).toContain("ffprobe");
  });

  it.each([
    ["an empty file", Buffer.alloc(0)],
    ["a WAV without samples", toneFile({ rate: 16_000, channels: 1, bits: 16 }, 0)],
  ])("refuses %s", async (_name, bytes) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "source.wav"), bytes);

    const error = await thrownBy(() => prepareWav(join(folder, "source.wav"), join(folder, "prepared.wav")));

    expect(error.code).toBe("audio_empty");
  });
});
