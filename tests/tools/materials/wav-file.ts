/** Shape of a WAV file; 32 bits are floating point. */
export interface WavFormat {
  readonly rate: number;
  readonly channels: number;
  readonly bits: 8 | 16 | 24 | 32;
}

const HEADER_BYTES = 44;
const INTEGER = 1;
const FLOAT = 3;
const TONE_HERTZ = 440;

/** The bytes of a WAV file with a tone on every channel. */
export function wavFile({ rate, channels, bits }: WavFormat, seconds: number): Buffer {
  const frameBytes = (channels * bits) / 8;
  const frames = Math.round(rate * seconds);
  const file = Buffer.alloc(HEADER_BYTES + frames * frameBytes);
  file.write("RIFF", 0, "ascii");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "ascii");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(bits === 32 ? FLOAT : INTEGER, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * frameBytes, 28);
  file.writeUInt16LE(frameBytes, 32);
  file.writeUInt16LE(bits, 34);
  file.write("data", 36, "ascii");
  file.writeUInt32LE(frames * frameBytes, 40);
  for (let frame = 0; frame < frames; frame += 1) {
    const level = 0.5 * Math.sin((2 * Math.PI * TONE_HERTZ * frame) / rate);
    for (let channel = 0; channel < channels; channel += 1) {
      writeSample(file, HEADER_BYTES + frame * frameBytes + (channel * bits) / 8, bits, level);
    }
  }
  return file;
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
