import { beforeEach, expect, test, vi } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import { readMessage } from "../../../src/background/gate/message-gate.ts";
import { AudioStoring } from "../../../src/background/transcript/audio-storing.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import { MAX_CHUNK_CHARACTERS } from "../../../src/shared/audio/stored-audio.ts";
import type { BackgroundToOffscreen } from "../../../src/shared/messages/to-offscreen.ts";
import { MESSAGE_SAMPLES } from "../../shared/messages/message-samples.ts";
import { OTHER, SESSION } from "../session-samples.ts";

const CHUNK = { source: "tab", startSample: 0, endSample: 80_000, opus: "AAEA" } as const;

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

interface Given {
  readonly tabId?: number | null;
  readonly isAudioStored?: boolean;
}

function parts({ tabId = 7, isAudioStored = true }: Given = {}) {
  const statusStore = new StatusStore(() => {});
  statusStore.advance({ type: "start-requested", active: { session: SESSION, tabId, startedAtMs: 1 } });
  const sent: BackgroundToOffscreen[] = [];
  const put = vi.fn(() => Promise.resolve());
  const settings = { isAudioStored };
  const free = { bytes: 10e9 };
  const audio = new AudioStoring({
    statusStore,
    database: { audio: { put } as never },
    settings: () => settings,
    toOffscreen: (message) => void sent.push(message),
    freeBytes: () => Promise.resolve(free.bytes),
  });
  return { audio, statusStore, sent, put, settings, free };
}

const chunkOf = (session: string) => ({ type: "audio-chunk", session, chunk: CHUNK }) as const;
const SETTLED = { type: "audio-chunk-settled", session: SESSION, source: "tab", startSample: 0 };
const NO_MORE = { type: "store-audio", session: SESSION, isWanted: false };

test("UI-9 where the setting is off nothing is sent, nothing stored and nothing shown", async () => {
  const { audio, sent, put, statusStore } = parts({ isAudioStored: false });

  audio.send();
  expect(sent).toEqual([]);
  // A chunk that comes all the same, of a document that was not told of the change, ends it.
  await audio.take(chunkOf(SESSION));

  expect(put).not.toHaveBeenCalled();
  expect(sent).toEqual([NO_MORE]);
  expect(statusStore.status).toMatchObject({ isAudioStored: false, problem: null });
});

test("UI-9 where it is on, the document is told so, the status says so, and a chunk is answered once it is stored", async () => {
  const { audio, sent, put, statusStore, settings } = parts();

  audio.send();
  await audio.take(chunkOf(SESSION));
  await audio.take(chunkOf(OTHER));
  expect(statusStore.status.isAudioStored).toBe(true);
  settings.isAudioStored = false;
  audio.send();

  expect(put.mock.calls).toEqual([[SESSION, CHUNK]]);
  expect(sent).toEqual([{ ...NO_MORE, isWanted: true }, SETTLED, NO_MORE]);
  expect(statusStore.status.isAudioStored).toBe(false);
});

test("SEC-7 UI-9 of a try-out no audio is stored", () => {
  const { audio, sent, statusStore } = parts({ tabId: null });

  audio.send();

  expect(sent).toEqual([]);
  expect(statusStore.status.isAudioStored).toBe(false);
});

test("UI-9 a key that cannot be had ends nothing: the chunk is not answered and comes again", async () => {
  const { audio, sent, put, statusStore } = parts();
  put.mockRejectedValueOnce(new EarshotError("host_exited", "gone"));

  await audio.take(chunkOf(SESSION));
  expect(sent).toEqual([]);
  await audio.take(chunkOf(SESSION));

  expect(sent).toEqual([SETTLED]);
  expect(statusStore.status.problem).toBeNull();
});

test.each(["a database that refuses", "a disk that is nearly full", "an encoder that fails"] as const)(
  "UI-9 %s ends the storing of this meeting's audio and is said once",
  async (why) => {
    const { audio, sent, put, statusStore, free } = parts();
    audio.send();
    if (why === "a database that refuses") put.mockRejectedValue(new DOMException("", "QuotaExceededError"));
    if (why === "a disk that is nearly full") free.bytes = 400e6;
    if (why === "an encoder that fails") audio.failed(SESSION);
    else await audio.take(chunkOf(SESSION));

    expect(statusStore.status).toMatchObject({
      isAudioStored: false,
      problem: { code: "audio_not_stored", recoverable: true },
    });
    statusStore.update({ problem: null });
    audio.send();
    audio.failed(SESSION);
    await audio.take(chunkOf(SESSION));
    expect(statusStore.status.problem).toBeNull();
    expect(sent).toEqual([{ ...NO_MORE, isWanted: true }, NO_MORE]);
    expect(put.mock.calls.length).toBeLessThan(2);
  },
);

test("SEC-6 UI-9 a chunk of audio is base64, as long as five seconds may be, and no longer", () => {
  expect(readingOf({ opus: "A".repeat(MAX_CHUNK_CHARACTERS) })).toBe("message");
  expect(readingOf({ opus: "A".repeat(MAX_CHUNK_CHARACTERS + 4) })).toBe("refused");
  expect(readingOf({ opus: "A A=" })).toBe("refused");
  expect(readingOf({ endSample: 16_000 })).toBe("refused");
  expect(readingOf({ endSample: 96_001 })).toBe("refused");
});

function readingOf(change: object): string {
  const { chunk, ...rest } = MESSAGE_SAMPLES["audio-chunk"];
  return readMessage({ ...rest, chunk: { ...chunk, ...change } }, "offscreen", "offscreen").kind;
}
