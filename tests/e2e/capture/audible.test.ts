import { join } from "node:path";
import { expect, test } from "vitest";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { serveFolder } from "../../../tools/driver/local-server.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { listenToLoudspeaker } from "./loudspeaker.ts";

/** A tone of half scale; whatever is muted plays 0. */
const AUDIBLE_PEAK = 10_000;
/** Tenths of a second: several times what may still be on its way to the sound card. */
const AUDIBLE_TENTHS = 30;

// Linux alone lets a test stand in for the sound card.
test.runIf(process.platform === "linux")(
  "CAP-3 the meeting is heard by the user before, while and after it is captured",
  async () => {
    const loudspeaker = listenToLoudspeaker();
    const server = await serveFolder(join(import.meta.dirname, "../pages"));
    // Without microphone: the browser's test microphone shares a thread with the listening device.
    const earshot = await launchEarshot({
      settings: (stored) => ({ ...stored, hasConsented: true, isMicrophoneWanted: false }),
      browserArguments: loudspeaker.browserArguments,
    });
    const expectHeardAgain = async () => {
      const sinceMs = Date.now();
      await eventually(() =>
        expect(loudspeaker.loudSince(sinceMs, AUDIBLE_PEAK)).toBeGreaterThan(AUDIBLE_TENTHS),
      );
    };
    try {
      const page = await earshot.openPage(`${server.url}tone.html`);
      await expectHeardAgain();

      await earshot.startCaptions(page);
      await expectHeardAgain();

      await earshot.stopCaptions(page, HUNG_MS);
      await expectHeardAgain();
    } finally {
      await earshot.close();
      await server.close();
    }
  },
);
