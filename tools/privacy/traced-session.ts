import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer";
import type { AudioSource } from "../../protocol/audio.ts";
import type { Segment } from "../../src/shared/transcript.ts";
import type { Earshot } from "../driver/browser/earshot.ts";
import { consented, launchEarshot } from "../driver/browser/launch.ts";
import { audioState } from "../driver/browser/page-audio.ts";
import { killBrowser } from "../driver/browser/start-browser.ts";
import { type LocalServer, serveFolder } from "../driver/local-server.ts";
import type { PreparedWav } from "../materials/audio-files.ts";
import { speechAudio } from "../materials/demo-meeting.ts";
import { ROOT } from "../runtime/paths.ts";
import { killAtOnce, processesLike, processTree } from "../runtime/processes.ts";
import { removeFolder } from "../runtime/remove-folder.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { type BrowserTraffic, netLogArgument, readNetLog } from "./net-log.ts";
import { readTrace, type SystemCalls, straceCommand } from "./system-calls.ts";

/** What was seen of one product run from its first start to the recovery of a meeting that was interrupted. */
export interface TracedSession {
  readonly speechSeconds: number;
  /** Finals of the first meeting, per source: the trace is of a product that worked. */
  readonly finals: Readonly<Record<AudioSource, number>>;
  readonly calls: SystemCalls;
  readonly traffic: BrowserTraffic;
  /** Folders that are Earshot's: what is written elsewhere is foreign. */
  readonly ownFolders: readonly string[];
  /** The meeting page's address; its own requests are the page's affair. */
  readonly meetingUrl: string;
}

export interface TraceOptions {
  readonly speechSeconds: number;
  /** Another program in the sidecar's place: one that misbehaves must be seen. */
  readonly sidecarCommand?: readonly string[];
}

const BOTH_TALK = { tab: 0.9, mic: 0.9 };
/** Of the speech, when the sidecar is killed. */
const KILL_AT = 0.4;
const PATIENCE_MS = 60_000;

/**
 * Captions a meeting in which both sides talk, kills the sidecar in the middle, stops; begins another one, kills
 * browser, host and sidecar at once, and recovers it. The host with everything it starts is traced by strace, the
 * browser by its own network log. Linux only.
 */
export async function traceSession(options: TraceOptions): Promise<TracedSession> {
  const folder = mkdtempSync(join(tmpdir(), "earshot-privacy-"));
  try {
    const audio = await speechAudio(options.speechSeconds, BOTH_TALK, folder);
    const server = await serveFolder(join(ROOT, "tools/rehearse/page"), { "tab.wav": audio.tab.file });
    try {
      return await traceMeetings(folder, audio, server, options);
    } finally {
      await server.close();
    }
  } finally {
    await removeFolder(folder);
  }
}

type PreparedSources = Readonly<Record<AudioSource, PreparedWav>>;

async function traceMeetings(
  folder: string,
  audio: PreparedSources,
  server: LocalServer,
  { speechSeconds, sidecarCommand }: TraceOptions,
): Promise<TracedSession> {
  const profile = join(folder, "profile");
  const threads = join(folder, "threads");
  for (const path of [profile, threads]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const launch = (log: string): Promise<Earshot> =>
    launchEarshot({
      profile,
      microphone: { file: audio.mic.file },
      settings: (stored) => ({ ...consented("demo", "en")(stored), isMicrophoneWanted: true }),
      host: { tracer: straceCommand(threads), ...(sidecarCommand === undefined ? {} : { sidecarCommand }) },
      browserArguments: [netLogArgument(join(folder, log))],
    });
  const url = `${server.url}index.html`;

  const first = await launch("first.json");
  const finals = await captionMeeting(first, url, audio.tab.durationMs);
  const session = await interruptMeeting(first, url);
  const second = await launch("second.json");
  await second.view.until("the recovered meeting", 2 * PATIENCE_MS, () =>
    second.view.status?.recovered.find((known) => known.session === session && known.state === "done"),
  );
  await second.close();

  const logs = ["first.json", "second.json"].map((log) => readNetLog(join(folder, log)));
  return {
    speechSeconds,
    finals,
    calls: readTrace(threads),
    traffic: {
      ofExtension: logs.flatMap((log) => log.ofExtension),
      ofPages: logs.flatMap((log) => log.ofPages),
      ofBrowser: logs.flatMap((log) => log.ofBrowser),
      openDatagramSockets: logs.flatMap((log) => log.openDatagramSockets),
    },
    ownFolders: [profile, ROOT],
    meetingUrl: server.url,
  };
}

async function beginMeeting(earshot: Earshot, url: string): Promise<Page> {
  const page = await earshot.openPage(url);
  await audioState(page, "ready", PATIENCE_MS);
  await earshot.startCaptions(page);
  await page.$eval("audio", (audio) => audio.play());
  return page;
}

/** From Start to the last final, with a sidecar that is killed on the way. */
async function captionMeeting(earshot: Earshot, url: string, audioMs: number) {
  const page = await beginMeeting(earshot, url);
  await page.waitForFunction(
    (seconds) => (document.querySelector("audio")?.currentTime ?? 0) > seconds,
    { timeout: audioMs + PATIENCE_MS },
    (audioMs * KILL_AT) / 1000,
  );
  killSidecar(earshot);
  const killedAt = Math.max(0, ...segmentsOf(earshot).map(({ endSample }) => endSample));
  await earshot.waitForCaption(
    ({ isFinal, startSample }) => isFinal && startSample > killedAt,
    audioMs + PATIENCE_MS,
  );
  await audioState(page, "ended", audioMs + PATIENCE_MS);
  await earshot.stopCaptions(page, audioMs * 20 + PATIENCE_MS);
  await page.close();
  const count = (source: AudioSource) =>
    segmentsOf(earshot).filter((segment) => segment.source === source && segment.isFinal).length;
  return { tab: count("tab"), mic: count("mic") };
}

function segmentsOf(earshot: Earshot): readonly Segment[] {
  return earshot.view.transcript?.segments ?? [];
}

function killSidecar(earshot: Earshot): void {
  const sidecars = processesLike(processTree(browserProcess(earshot)), "earshot_stt");
  if (sidecars.length === 0) throw new ScriptError("session_failed", "No sidecar runs.", "Start again.");
  killAtOnce(sidecars);
}

/** A meeting whose browser, host and sidecar are killed after its first final; resolves to its session. */
async function interruptMeeting(earshot: Earshot, url: string): Promise<string> {
  await beginMeeting(earshot, url);
  await earshot.waitForCaption(({ isFinal }) => isFinal, PATIENCE_MS);
  const session = earshot.view.transcript?.session;
  if (session === undefined)
    throw new ScriptError("session_failed", "The meeting has no session.", "Start again.");
  await killBrowser(earshot.browser);
  return session;
}

function browserProcess(earshot: Earshot): number {
  const pid = earshot.browser.process()?.pid;
  if (pid !== undefined) return pid;
  throw new ScriptError("browser_failed", "The browser has no process.", "Start again.");
}
