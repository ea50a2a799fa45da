import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { serveFolder } from "../../../tools/driver/local-server.ts";
import { netLogArgument, readNetLog } from "../../../tools/privacy/net-log.ts";
import { traceSession } from "../../../tools/privacy/traced-session.ts";
import { judge } from "../../../tools/privacy/verdict.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

// System calls are traced on Linux only.
describe.runIf(process.platform === "linux")("what leaves this computer", () => {
  test("SEC-1 SEC-5 a minute of speech, a sidecar that dies, a stop and a recovery open no socket and write nowhere else", async ({
    annotate,
  }) => {
    const session = await traceSession({ speechSeconds: 60 });
    const { calls, traffic, finals } = session;

    await annotate(
      `${finals.tab} + ${finals.mic} finals, ${calls.socketPairs} socket pairs, ${calls.network.length} sockets, ` +
        `${calls.dnsQueries.length} DNS queries; the browser's own requests: ${traffic.ofBrowser.length}`,
    );
    expect(judge(session).flatMap(({ violations }) => violations)).toEqual([]);
    // A product that did nothing would keep every promise.
    expect(finals.tab).toBeGreaterThan(10);
    expect(finals.mic).toBeGreaterThan(10);
    for (const program of [/\/node$/u, /\/python[\d.]*$/u]) {
      expect(calls.programs).toContainEqual(expect.stringMatching(program));
    }
    expect(calls.socketPairs).toBeGreaterThan(0);
    expect(traffic.ofPages).toContainEqual(expect.stringContaining("tab.wav"));
  }, 600_000);

  test("SEC-1 a page of the extension that opened a window or a peer connection would be seen", async () => {
    const folder = temporaryFolder();
    const server = await serveFolder(join(import.meta.dirname, "../pages"));
    const earshot = await launchEarshot({
      isHostRegistered: false,
      browserArguments: [netLogArgument(join(folder, "net.json"))],
    });
    try {
      const panel = await earshot.sidePanel();
      const opened = earshot.browser.waitForTarget((target) => target.url().endsWith("?leak"));
      await panel.evaluate(async (url) => {
        const peer = new RTCPeerConnection();
        peer.createDataChannel("leak");
        const gathered = new Promise<void>((resolve) => {
          peer.addEventListener("icegatheringstatechange", () => {
            if (peer.iceGatheringState === "complete") resolve();
          });
        });
        await peer.setLocalDescription(await peer.createOffer());
        await gathered;
        window.open(`${url}tone.html?leak`);
      }, server.url);
      await opened;
    } finally {
      await earshot.close();
      await server.close();
    }

    const traffic = readNetLog(join(folder, "net.json"));
    expect(traffic.ofExtension).toEqual([`${server.url}tone.html?leak`]);
    expect(traffic.openDatagramSockets.length).toBeGreaterThan(0);
  });
});
