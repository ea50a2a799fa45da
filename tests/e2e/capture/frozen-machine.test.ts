import { join } from "node:path";
import { expect, test } from "vitest";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { serveFolder } from "../../../tools/driver/local-server.ts";
import { browserProcesses, processKind } from "../../../tools/measure/usage.ts";
import { commandLineOf } from "../../../tools/runtime/processes.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";

const FROZEN_MS = 3000;

// Signals that freeze a process, and /proc to find it, are Linux.
test.runIf(process.platform === "linux")(
  "CAP-7 audio that a frozen machine never rendered is reported as a gap of its length, and the rest goes on",
  async () => {
    const server = await serveFolder(join(import.meta.dirname, "../pages"));
    const earshot = await launchEarshot({
      settings: (stored) => ({ ...stored, hasConsented: true, isMicrophoneWanted: false }),
    });
    try {
      const page = await earshot.openPage(`${server.url}tone.html`);
      await earshot.startCaptions(page);
      // Three seconds in which the clocks settle.
      await eventually(async () =>
        expect((await earshot.diagnostics()).capture.tab.captured).toBeGreaterThan(30),
      );
      const extension = (await browserProcesses(earshot.browser)).find(
        ({ name, pid }) => processKind(name, commandLineOf(pid)) === "extension",
      );
      if (extension === undefined) throw new Error("the extension has no process");

      const lostMs = async () => (await earshot.diagnostics()).unrendered.lostMs;
      const lostBeforeMs = await lostMs();
      const frozenAtMs = performance.now();
      process.kill(extension.pid, "SIGSTOP");
      await new Promise<void>((resolve) => {
        setTimeout(resolve, FROZEN_MS);
      });
      process.kill(extension.pid, "SIGCONT");
      await earshot.view.until("the loss", HUNG_MS, () =>
        earshot.view.status?.problem?.code === "audio_lost" ? true : null,
      );

      await eventually(async () => expect((await lostMs()) - lostBeforeMs).toBeGreaterThan(FROZEN_MS / 2));

      // A busy machine wakes late, and loses some of what follows: never more than there was.
      const lostForMs = (await lostMs()) - lostBeforeMs;
      expect(lostForMs).toBeLessThan(1.3 * (performance.now() - frozenAtMs));
      expect((await earshot.diagnostics()).capture.tab.dropped).toBe(0);
      await earshot.stopCaptions(page, HUNG_MS);
    } finally {
      await earshot.close();
      await server.close();
    }
  },
);
