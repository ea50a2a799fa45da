import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SHORTEST_OVERLOAD_GAP } from "../../../protocol/gaps.ts";
import { importTranscriptKey, unsealBytes } from "../../../src/background/transcript/database/sealed.ts";
import { type AudioOutline, CHUNK_SAMPLES } from "../../../src/shared/audio/stored-audio.ts";
import type { StoredAudio } from "../../../src/shared/messages/to-views.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { consented, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { ROOT } from "../../../tools/runtime/paths.ts";
import { killAtOnce, processesLike, processTree } from "../../../tools/runtime/processes.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { openedKeys } from "../../native-host/keys/opened-keys.ts";
import { program } from "../../native-host/real-host.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { findSealed, findWords } from "../privacy/word-search.ts";
import { holesIn } from "./stored-meeting.ts";

declare global {
  /** What the page plays by; see `openHistory`. */
  var earshotAudio: HTMLAudioElement;
}

const WAIT = { timeout: HUNG_MS };
/** Human speech, again and again. */
const CLIP = join(ROOT, "speech/clips/en_jfk.flac");
const PAGE = '<!doctype html><title>A meeting</title><audio src="speech.flac" autoplay loop></audio>';
const FIVE_SECONDS = 5 * 16_000;

// The host is found in /proc. Each case goes on from the one before.
describe.runIf(process.platform === "linux")("listening to a meeting again", () => {
  const profile = temporaryFolder();
  /** What the sidecar was given of the tab: the samples that the capture sent to the host. */
  const heard = join(temporaryFolder(), "heard.pcm");
  let server: LocalServer;
  let earshot: Earshot;
  let session = "";

  beforeAll(async () => {
    const site = temporaryFolder();
    copyFileSync(CLIP, join(site, "speech.flac"));
    writeFileSync(join(site, "index.html"), PAGE);
    server = await serveFolder(site);
    const words = join(site, "words.txt");
    writeFileSync(words, "americans\ncountry");
    writeFileSync(heard, "");
    earshot = await launchEarshot({
      profile,
      host: { sidecarCommand: program("quoting-sidecar", words, heard) },
      settings: (stored) => ({ ...consented("demo", "en")(stored), isMicrophoneWanted: false }),
    });
  });
  afterAll(async () => {
    await earshot.close();
    await server.close();
  });

  const untilLines = (count: number) =>
    earshot.view.until(`${count} lines`, HUNG_MS, () => {
      const { running, transcript } = earshot.view;
      return transcript?.session === running && transcript.segments.length >= count ? true : null;
    });

  async function startMeeting(isAudioStored: boolean): Promise<Page> {
    await earshot.view.changeSettings((stored) => ({ ...stored, isAudioStored }));
    const page = await earshot.openPage(`${server.url}index.html`);
    await earshot.startCaptions(page);
    session = earshot.view.running;
    return page;
  }

  test("UI-9 with the setting off nothing is stored of a meeting's audio, and its page is as it was", async () => {
    const page = await startMeeting(false);
    await untilLines(1);
    await earshot.stopCaptions(page, HUNG_MS);
    await page.close();
    const history = await openHistory(earshot, session);

    expect(await outlineOf(history, session)).toEqual({ bytes: 0, spans: [] });
    expect(await history.$('.player, [data-action="play-line"]')).toBeNull();
    await history.close();
  });

  test("UI-9 CAP-8 worker and host are killed: every line of the meeting is there, and its sound without a hole", async () => {
    const page = await startMeeting(true);
    const client = await page.createCDPSession();
    await client.send("ServiceWorker.enable");
    await untilLines(2);
    expect(earshot.view.status?.isAudioStored).toBe(true);
    const { snapshots } = earshot.view;
    await client.send("ServiceWorker.stopAllWorkers");
    await earshot.view.until("the next worker", HUNG_MS, () => earshot.view.snapshots > snapshots || null);
    await untilLines(4);
    killAtOnce(processesLike(processTree(earshot.browser.process()?.pid ?? 0), "earshot-host.config.json"));
    await untilLines(9);
    const lines = earshot.view.transcript?.segments ?? [];
    const history = await openHistory(earshot, session);
    // Not all of what is filled at the stop is sure to be encoded on a busy machine: what ended before it is.
    await eventually(async () =>
      expect(endOf((await outlineOf(history, session)).spans)).toBeGreaterThan(lines.at(-1)?.endSample ?? 0),
    );
    await earshot.stopCaptions(page, HUNG_MS);
    await page.close();

    // Of three utterances the sidecar says two.
    const spoken = (earshot.view.transcript?.segments ?? []).map(({ stable }) => /(\d+)th/.exec(stable)?.[1]);
    const all = Array.from({ length: Math.floor(spoken.length * 1.5) + 1 }, (_, index) => index + 1);
    const said = all.filter((count) => count % 3 !== 0).map(String);
    expect(spoken).toEqual(said.slice(0, spoken.length));
    const { spans } = await outlineOf(history, session);
    // A hole is a gap of the meeting, unless it is shorter than any: the browser was busy (ADR-014).
    const holes = holesIn(spans).filter(({ samples }) => samples >= SHORTEST_OVERLOAD_GAP);
    const gaps = (earshot.view.transcript?.gaps ?? []).map(({ startSample }) => startSample);
    expect(gaps).toEqual(expect.arrayContaining(holes.map(({ startSample }) => startSample)));
    expect(spans[0]?.startSample).toBeLessThanOrEqual(lines[0]?.startSample ?? 0);
    await history.close();
  });

  test("UI-9 a line is heard where it was said, by key and by button, with steps and at any speed", async () => {
    const history = await openHistory(earshot, session);
    await history.waitForSelector('[data-action="play"]', WAIT);
    const starts = await history.$$eval("div[data-caption]", (all) =>
      all.map((row) => Number(row.dataset["utterance"])),
    );
    const [, , third = 0, , , , seventh = 0] = starts;
    expect(await history.$eval(".player .size", (size) => size.textContent)).toContain("1");

    await (await history.$$("[data-caption]"))[2]?.focus();
    await Promise.all([
      history.waitForSelector('[data-player="playing"]', WAIT),
      history.waitForSelector(".row.playing", WAIT),
      history.keyboard.press("p"),
    ]);
    await untilPosition(history, third + 1, Number.POSITIVE_INFINITY);
    await pressButton(history, "play");
    await history.waitForSelector('[data-player="still"]', WAIT);
    const stood = Number(await history.$eval("time[data-position]", (time) => time.dataset["position"]));
    await history.focus('[data-action="step-forward"]');
    await history.keyboard.press("ArrowRight");
    const ahead = Math.min(stood + FIVE_SECONDS, endOf((await outlineOf(history, session)).spans));
    await untilPosition(history, ahead, ahead);
    await pressButton(history, "step-back");
    await untilPosition(history, Math.max(0, ahead - FIVE_SECONDS), Math.max(0, ahead - FIVE_SECONDS));
    await history.select('[name="speed"]', "2");
    const row = (await history.$$("[data-caption]"))[6];
    await row?.hover();
    await (await row?.waitForSelector('[data-action="play-line"]', { ...WAIT, visible: true }))?.click();
    await untilPosition(history, seventh + 1, Number.POSITIVE_INFINITY);

    // What is played are the samples that were captured, from the line on, but for what Opus changes.
    const played = samplesIn(await history.evaluate(() => globalThis.earshotAudio.src));
    const captured = samplesOf(readFileSync(heard)).subarray(third, third + played.length);
    expect(played.length).toBeGreaterThan(FIVE_SECONDS / 2);
    expect(captured.length).toBe(played.length);
    expect(likeness(played, captured)).toBeGreaterThan(0.9);
    await history.close();
  });

  test("UI-9 SEC-7 none of it lies open on the disk; deleted by itself, no old copy of it opens by a key that is left", async () => {
    const history = await openHistory(earshot, session);
    const hostKeys = await openedKeys(join(profile, "earshot-data"));
    const { transcript: before } = hostKeys.get(session);
    const outline = await outlineOf(history, session);
    const places = outline.spans.flatMap(({ source, startSample, endSample }) =>
      Array.from({ length: Math.ceil((endSample - startSample) / CHUNK_SAMPLES) }, (_, index) => {
        const start = startSample + index * CHUNK_SAMPLES;
        return ["audio", session, source, start, Math.min(start + CHUNK_SAMPLES, endSample)] as const;
      }),
    );
    const sealed = () => findSealed(profile);
    const opening = async (key: Uint8Array) => {
      const keys = { newest: await importTranscriptKey(Uint8Array.from(key)), replaced: null };
      const tried = sealed().flatMap((bytes) => places.map((place) => unsealBytes(keys, place, bytes)));
      return (await Promise.allSettled(tried)).filter(({ status }) => status === "fulfilled").length;
    };
    expect(await opening(before)).toBeGreaterThan(0);
    expect(findWords([profile], await openForms(history, session, heard))).toEqual([]);

    await pressButton(history, "delete-audio");
    await pressButton(history, "confirm-delete");
    await history.waitForFunction(() => document.querySelector(".player") === null, WAIT);
    await eventually(() => expect(hostKeys.get(session).transcript.equals(before)).toBe(false));

    expect(outline.bytes).toBeGreaterThan(10_000);
    expect(await outlineOf(history, session)).toEqual({ bytes: 0, spans: [] });
    expect(await history.$$("[data-caption]")).not.toEqual([]);
    await eventually(() => expect(hostKeys.get(session).nextTranscript).toBeNull());
    expect(await opening(hostKeys.get(session).transcript)).toBe(0);
    await history.close();
  });

  test("UI-9 CAP-8 the capture's document goes away: the words are whole, and what was stored by then is heard", async () => {
    const page = await startMeeting(true);
    await untilLines(1);
    const history = await openHistory(earshot, session);
    await eventually(async () => expect((await outlineOf(history, session)).spans).not.toEqual([]));
    expect(await history.$(".player")).toBeNull();

    await history.evaluate(() => chrome.offscreen.closeDocument());
    await earshot.view.until("the end", HUNG_MS, () => earshot.view.status?.session.name === "idle" || null);
    await page.close();

    expect(earshot.view.transcript).toMatchObject({ session, completeness: "complete" });
    await history.waitForSelector('[data-action="play"]', WAIT);
    await pressButton(history, "play");
    await history.waitForSelector('[data-player="playing"]', WAIT);
    await untilPosition(history, 1, Number.POSITIVE_INFINITY);
  });
});

async function openHistory(earshot: Earshot, session: string): Promise<Page> {
  const page = await earshot.openPage("about:blank");
  await page.evaluateOnNewDocument(() => {
    globalThis.Audio = class extends Audio {
      constructor() {
        super();
        globalThis.earshotAudio = this;
      }
    };
  });
  await page.goto(`chrome-extension://${earshot.extensionId}/src/history/index.html#${session}`);
  await page.waitForSelector("[data-caption]", WAIT);
  return page;
}

/** Resolves once the player stands, or plays, between two samples. */
async function untilPosition(page: Page, from: number, until: number): Promise<void> {
  await page.waitForFunction(
    (least, most) => {
      const at = Number(document.querySelector<HTMLElement>("[data-position]")?.dataset["position"]);
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

/** Pieces of the meeting's audio as they were before they were sealed: Opus, in base64 too, and samples. Byte by byte. */
async function openForms(page: Page, session: string, heard: string): Promise<string[]> {
  const stored = await page.evaluate(
    (of): Promise<StoredAudio> =>
      chrome.runtime.sendMessage({ type: "get-audio", session: of, startSample: 0, samples: 960_000 }),
    session,
  );
  const [chunk] = stored.name === "read" ? stored.chunks : [];
  if (chunk === undefined) throw new Error("no audio was read");
  const opus = Buffer.from(chunk.opus, "base64");
  const loudest = loudestPiece(readFileSync(heard));
  return [opus.toString("latin1", 1000, 1048), chunk.opus.slice(1000, 1064), loudest];
}

/** The bytes of the loudest 32 samples: those of silence lie in many a file. */
function loudestPiece(pcm: Buffer): string {
  const samples = samplesOf(pcm);
  let most = { at: 0, loudness: 0 };
  for (let at = 0; at + 32 <= samples.length; at += 32) {
    const loudness = samples.subarray(at, at + 32).reduce((sum, sample) => sum + sample * sample, 0);
    if (loudness > most.loudness) most = { at, loudness };
  }
  return pcm.toString("latin1", 2 * most.at, 2 * most.at + 64);
}

/** Where the last of the audio ends. */
function endOf(spans: AudioOutline["spans"]): number {
  return Math.max(0, ...spans.map(({ endSample }) => endSample));
}

/** The samples of a WAV file by its address. */
function samplesIn(address: string): Int16Array {
  const wav = Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
  return samplesOf(wav.subarray(wav.indexOf("data") + 8));
}

function samplesOf(bytes: Buffer): Int16Array {
  return new Int16Array(Uint8Array.from(bytes).buffer);
}

/** 1 where one is as the other, but for its loudness; 0 where neither says anything of the other. */
function likeness(one: Int16Array, other: Int16Array): number {
  let both = 0;
  let ofOne = 0;
  let ofOther = 0;
  for (const [at, a] of one.entries()) {
    const b = other[at] ?? 0;
    both += a * b;
    ofOne += a * a;
    ofOther += b * b;
  }
  return both / Math.sqrt(ofOne * ofOther || 1);
}
