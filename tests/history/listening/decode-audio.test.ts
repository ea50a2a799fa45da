import { expect, test } from "vitest";
import { mixed, wavAddress } from "../../../src/history/listening/decode-audio.ts";

test("UI-9 both sources are heard at their samples, silence where there is no audio, and nothing louder than there is", () => {
  const pcm = mixed(
    [
      { source: "tab", startSample: 8, endSample: 12, pcm: Float32Array.of(0.5, 0.5, 0.5, 0.5) },
      { source: "mic", startSample: 11, endSample: 13, pcm: Float32Array.of(0.75, -0.25) },
      { source: "mic", startSample: 15, endSample: 18, pcm: Float32Array.of(-1, -1, -1) },
    ],
    10,
    7,
  );

  expect([...pcm]).toEqual([16_384, 32_767, -8192, 0, 0, -32_767, -32_767]);
});

test("UI-9 what is played is a WAV file of those samples", () => {
  const address = wavAddress(Int16Array.of(1, -2, 3));

  const [kind, base64 = ""] = address.split(",");
  const file = Buffer.from(base64, "base64");
  expect(kind).toBe("data:audio/wav;base64");
  expect(file.toString("latin1", 0, 4) + file.toString("latin1", 8, 16)).toBe("RIFFWAVEfmt ");
  expect([file.readUInt32LE(4), file.readUInt32LE(24), file.readUInt32LE(40)]).toEqual([42, 16_000, 6]);
  expect([file.readInt16LE(44), file.readInt16LE(46), file.readInt16LE(48)]).toEqual([1, -2, 3]);
});
