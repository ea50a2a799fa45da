import { type WavFormat, wavFile } from "../../../tools/materials/audio-files.ts";

const TONE_HERTZ = 440;

/** The bytes of a WAV file with a tone on every channel. */
export function toneFile(format: WavFormat, seconds: number): Buffer {
  const { rate, channels, bits } = format;
  const frameBytes = (channels * bits) / 8;
  const frames = Math.round(rate * seconds);
  const pcm = Buffer.alloc(frames * frameBytes);
  for (let frame = 0; frame < frames; frame += 1) {
    const level = 0.5 * Math.sin((2 * Math.PI * TONE_HERTZ * frame) / rate);
    for (let channel = 0; channel < channels; channel += 1) {
      writeSample(pcm, frame * frameBytes + (channel * bits) / 8, bits, level);
    }
  }
  return wavFile(pcm, format);
}

function writeSample(file: Buffer, offset: number, bits: WavFormat["bits"], level: number): void {
  switch (bits) {
    case 8:
      // The only unsigned one.
      file.writeUInt8(Math.round(128 + level * 127), offset);
      break;
    case 16:
    case 24:
      file.writeIntLE(Math.round(level * (2 ** (bits - 1) - 1)), offset, bits / 8);
      break;
    case 32:
      file.writeFloatLE(level, offset);
      break;
    default:
      bits satisfies never;
  }
}
