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
  const put = vi.fn((_session: string, _chunk: unknown, _isWanted: () => boolean) => Promise.resolve());
  const late: string[] = [];
  /** What is stored of the meeting. */
  const outline = vi.fn(() => Promise.resolve({ bytes: put.mock.calls.length, spans: [] }));
  const settings = { isAudioStored };
  const free = { bytes: 10e9 };
  const audio = new AudioStoring({
    statusStore,
    database: { audio: { put, outline } as never },
    settings: () => settings,
    toOffscreen: (message) => void sent.push(message),
    freeBytes: () => Promise.resolve(free.bytes),
    onStoredLate: (session) => void late.push(session),
  });
  return { audio, statusStore, sent, put, outline, settings, free, late };
}

const chunkOf = (session: string) => ({ type: "audio-chunk", session, chunk: CHUNK }) as const;
const SETTLED = { type: "audio-chunk-settled", session: SESSION, source: "tab", startSample: 0 };
const NO_MORE = { type: "store-audio", session: SESSION, isWanted: false };
const REFUSED = { type: "refuse-audio", session: SESSION };

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

  expect(put.mock.calls).toEqual([[SESSION, CHUNK, expect.any(Function)]]);
  expect(sent).toEqual([{ ...NO_MORE, isWanted: true }, SETTLED, NO_MORE]);
});

test("UI-9 what was stored until the user switches it off stays, and is said, by the worker that follows as well", async () => {
  const { audio, sent, statusStore, settings, outline } = parts();
  audio.send();
  settings.isAudioStored = false;
  audio.send();
  await vi.waitFor(() => expect(statusStore.status.isAudioStored).toBe(false));
  settings.isAudioStored = true;
  audio.send();
  await audio.take(chunkOf(SESSION));
  settings.isAudioStored = false;
  audio.send();
  await outline.mock.results[1]?.value;
  expect(statusStore.status.isAudioStored).toBe(true);
  expect(sent.at(-1)).toEqual(NO_MORE);

  const next = parts({ isAudioStored: false });
  next.outline.mockImplementation(outline);
  next.audio.send();

  await vi.waitFor(() => expect(next.statusStore.status.isAudioStored).toBe(true));
  expect(next.sent).toEqual([]);
});

test("UI-9 that it is stored again meanwhile, or the meeting has ended, is not forgotten over what was stored", async () => {
  const { audio, statusStore, settings, outline } = parts();
  audio.send();
  settings.isAudioStored = false;
  audio.send();
  settings.isAudioStored = true;
  audio.send();
  await outline.mock.results[0]?.value;
  expect(statusStore.status.isAudioStored).toBe(true);

  outline.mockResolvedValue({ bytes: 1, spans: [] });
  settings.isAudioStored = false;
  audio.send();
  statusStore.advance({ type: "stop-requested", cause: null });
  statusStore.advance({ type: "stopped", error: null });
  statusStore.update({ isAudioStored: false });
  await outline.mock.results[1]?.value;

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
    expect(sent).toEqual([{ ...NO_MORE, isWanted: true }, REFUSED]);
    expect(put.mock.calls.length).toBeLessThan(2);
  },
);

/** A database that is slow: chunks are stored once that is asked for. */
function slowParts() {
  const all = parts();
  let store: () => void = vi.fn<() => void>();
  const stored = new Promise<void>((resolve) => {
    store = resolve;
  });
  all.put.mockImplementation(() => stored);
  return { ...all, store };
}

test("UI-9 a slow database is given a chunk once, however often it is sent meanwhile", async () => {
  const { audio, sent, put, store } = slowParts();

  const taken = [audio.take(chunkOf(SESSION)), audio.take(chunkOf(SESSION)), audio.take(chunkOf(SESSION))];
  await vi.waitFor(() => expect(put).toHaveBeenCalled());
  store();
  await Promise.all(taken);

  expect(put).toHaveBeenCalledTimes(1);
  expect(sent).toEqual([SETTLED]);
});

test.each(["the user switches it off", "it cannot be stored"] as const)(
  "UI-9 what waits to be stored when %s is not wanted any more",
  async (why) => {
    const { audio, put, settings, store } = slowParts();
    const taken = audio.take(chunkOf(SESSION));
    await vi.waitFor(() => expect(put).toHaveBeenCalled());
    const isWanted = put.mock.calls[0]?.[2];
    expect(isWanted?.()).toBe(true);

    if (why === "the user switches it off") settings.isAudioStored = false;
    else audio.failed(SESSION);

    expect(isWanted?.()).toBe(false);
    store();
    await taken;
  },
);

test("UI-9 a meeting's last chunk is wanted when it has ended, and its page learns of it", async () => {
  const { audio, put, statusStore, store, late } = slowParts();
  const taken = audio.take(chunkOf(SESSION));
  await vi.waitFor(() => expect(put).toHaveBeenCalled());
  statusStore.advance({ type: "stop-requested", cause: null });
  statusStore.advance({ type: "stopped", error: null });

  expect(put.mock.calls[0]?.[2]()).toBe(true);
  store();
  await taken;

  expect(late).toEqual([SESSION]);
});

test("UI-9 that audio is not stored replaces no problem of the words", () => {
  const { audio, statusStore } = parts();
  const problem = new EarshotError("transcript_not_stored", "full").toReport(true);
  statusStore.update({ problem });
  audio.send();

  audio.failed(SESSION);

  expect(statusStore.status).toMatchObject({ problem, isAudioStored: false });
});

test("UI-9 that a disk is nearly full does not hide that audio is not stored for it", async () => {
  const { audio, statusStore, free } = parts();
  const problem = new EarshotError("disk_nearly_full", "200000000 bytes are free").toReport(true);
  statusStore.update({ problem });
  audio.send();
  free.bytes = 200e6;

  await audio.take(chunkOf(SESSION));

  expect(statusStore.status).toMatchObject({ problem: { code: "audio_not_stored" }, isAudioStored: false });
});

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
