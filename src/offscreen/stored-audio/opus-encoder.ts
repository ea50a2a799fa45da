import { SAMPLE_RATE } from "../../../protocol/audio.ts";
import { joinPackets } from "../../shared/audio/stored-audio.ts";

/**
 * Speech in 60 ms packets: 10 MB an hour of one source. Half the effort that is possible costs half the processor and nothing that can
 * be heard at this rate. TypeScript's DOM does not know `opus` yet.
 */
const CONFIG = {
  codec: "opus",
  sampleRate: SAMPLE_RATE,
  numberOfChannels: 1,
  bitrate: 24_000,
  opus: { application: "voip", signal: "voice", frameDuration: 60_000, complexity: 5 },
};
/** The encoder delays by 6.5 ms; this much silence behind the audio brings out its end. */
const TAIL_SAMPLES = 160;

/**
 * Encodes a span by an encoder of its own, so that it can be decoded without any other.
 * @returns its packets (`joinPackets`)
 * @throws what the browser says: it has no Opus, or no room for it
 */
export async function encodeOpus(pcm: Int16Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packets: Uint8Array[] = [];
  let failure: DOMException | null = null;
  const encoder = new AudioEncoder({
    output(chunk) {
      const packet = new Uint8Array(chunk.byteLength);
      chunk.copyTo(packet);
      packets.push(packet);
    },
    error(cause) {
      failure = cause;
    },
  });
  try {
    encoder.configure(CONFIG);
    const data = new Int16Array(pcm.length + TAIL_SAMPLES);
    data.set(pcm);
    const audio = new AudioData({
      format: "s16",
      sampleRate: SAMPLE_RATE,
      numberOfChannels: 1,
      numberOfFrames: data.length,
      timestamp: 0,
      data,
    });
    encoder.encode(audio);
    audio.close();
    await encoder.flush();
  } catch (cause) {
    throw failure ?? cause;
  } finally {
    if (encoder.state !== "closed") encoder.close();
  }
  return joinPackets(packets);
}
