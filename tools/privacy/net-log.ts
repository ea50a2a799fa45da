import { readFileSync } from "node:fs";
import { z } from "../../protocol/zod.ts";

/** What the browser did on the network, by its own log. */
export interface BrowserTraffic {
  /** Requests that a page, worker or frame of the extension began, `window.open` among them. */
  readonly ofExtension: readonly string[];
  /** Requests of web pages. */
  readonly ofPages: readonly string[];
  /** Requests of the browser itself: its updates, its clock. The product has no part in them. */
  readonly ofBrowser: readonly string[];
  /**
   * Addresses on which a datagram socket was opened that is connected to nowhere: what WebRTC does to find a way out.
   * Names are resolved, and QUIC is spoken, over connected sockets.
   */
  readonly openDatagramSockets: readonly string[];
}

const NAMES = z.object({ logEventTypes: z.record(z.string(), z.number()) });
const EVENT = z.object({
  type: z.number(),
  source: z.object({ id: z.number() }),
  params: z.optional(
    z.object({
      url: z.optional(z.string()),
      initiator: z.optional(z.string()),
      address: z.optional(z.string()),
    }),
  ),
});

/** Chromium's switch for the log. */
export function netLogArgument(file: string): string {
  return `--log-net-log=${file}`;
}

/** Reads a log; one of a browser that was killed has no end. */
export function readNetLog(file: string): BrowserTraffic {
  return parseNetLog(readFileSync(file, "utf8"));
}

/** @param text Chromium's NetLog: the constants on the first line, then one event a line */
export function parseNetLog(text: string): BrowserTraffic {
  const lines = text.split("\n");
  const constants = lines.findIndex((line) => line.startsWith('{"constants":'));
  const head = /^\{"constants":(?<constants>\{.*\}),?$/u.exec(lines[constants] ?? "")?.groups?.["constants"];
  if (head === undefined) throw new SyntaxError("the browser's network log has no constants");
  const types = NAMES.parse(JSON.parse(head)).logEventTypes;

  const events = lines.slice(constants + 1).flatMap((line) => parseEvent(line) ?? []);
  const requests = events.flatMap(({ type, params: { url, initiator = "" } = {} }) =>
    type === types["URL_REQUEST_START_JOB"] && url !== undefined ? [{ url, initiator }] : [],
  );
  const connected = new Set(
    events.filter(({ type }) => type === types["UDP_CONNECT"]).map(({ source }) => source.id),
  );
  const openDatagramSockets = events.flatMap(({ type, source, params }) =>
    type === types["UDP_LOCAL_ADDRESS"] && params?.address !== undefined && !connected.has(source.id)
      ? [params.address]
      : [],
  );
  const by = (isWanted: (initiator: string) => boolean) =>
    requests.filter(({ initiator }) => isWanted(initiator)).map(({ url }) => url);
  return {
    ofExtension: by(isExtension),
    ofPages: by(isPage),
    ofBrowser: by((initiator) => !isExtension(initiator) && !isPage(initiator)),
    openDatagramSockets,
  };
}

function isExtension(initiator: string): boolean {
  return initiator.startsWith("chrome-extension://");
}

function isPage(initiator: string): boolean {
  return /^https?:\/\//u.test(initiator);
}

function parseEvent(line: string): z.infer<typeof EVENT> | null {
  // The last event of a log stands before the end of their list.
  const event = /^(?<event>\{.*\})\]?,?$/u.exec(line)?.groups?.["event"];
  if (event === undefined) return null;
  try {
    return EVENT.safeParse(JSON.parse(event)).data ?? null;
  } catch {
    // The last line of a browser that was killed.
    return null;
  }
}
