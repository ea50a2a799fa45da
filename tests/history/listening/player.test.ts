import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Player } from "../../../src/history/listening/player.ts";
import { joinPackets } from "../../../src/shared/audio/stored-audio.ts";
import { toBase64 } from "../../../src/shared/base64.ts";
import type { StoredAudio } from "../../../src/shared/messages/to-views.ts";

const SECOND = 16_000;
/** As much as is played at once. */
const PART = 20 * SECOND;

/** An `<audio>` that plays nothing, and at whose clock the test is. */
class SilentAudio extends EventTarget {
  static readonly made: SilentAudio[] = [];
  src = "";
  currentTime = 0;
  playbackRate = 1;
  plays = 0;

  constructor() {
    super();
    SilentAudio.made.push(this);
  }

  play(): Promise<void> {
    this.plays += 1;
    return Promise.resolve();
  }

  pause(): void {}

  removeAttribute(): void {
    this.src = "";
  }
}

/** A decoder that gives as much silence as a chunk needs, whatever it is given. */
class SilentDecoder {
  readonly state = "configured";
  readonly #output: (audio: object) => void;

  constructor({ output }: { readonly output: (audio: object) => void }) {
    this.#output = output;
  }

  configure(): void {}
  close(): void {}
  decode(): void {}

  flush(): Promise<void> {
    this.#output({ numberOfFrames: 5 * 48_000 + 312, copyTo: () => {}, close: () => {} });
    return Promise.resolve();
  }
}

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.stubGlobal("Audio", SilentAudio);
  vi.stubGlobal("AudioDecoder", SilentDecoder);
  vi.stubGlobal("EncodedAudioChunk", Object);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The chunks of a meeting of a minute, in answer to who asks for some. */
function chunksFrom(startSample: number): StoredAudio {
  const opus = toBase64(joinPackets([new Uint8Array([1])]));
  const first = startSample - (startSample % (5 * SECOND));
  const chunks = [0, 5, 10, 15]
    .map((seconds) => first + seconds * SECOND)
    .filter((from) => from < 60 * SECOND)
    .map((from) => ({ source: "tab" as const, startSample: from, endSample: from + 5 * SECOND, opus }));
  return { name: "read", chunks };
}

function minute() {
  const ask = vi.fn((startSample: number) => Promise.resolve(chunksFrom(startSample)));
  const player = new Player([{ source: "tab", startSample: 0, endSample: 60 * SECOND }], ask);
  const element = SilentAudio.made.at(-1);
  if (element === undefined) throw new Error("no element was made");
  /** So many seconds of what is played have gone by. */
  const goTo = (seconds: number) => {
    element.currentTime = seconds;
    element.dispatchEvent(new Event("timeupdate"));
  };
  const end = () => element.dispatchEvent(new Event("ended"));
  const asked = () => ask.mock.calls.map(([startSample]) => startSample);
  return { player, element, ask, asked, goTo, end };
}

async function untilState(player: Player, state: Player["state"]["value"]): Promise<void> {
  await vi.waitFor(() => expect(player.state.value).toBe(state));
}

test("UI-9 a part is played while the next one is made, and then that one, to the end", async () => {
  const { player, element, asked, goTo, end } = minute();

  await player.playFrom(3 * SECOND);
  const first = element.src;
  goTo(1);
  goTo(2);
  expect(player.position.value).toBe(5 * SECOND);
  end();
  await untilState(player, "playing");
  await vi.waitFor(() => expect(element.src).not.toBe(first));

  // What was asked for begins within the chunk that was read, and goes as far as that one's end.
  expect(asked()).toEqual([3 * SECOND, PART]);
  expect(element.src).toMatch(/^data:audio\/wav;base64,/);
  goTo(1);
  end();
  await vi.waitFor(() => expect(player.position.value).toBe(2 * PART));
  await untilState(player, "playing");
  end();
  await untilState(player, "still");
});

test("UI-9 a next part that could not be made in advance is made when it is its turn", async () => {
  const { player, ask, asked, goTo, end } = minute();
  await player.playFrom(0);
  ask.mockRejectedValueOnce(new Error("the worker is away"));
  goTo(1);
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));

  end();
  await vi.waitFor(() => expect(player.position.value).toBe(PART));
  await untilState(player, "playing");

  expect(asked()).toEqual([0, PART, PART]);
});

test("UI-9 what cannot be read now says so, and is played when it is tried again", async () => {
  const { player, ask } = minute();
  ask.mockRejectedValueOnce(new Error("the host is away"));

  await player.playFrom(0);
  expect(player.state.value).toBe("failed");
  await player.play();

  expect(player.state.value).toBe("playing");
});

test("UI-9 a pause while the next part is being made is a pause, and play goes on from there", async () => {
  const { player, ask, element, goTo, end } = minute();
  await player.playFrom(0);
  let answer: () => void = vi.fn<() => void>();
  const answered = new Promise<StoredAudio>((resolve) => {
    answer = () => resolve(chunksFrom(PART));
  });
  ask.mockReturnValueOnce(answered);
  goTo(1);
  end();
  await untilState(player, "loading");

  player.pause();
  answer();
  await answered;
  expect(player.state.value).toBe("still");
  const { plays } = element;
  await player.play();

  expect(player.state.value).toBe("playing");
  expect(player.position.value).toBe(PART);
  expect(element.plays).toBe(plays + 1);
});

test("UI-9 a span of which nothing can be read is passed over", async () => {
  const { player, ask, asked } = minute();
  ask.mockResolvedValueOnce({ name: "read", chunks: [] });

  await player.playFrom(0);

  expect(asked()).toEqual([0, PART]);
  expect(player.position.value).toBe(PART);
  expect(player.state.value).toBe("playing");
});

test("UI-9 play at the end begins again, and steps go no further than there is audio", async () => {
  const { player } = minute();

  player.move(55);
  for (let step = 0; step < 3; step += 1) player.move(10);
  expect(player.position.value).toBe(60 * SECOND);
  player.move(-10);
  expect(player.position.value).toBe(50 * SECOND);
  player.move(10);
  await player.play();

  expect(player.position.value).toBe(0);
  expect(player.state.value).toBe("playing");
});
