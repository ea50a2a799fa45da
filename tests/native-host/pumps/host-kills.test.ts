import * as fc from "fast-check";
import { expect, test } from "vitest";
import { framesPcm, SESSION, sha256 } from "../frames.ts";
import { program, type RealHost, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { FrameFeeder } from "./frame-feeder.ts";

const hosts = useRealHosts();

const FRAMES = 1000;
/** What the echo says of both sources, each utterance once. */
const ONCE = ["tab", "mic"].flatMap(() =>
  Array.from({ length: FRAMES / 10 }, (_, utterance) => `until frame ${utterance * 10 + 9}`),
);
const SEED = 20261123;
/** After how many messages each host is killed. */
const MOMENTS = fc.array(fc.integer({ min: 3, max: 60 }), { minLength: 8, maxLength: 8 });

/** What the extension's database holds: finals by number; acknowledged as far as there is no hole. */
class Database {
  readonly finals = new Map<number, string>();
  readonly #wrongs: string[] = [];
  #next = 0;

  attach(host: RealHost): void {
    host.onMessage((message) => {
      if (message.type !== "event" || message.event !== "final_text") return;
      const { number = -1, text } = message.data;
      const known = this.finals.get(number) ?? text;
      if (known !== text) this.#wrongs.push(`${number}: ${known}, then ${text}`);
      this.finals.set(number, text);
      while (this.finals.has(this.#next)) this.#next += 1;
      host.send("acknowledge_events", { session: SESSION, next_number: this.#next });
    });
  }

  /** Numbers that stood for two finals. */
  get wrongs(): readonly string[] {
    return this.#wrongs;
  }
}

/** Ends a host when it has said so many things: at once, or as a browser does whose worker is stopped. */
type End = (host: RealHost) => Promise<unknown>;
const KILL: End = (host) => host.kill();
/** The next host begins while this one is still ending. */
const CLOSE: End = (host) => Promise.resolve(void host.close());

async function feedUntil(host: RealHost, next: { tab: number; mic: number }, messages: number, end: End) {
  const [tab, mic] = [new FrameFeeder(host, "tab", next.tab), new FrameFeeder(host, "mic", next.mic)];
  const all = Promise.all([tab.feed(FRAMES), mic.feed(FRAMES)]);
  await Promise.race([all, host.waitFor(() => host.messages.length >= messages)]);
  await end(host);
}

async function resume(host: RealHost): Promise<{ tab: number; mic: number }> {
  const answer = await host.request("resume_session", { session: SESSION, sources: ["tab", "mic"] });
  const next = answer.type === "response" ? new Map(Object.entries(answer.result["next"] ?? {})) : new Map();
  return { tab: Number(next.get("tab")), mic: Number(next.get("mic")) };
}

test.each(fc.sample(MOMENTS, { numRuns: 2, seed: SEED }))(
  "IPC-5 a host that is killed, or closed and followed at once, (after %i, %i, %i, %i, %i, %i, %i, %i messages) loses and doubles nothing",
  async (...moments) => {
    const options = {
      sidecar: program("echo-sidecar"),
      dataDirectory: temporaryFolder(),
      acknowledges: false,
    };
    const database = new Database();
    const first = await hosts.startSession(options);
    database.attach(first);
    await feedUntil(first, { tab: 0, mic: 0 }, moments[0] ?? 0, KILL);

    for (const [index, moment] of moments.slice(1).entries()) {
      const host = hosts.start(options);
      database.attach(host);
      await feedUntil(host, await resume(host), moment, index % 2 === 0 ? CLOSE : KILL);
    }
    const last = hosts.start(options);
    database.attach(last);
    const next = await resume(last);
    await Promise.all([
      new FrameFeeder(last, "tab", next.tab).feed(FRAMES),
      new FrameFeeder(last, "mic", next.mic).feed(FRAMES),
    ]);
    const stored = [sha256(await last.storedPcm("tab")), sha256(await last.storedPcm("mic"))];
    const stopped = await last.request("stop_session", {
      session: SESSION,
      next: { tab: FRAMES, mic: FRAMES },
    });

    expect(stored).toEqual([sha256(framesPcm("tab", FRAMES)), sha256(framesPcm("mic", FRAMES))]);
    expect(stopped).toMatchObject({ type: "response" });
    expect(database.wrongs).toEqual([]);
    expect([...database.finals.keys()].toSorted((a, b) => a - b)).toEqual(ONCE.map((_, number) => number));
    expect([...database.finals.values()].toSorted()).toEqual(ONCE.toSorted());
  },
);
