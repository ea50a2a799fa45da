import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importTranscriptKey, unsealBytes } from "../../../src/background/transcript/database/sealed.ts";
import type { AudioOutline } from "../../../src/shared/audio/stored-audio.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { consented, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { prepareWav } from "../../../tools/materials/audio-files.ts";
import { ROOT } from "../../../tools/runtime/paths.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { openedKeys } from "../../native-host/keys/opened-keys.ts";
import { program } from "../../native-host/real-host.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { findSealed } from "../privacy/word-search.ts";

declare global {
  /** What the page made to be played, in order; see `openHistory`. */
  var earshotPlayed: Blob[];
}

const WAIT = { timeout: HUNG_MS };
/** What the tab plays, one after the other, again and again: 48 s of human speech. */
const CLIPS = ["en_jfk", "en_libri_198_209_0000", "en_libri_1995_1837_0001", "en_libri_5703_47212_0000"];
const RATE = 48_000;
/** Both are compared at this rate: what is above 2 kHz says nothing of where it is. */
const COMPARED_RATE = 4000;
const PAGE = '<!doctype html><title>A meeting</title><audio src="speech.wav" autoplay loop></audio>';
const FIVE_SECONDS = 5 * 16_000;

/** A real meeting with human speech in its tab. The cases go on from one another. */
describe("listening to a meeting again", () => {
  const profile = temporaryFolder();
  let server: LocalServer;
  let earshot: Earshot;
  let speech: Float32Array;
  let session = "";

  beforeAll(async () => {
    const site = temporaryFolder();
    const pcm = await Promise.all(
      CLIPS.map(async (name) => {
        const source = join(ROOT, "speech/clips", `${name}.flac`);
        const { file } = await prepareWav(source, join(site, `${name}.wav`), { rate: RATE, padSeconds: 0 });
        return samplesIn(readFileSync(file));
      }),
    );
    const said = Buffer.concat(pcm);
    speech = comparable(said);
    writeFileSync(join(site, "speech.wav"), Buffer.concat([headerOf(said.length), said]));
    writeFileSync(join(site, "index.html"), PAGE);
    server = await serveFolder(site);
    const words = join(site, "words.txt");
    writeFileSync(words, "americans\ncountry");
    earshot = await launchEarshot({
      profile,
      host: { sidecarCommand: program("quoting-sidecar", words) },
      settings: (stored) => ({
        ...consented("demo", "en")(stored),
        isMicrophoneWanted: false,
        isAudioStored: true,
      }),
    });
  });
  afterAll(async () => {
    await earshot.close();
    await server.close();
  });

  /** A meeting until that many lines are final. */
  async function meeting(lines: number): Promise<string> {
    const { view } = earshot;
    const page = await earshot.openPage(`${server.url}index.html`);
    await earshot.startCaptions(page);
    const { running } = view;
    await view.until("some lines", HUNG_MS, () =>
      view.transcript?.session === running && view.transcript.segments.length >= lines ? true : null,
    );
    await view.send({ type: "stop-session", session: running });
    await view.until("the end", HUNG_MS, () => (view.status?.session.name === "idle" ? true : null));
    await page.close();
    return running;
  }

  test("UI-9 a line of a stored meeting is heard where it was said, by key and by button, at any speed", async () => {
    session = await meeting(15);
    const history = await openHistory(earshot, session);
    await history.waitForSelector('[data-action="play"]', WAIT);
    const starts = await history.$$eval("[data-caption]", (all) =>
      all.map((row) => Number(row.getAttribute("data-utterance"))),
    );

    await (await history.$$("[data-caption]"))[2]?.focus();
    await history.keyboard.press("p");
    await history.waitForSelector('[data-player="playing"]', WAIT);
    await history.waitForSelector(".row.playing", WAIT);
    await untilPosition(history, (starts[2] ?? 0) + 1, Number.POSITIVE_INFINITY);
    const first = await playedBy(history);
    await pressButton(history, "play");
    await history.waitForSelector('[data-player="still"]', WAIT);
    const stood = Number(
      await history.$eval("[data-position]", (time) => time.getAttribute("data-position")),
    );
    await history.focus('[data-action="step-forward"]');
    await history.keyboard.press("ArrowRight");
    await untilPosition(history, stood + FIVE_SECONDS, stood + FIVE_SECONDS);
    await pressButton(history, "step-back");
    await untilPosition(history, stood, stood);
    await history.close();

    const again = await openHistory(earshot, session);
    await again.waitForSelector('[data-action="play"]', WAIT);
    await again.select('[name="speed"]', "2");
    const row = (await again.$$("[data-caption]"))[12];
    await row?.hover();
    await (await row?.waitForSelector('[data-action="play-line"]', { ...WAIT, visible: true }))?.click();
    await again.waitForSelector('[data-player="playing"]', WAIT);
    const second = await playedBy(again);
    await again.close();

    // Both are parts of what the tab played, and as far from one another in it as the lines are.
    const one = placeIn(speech, first);
    const other = placeIn(speech, second);
    const apart = ((starts[12] ?? 0) - (starts[2] ?? 0)) / (16_000 / COMPARED_RATE);
    expect(one.likeness).toBeGreaterThan(0.8);
    expect(other.likeness).toBeGreaterThan(0.8);
    // A busy machine leaves out some of what the tab plays, of which less than 200 ms is no gap.
    const difference = (other.at - one.at - apart + 2 * speech.length) % speech.length;
    expect(Math.min(difference, speech.length - difference)).toBeLessThan(COMPARED_RATE / 5);
  });

  test("UI-9 SEC-7 its audio is deleted by itself, and no old copy of it opens by a key that is left", async () => {
    const history = await openHistory(earshot, session);
    const hostKeys = await openedKeys(join(profile, "earshot-data"));
    const { transcript: before } = hostKeys.get(session);
    const outline = await outlineOf(history, session);

    await pressButton(history, "delete-audio");
    await pressButton(history, "confirm-delete");
    await history.waitForFunction(() => document.querySelector(".player") === null, WAIT);
    await eventually(() => expect(hostKeys.get(session).transcript.equals(before)).toBe(false));

    expect(outline.bytes).toBeGreaterThan(10_000);
    expect(await outlineOf(history, session)).toEqual({ bytes: 0, spans: [] });
    expect(await history.$$("[data-caption]")).not.toEqual([]);
    await eventually(() => expect(hostKeys.get(session).nextTranscript).toBeNull());
    const places = outline.spans.flatMap(({ source, startSample, endSample }) =>
      Array.from({ length: Math.ceil((endSample - startSample) / 80_000) }, (_, index) => {
        return ["audio", session, source, startSample + index * 80_000] as const;
      }),
    );
    const sealed = findSealed(profile);
    const opening = async (key: Uint8Array) => {
      const keys = { newest: await importTranscriptKey(Uint8Array.from(key)), replaced: null };
      const tried = sealed.flatMap((bytes) => places.map((place) => unsealBytes(keys, place, bytes)));
      return (await Promise.allSettled(tried)).filter(({ status }) => status === "fulfilled").length;
    };
    expect(await opening(hostKeys.get(session).transcript)).toBe(0);
    await history.close();
  });

  test("UI-9 with the setting off nothing is stored of a meeting's audio, and its page is as it was", async () => {
    await earshot.view.changeSettings((stored) => ({ ...stored, isAudioStored: false }));
    const other = await meeting(3);
    const history = await openHistory(earshot, other);
    await history.waitForSelector("[data-caption]", WAIT);

    expect(await outlineOf(history, other)).toEqual({ bytes: 0, spans: [] });
    expect(await history.$('.player, [data-action="play-line"]')).toBeNull();
  });
});

async function openHistory(earshot: Earshot, session: string): Promise<Page> {
  const page = await earshot.openPage("about:blank");
  await page.evaluateOnNewDocument(() => {
    globalThis.earshotPlayed = [];
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (object) => {
      if (object instanceof Blob) globalThis.earshotPlayed.push(object);
      return make(object);
    };
  });
  await page.goto(`chrome-extension://${earshot.extensionId}/src/history/index.html#${session}`);
  await page.waitForSelector("[data-caption]", WAIT);
  return page;
}

/** The first part that the page made to be played, as samples to compare: the next one is made while it plays. */
async function playedBy(page: Page): Promise<Float32Array> {
  const base64 = await page.evaluate(async () => {
    const bytes = new Uint8Array((await globalThis.earshotPlayed[0]?.arrayBuffer()) ?? new ArrayBuffer(0));
    let characters = "";
    for (const byte of bytes) characters += String.fromCharCode(byte);
    return btoa(characters);
  });
  return comparable(samplesIn(Buffer.from(base64, "base64")));
}

/** Resolves once the player stands, or plays, between two samples. */
async function untilPosition(page: Page, from: number, until: number): Promise<void> {
  await page.waitForFunction(
    (least, most) => {
      const at = Number(document.querySelector("[data-position]")?.getAttribute("data-position"));
      return least <= at && at <= most;
    },
    WAIT,
    from,
    until,
  );
}

function outlineOf(page: Page, session: string): Promise<AudioOutline> {
  return page.evaluate(
    (of): Promise<AudioOutline> => chrome.runtime.sendMessage({ type: "get-audio-outline", session: of }),
    session,
  );
}

/** The samples of a WAV file. */
function samplesIn(wav: Buffer): Buffer {
  return wav.subarray(wav.indexOf("data") + 8);
}

/** The head of a mono WAV file with so many bytes of samples. */
function headerOf(bytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(2 * RATE, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}

/** Samples at the rate of comparison: the mean of each few of them. */
function comparable(samples: Buffer): Float32Array {
  const each = RATE / COMPARED_RATE;
  return Float32Array.from({ length: Math.floor(samples.length / 2 / each) }, (_, index) => {
    let sum = 0;
    for (let at = 0; at < each; at += 1) sum += samples.readInt16LE(2 * (index * each + at));
    return sum / each;
  });
}

/** Where the first second of `heard` stands in `speech`, behind whose end is its beginning, and how like it is there: 1 is the same. */
function placeIn(speech: Float32Array, heard: Float32Array): { at: number; likeness: number } {
  const length = Math.min(COMPARED_RATE, heard.length);
  let best = { at: 0, likeness: -1 };
  for (let at = 0; at < speech.length; at += 1) {
    let both = 0;
    let one = 0;
    let other = 0;
    for (let index = 0; index < length; index += 1) {
      const a = heard[index] ?? 0;
      const b = speech[(at + index) % speech.length] ?? 0;
      both += a * b;
      one += a * a;
      other += b * b;
    }
    const likeness = both / Math.sqrt(one * other || 1);
    if (likeness > best.likeness) best = { at, likeness };
  }
  return best;
}
