import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Frame, type Page, TargetType } from "puppeteer";
import {
  type Channel,
  MESSAGES,
  type MessageType,
  PORTS,
  type World,
} from "../../../src/shared/messages/to-background.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { EXTENSION } from "../../../tools/runtime/paths.ts";

/** One message over one channel. */
export interface Try {
  readonly over: Channel;
  readonly message: object;
}
/** What came back to a world that tried: answers to one-shot messages, and messages over ports, by port. */
export interface Received {
  readonly answers: readonly unknown[];
  readonly overPorts: readonly { readonly over: Channel; readonly type: string }[];
}

/** Kept in the worlds under test. */
declare global {
  var earshotAnswers: { answers: unknown[]; overPorts: { over: Channel; type: string }[] };
  /** How often the storage was seen to change. */
  var earshotChanges: number;
}

export const VIEW_PAGES = ["popup", "sidepanel", "welcome", "caption-window", "history"].map(
  (name) => `src/${name}/index.html`,
);
export const OVERLAY_PAGE = "src/overlay/index.html";

/** The part of a manifest that says who may reach the extension from outside. */
interface Manifest {
  readonly externally_connectable?: unknown;
  readonly web_accessible_resources?: readonly { readonly resources: readonly string[] }[];
}

export function builtManifest(): Manifest {
  return JSON.parse(readFileSync(join(EXTENSION, "manifest.json"), "utf8")) as Manifest;
}

/** The built extension with empty views, which every website may put into a frame. The driver takes them for connected. */
export function openToEveryFrame(folder: string): void {
  cpSync(EXTENSION, folder, { recursive: true });
  for (const path of [...VIEW_PAGES, OVERLAY_PAGE]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      "<!doctype html><title>Empty</title><main data-session>A page without code</main>",
    );
  }
  const resources = [{ resources: [...VIEW_PAGES, OVERLAY_PAGE], matches: ["<all_urls>"] }];
  const policy = { extension_pages: "script-src 'self'" };
  writeFileSync(
    join(folder, "manifest.json"),
    JSON.stringify({
      ...builtManifest(),
      web_accessible_resources: resources,
      content_security_policy: policy,
    }),
  );
}

/** Runs `func`, which knows nothing around it, in our world of that tab's page. */
export async function executeInPage<A extends unknown[], R>(
  earshot: Earshot,
  tabId: number,
  func: (...args: A) => R,
  args: A,
): Promise<Awaited<R>> {
  const target = await earshot.browser.waitForTarget(
    (candidate) => candidate.type() === TargetType.SERVICE_WORKER,
  );
  const worker = await target.worker();
  const injection = `{ target: { tabId: ${tabId} }, func: ${func.toString()}, args: ${JSON.stringify(args)} }`;
  const result: unknown = await worker?.evaluate(
    `chrome.scripting.executeScript(${injection}).then(([injected]) => injected?.result)`,
  );
  return result as Awaited<R>;
}

/** Puts `url` into a frame of the page. */
export async function embed(page: Page, url: string): Promise<Frame> {
  await page.evaluate((src) => {
    const frame = document.createElement("iframe");
    frame.src = src;
    document.documentElement.append(frame);
  }, url);
  return page.waitForFrame((frame) => frame.url() === url && frame.parentFrame() !== null);
}

/** In the world under test: says everything to the background, each over a port of its own, and keeps what it receives. */
export async function sayAll(tries: readonly Try[]): Promise<void> {
  const received: typeof globalThis.earshotAnswers = { answers: [], overPorts: [] };
  globalThis.earshotAnswers = received;
  for (const { over, message } of tries) {
    if (over === "one-shot") {
      const answer: unknown = await chrome.runtime.sendMessage(message).catch(() => null);
      received.answers.push(answer);
      continue;
    }
    const port = chrome.runtime.connect({ name: over });
    port.onMessage.addListener(({ type }: { type: string }) => void received.overPorts.push({ over, type }));
    port.postMessage(message);
  }
}

/** In a page of another extension: says everything to `extensionId`; resolves to what the browser said to each. */
export function sayAllTo(extensionId: string, tries: readonly Try[]): Promise<string[]> {
  return Promise.all(
    tries.map(({ over, message }) =>
      over === "one-shot"
        ? chrome.runtime
            .sendMessage(extensionId, message)
            .then((answer) => `answered: ${JSON.stringify(answer)}`, String)
        : new Promise<string>((resolve) => {
            const port = chrome.runtime.connect(extensionId, { name: over });
            port.onMessage.addListener((received: unknown) =>
              resolve(`received: ${JSON.stringify(received)}`),
            );
            port.onDisconnect.addListener(() => resolve(chrome.runtime.lastError?.message ?? "closed"));
            port.postMessage(message);
          }),
    ),
  );
}

/** In our world of the page: tries every area by every verb; resolves to what became of each. */
export function tryStorage(): Promise<string[]> {
  globalThis.earshotChanges = 0;
  chrome.storage.onChanged.addListener(() => {
    globalThis.earshotChanges += 1;
  });
  const { local, session, sync } = chrome.storage;
  const verbs = [local, session, sync].flatMap((area) => [
    () => area.get(null),
    () => area.set({ settings: { retentionDays: 1 } }),
    () => area.remove("settings"),
    () => area.clear(),
    () => area.setAccessLevel({ accessLevel: "TRUSTED_AND_UNTRUSTED_CONTEXTS" }),
  ]);
  return Promise.all(
    verbs.map(async (verb) => {
      try {
        await verb();
        return "let through";
      } catch (error) {
        return String(error);
      }
    }),
  );
}

/** Whether the table lets `world` say `type` over this channel. */
export function isAllowed(world: World | null, type: MessageType, over: Channel): boolean {
  const row = MESSAGES[type];
  return world !== null && row.over === over && row.from.includes(world);
}

/** Whether `world` may open a port of this channel. */
export function mayOpen(world: World | null, over: Channel): boolean {
  const worlds: readonly World[] = over === "one-shot" ? [] : PORTS[over];
  return world !== null && worlds.includes(world);
}
