import type { AudioSource } from "../../../protocol/audio.ts";

/** What of the offscreen document's FromWorklet message (src/offscreen/worklet/worklet-messages.ts) is looked at. */
interface PostedFrame {
  readonly type: string;
  readonly source: AudioSource;
  readonly firstSample: number;
  readonly pcm: Int16Array<ArrayBuffer>;
}

/** What the tap in the page says of a frame; `pcm` in base64. */
export interface TappedFrame {
  readonly source: AudioSource;
  readonly firstSample: number;
  readonly pcm: string;
}

declare global {
  var earshotTapped: (frame: string) => void;
}

/**
 * Runs in the page: worklet nodes made from now on are listened to from their first frame on. It is sent there as
 * text, so everything that it needs stands in it.
 */
/* oxlint-disable unicorn/consistent-function-scoping */
export function listenToNewWorklets(): void {
  const tellFrame = ({ data }: MessageEvent): void => {
    const { type, source, firstSample, pcm } = data as PostedFrame;
    if (type !== "frame") return;
    const bytes = String.fromCodePoint(...new Uint8Array(pcm.buffer));
    globalThis.earshotTapped(JSON.stringify({ source, firstSample, pcm: btoa(bytes) }));
  };
  const listened = new WeakSet<MessagePort>();
  const listen = (port: MessagePort): void => {
    if (listened.has(port)) return;
    listened.add(port);
    port.addEventListener("message", tellFrame);
  };
  Object.assign(globalThis, { earshotListen: listen });
  globalThis.AudioWorkletNode = class extends AudioWorkletNode {
    constructor(...args: ConstructorParameters<typeof AudioWorkletNode>) {
      super(...args);
      listen(this.port);
    }
  };
}
