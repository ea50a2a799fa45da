import type { Browser, CDPSession, Target } from "puppeteer";
import { type AudioSource, FRAME_SAMPLES } from "../../../protocol/audio.ts";
import { NAME_HELPER } from "../../driver/browser/start-browser.ts";
import { PROMPT_MS, within } from "../../runtime/waiting.ts";
import { type FrameFingerprint, sha256 } from "./frame-comparison.ts";

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
function listenToNewWorklets(): void {
  const postFrame = ({ data }: MessageEvent): void => {
    const { type, source, firstSample, pcm } = data as PostedFrame;
    if (type !== "frame") return;
    const bytes = String.fromCodePoint(...new Uint8Array(pcm.buffer));
    globalThis.earshotTapped(JSON.stringify({ source, firstSample, pcm: btoa(bytes) }));
  };
  const listened = new WeakSet<MessagePort>();
  const listen = (port: MessagePort): void => {
    if (listened.has(port)) return;
    listened.add(port);
    port.addEventListener("message", postFrame);
  };
  Object.assign(globalThis, { earshotListen: listen });
  globalThis.AudioWorkletNode = class extends AudioWorkletNode {
    constructor(...args: ConstructorParameters<typeof AudioWorkletNode>) {
      super(...args);
      listen(this.port);
    }
  };
}

const OFFSCREEN = "/src/offscreen/index.html";
const BINDING = "earshotTapped";

/**
 * Everything the audio thread has produced, tapped in the offscreen document beside the product and sent to this
 * process at once, so that it is known even when the browser is killed.
 */
export class WorkletTap {
  readonly #frames: Record<AudioSource, FrameFingerprint[]> = { tab: [], mic: [] };

  /** Waits for the offscreen document, which is opened by the next start; call it before. */
  static async attach(browser: Browser): Promise<WorkletTap> {
    const target = await browser.waitForTarget(
      (found) => found.url().split(/[?#]/u)[0]?.endsWith(OFFSCREEN) === true,
      {
        timeout: PROMPT_MS,
      },
    );
    const tap = new WorkletTap();
    await within(tap.#install(target), PROMPT_MS, "the tap in the offscreen document");
    return tap;
  }

  frames(source: AudioSource): readonly FrameFingerprint[] {
    return this.#frames[source];
  }

  /** The sample after the newest frame, by the audio thread's clock; 0 before the first. */
  endSample(source: AudioSource): number {
    const newest = this.#frames[source].at(-1);
    return newest === undefined ? 0 : newest.firstSample + FRAME_SAMPLES;
  }

  async #install(target: Target): Promise<void> {
    const client: CDPSession = await target.createCDPSession();
    client.on("Runtime.bindingCalled", ({ name, payload }) => {
      if (name === BINDING) this.#take(JSON.parse(payload) as TappedFrame);
    });
    await client.send("Runtime.enable");
    await client.send("Runtime.addBinding", { name: BINDING });
    const expression = `${NAME_HELPER}(${String(listenToNewWorklets)})()`;
    const { exceptionDetails } = await client.send("Runtime.evaluate", { expression });
    if (exceptionDetails !== undefined) throw new Error(`the tap was refused: ${exceptionDetails.text}`);
    await listenToRunningWorklets(client);
  }

  #take({ source, firstSample, pcm }: TappedFrame): void {
    this.#frames[source].push({ firstSample, sha256: sha256(Buffer.from(pcm, "base64")) });
  }
}

/** The ports of nodes that were made before the tap came. */
async function listenToRunningWorklets(client: CDPSession): Promise<void> {
  const { result } = await client.send("Runtime.evaluate", { expression: "MessagePort.prototype" });
  if (result.objectId === undefined) return;
  const { objects } = await client.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  if (objects.objectId === undefined) return;
  await client.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { for (const port of this) earshotListen(port); }",
  });
}
