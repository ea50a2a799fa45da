import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { killAtOnce, processesLike, processTree } from "../../../tools/runtime/processes.ts";
import { HUNG_MS } from "../../eventually.ts";

const allStored = (captured: number) => ({
  captured,
  acknowledged: captured,
  queued: 0,
  dropped: 0,
  journalled: captured,
});

// The host is found in /proc.
describe.runIf(process.platform === "linux")("the end of a meeting, while something else ends", () => {
  let server: LocalServer;
  let earshot: Earshot;

  beforeEach(async () => {
    server = await serveFolder(join(import.meta.dirname, "../pages"));
    earshot = await launchEarshot();
  });
  afterEach(async () => {
    await earshot.close();
    await server.close();
  });

  /** Where the frames that were captured are, at the end. */
  const frames = async (source: "tab" | "mic") => {
    const { capture, host } = await earshot.diagnostics();
    const { captured, acknowledged, queued, dropped } = capture[source];
    return { captured, acknowledged, queued, dropped, journalled: host?.sources[source].journalled };
  };
  test("CAP-8 a meeting stopped while the host is away drains when it is back, to the last frame", async () => {
    const meeting = await earshot.openPage(`${server.url}tone.html`);
    await earshot.startCaptions(meeting);
    const popup = await earshot.clickToolbarButton(meeting);
    const browser = earshot.browser.process()?.pid;
    if (browser === undefined) throw new Error("the browser has no process");
    const host = processesLike(processTree(browser), `chrome-extension://${earshot.extensionId}/`);
    expect(host).not.toEqual([]);

    killAtOnce(host);
    await pressButton(popup, "stop");
    await earshot.untilIdle(HUNG_MS);

    for (const source of ["tab", "mic"] as const) {
      const found = await frames(source);
      expect(found).toEqual(allStored(found.captured));
    }
  });

  test("CAP-8 the end is reported again to a service worker that may have missed it", async () => {
    const meeting = await earshot.openPage(`${server.url}tone.html`);
    await earshot.startCaptions(meeting);
    const client = await meeting.createCDPSession();
    await client.send("ServiceWorker.enable");
    const popup = await earshot.clickToolbarButton(meeting);
    const untilSession = (name: string) =>
      earshot.view.until(name, HUNG_MS, () => (earshot.view.status?.session.name === name ? true : null));

    const stopping = untilSession("stopping");
    await pressButton(popup, "stop");
    await stopping;
    await client.send("ServiceWorker.stopAllWorkers");
    await untilSession("idle");

    expect(earshot.view.status?.session).toEqual({ name: "idle", lastError: null });
    expect(earshot.view.transcript?.completeness).toBe("complete");
    for (const source of ["tab", "mic"] as const) {
      const { journalled, ...found } = await frames(source);
      const { journalled: all, ...stored } = allStored(found.captured);
      expect(found).toEqual(stored);
      // A host that was through before the worker was stopped has reported its count to that one only.
      expect([all, undefined]).toContain(journalled);
    }
  });
});
