import { expect, test } from "vitest";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { serveFolder } from "../../../tools/driver/local-server.ts";
import { UNDEGRADED } from "../../../tools/faults/re-transcription.ts";
import { joinDemoMeeting, readDemoScript } from "../../../tools/materials/demo-meeting.ts";
import { wordErrorRate } from "../../../tools/measure/words.ts";
import { DEMO } from "../../../tools/runtime/paths.ts";
import { HUNG_MS } from "../../eventually.ts";

/** Every decode takes at least this long: more than any time-out that the rejected ADR-008 had. */
const DECODE_MS = 5500;

test("IPC-3 a transcription of more than 5 s is delivered, to its own session, after the stop", async () => {
  const [line] = readDemoScript().lines;
  const server = await serveFolder(DEMO);
  const earshot = await launchEarshot({
    settings: (stored) => ({
      ...stored,
      hasConsented: true,
      isMicrophoneWanted: false,
      transcription: { ...stored.transcription, model: "demo", language: "en" },
    }),
    host: { sidecarArguments: [`--decode-delay-ms=${DECODE_MS}`, ...UNDEGRADED] },
  });
  try {
    const page = await earshot.openPage(`${server.url}meeting.html`);
    await earshot.startCaptions(page);
    const started = earshot.view.transcript?.session;
    await joinDemoMeeting(page);
    // Ten seconds and more go by with at most one caption event in between: nothing may wait for one.
    await earshot.waitForCaption(({ source }) => source === "tab", HUNG_MS);

    const stoppedAtMs = Date.now();
    await earshot.stopCaptions(page, 2 * HUNG_MS);

    const { transcript } = earshot.view;
    expect(transcript?.session).toBe(started);
    // A busy machine loses pieces of the sound: one of its three words may be another.
    const [first] = transcript?.segments ?? [];
    expect(wordErrorRate(line?.text ?? "", first?.stable ?? "")).toBeLessThanOrEqual(1 / 3);
    expect(transcript?.segments.every(({ isFinal }) => isFinal)).toBe(true);
    expect(Date.now() - stoppedAtMs).toBeGreaterThan(DECODE_MS / 2);
    const { capture } = await earshot.diagnostics();
    expect(capture.tab).toMatchObject({ acknowledged: capture.tab.captured, dropped: 0 });
  } finally {
    await earshot.close();
    await server.close();
  }
});
