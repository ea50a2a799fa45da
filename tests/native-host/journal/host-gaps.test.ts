import { truncateSync } from "node:fs";
import { expect, test } from "vitest";
import type { AudioSource } from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";
import type { GapReason } from "../../../protocol/gaps.ts";
import { frame, SESSION } from "../frames.ts";
import { program, type RealHost, useRealHosts } from "../real-host.ts";
import { storedBreaks } from "./stored-audio.ts";

const hosts = useRealHosts();

/** A frame that starts where it is requested to, and why audio is missing before it. */
function sendLate(host: RealHost, source: AudioSource, seq: number, first_sample: number, gap?: GapReason) {
  host.send("process_audio_stream", {
    ...frame(source, seq),
    first_sample,
    ...(gap === undefined ? {} : { gap }),
  });
}

function gaps(host: RealHost): object[] {
  return host.events().flatMap(({ event, data }) => (event === "gap" ? [data] : []));
}

test("CAP-6 a gap is reported under its number, from the end of the frame before to the start of its own", async () => {
  const host = await hosts.startSession({ sidecar: program("silent-sidecar") });

  host.sendFrames("mic", 0, 2);
  sendLate(host, "mic", 2, 160_000, "muted");
  sendLate(host, "tab", 0, 4800, "tab_crashed");
  await host.acknowledged("tab", 1);

  expect(gaps(host)).toEqual([
    { session: SESSION, number: 0, source: "mic", start_sample: 3200, end_sample: 160_000, reason: "muted" },
    { session: SESSION, number: 1, source: "tab", start_sample: 0, end_sample: 4800, reason: "tab_crashed" },
  ]);
  expect(await storedBreaks(host.dataDirectory, "mic")).toEqual([
    { seq: 2, first_sample: 160_000, reason: "muted" },
  ]);
});

test("a break without a reason, and a reason without a break, are no gap", async () => {
  const host = await hosts.startSession({ sidecar: program("silent-sidecar") });

  sendLate(host, "mic", 0, 800);
  sendLate(host, "mic", 1, 2400, "paused");
  await host.acknowledged("mic", 2);

  expect(gaps(host)).toEqual([]);
});

test("IPC-5 a hole of an overloaded machine is a gap from 200 ms on; a shorter one stands in the journal, with its reason", async () => {
  const host = await hosts.startSession({ sidecar: program("silent-sidecar") });

  sendLate(host, "tab", 0, 0);
  sendLate(host, "tab", 1, 1600 + 3199, "overload");
  sendLate(host, "tab", 2, 1600 + 3199 + 1600 + 3200, "overload");
  sendLate(host, "mic", 0, 0);
  sendLate(host, "mic", 1, 1600 + 1600, "muted");
  await host.acknowledged("tab", 3);
  await host.acknowledged("mic", 2);

  expect(gaps(host)).toMatchObject([
    { source: "tab", start_sample: 6399, end_sample: 9599, reason: "overload" },
    { source: "mic", start_sample: 1600, end_sample: 3200, reason: "muted" },
  ]);
  expect(await storedBreaks(host.dataDirectory, "tab")).toEqual([
    { seq: 1, first_sample: 4799, reason: "overload" },
    { seq: 2, first_sample: 9599, reason: "overload" },
  ]);
});

test("a gap whose host died before it reported it is reported by the next one", async () => {
  const killed = await hosts.startSession({ sidecar: program("silent-sidecar"), acknowledges: false });
  sendLate(killed, "mic", 0, 16_000, "microphone_off");
  await killed.acknowledged("mic", 1);
  await killed.kill();
  const { dataDirectory } = killed;

  // As if it had died between the frame and the event.
  truncateSync(killed.sessionFile("events.records"));
  const host = hosts.start({ sidecar: program("silent-sidecar"), dataDirectory });
  await host.request("resume_session", { session: SESSION, sources: ["mic"] });
  await host.event("gap", { number: 0, start_sample: 0, end_sample: 16_000, reason: "microphone_off" });
  await host.request("stop_session", { session: SESSION, next: { tab: 0, mic: 1 } });

  expect(gaps(host)).toHaveLength(1);
});

test("sources that were silent to the end leave their gaps, however often the stop is asked for", async () => {
  const host = await hosts.startSession({ sidecar: program("silent-sidecar") });
  host.sendFrames("tab", 0, 10);
  const gap: AudioGap = { source: "mic", start_sample: 0, end_sample: 16_000, reason: "microphone_off" };
  const stop = { session: SESSION, next: { tab: 10, mic: 0 }, gaps: [gap] };

  const answers = await Promise.all([host.request("stop_session", stop), host.request("stop_session", stop)]);

  expect(answers).toMatchObject([{ type: "response" }, { type: "response" }]);
  expect(gaps(host)).toEqual([{ session: SESSION, number: 0, ...gap }]);
});

test("SEC-7 CAP-6 what was muted from the sample on that a strike begins with is reported as well", async () => {
  const host = await hosts.startSession({ sidecar: program("silent-sidecar") });
  await host.request("strike", { session: SESSION, start_sample: 0, end_sample: 8000 });

  sendLate(host, "mic", 0, 16_000, "muted");
  await host.acknowledged("mic", 1);

  const ofMicrophone = gaps(host).filter((gap) => "source" in gap && gap.source === "mic");
  expect(ofMicrophone).toMatchObject([
    { start_sample: 0, end_sample: 8000, reason: "struck" },
    { start_sample: 0, end_sample: 16_000, reason: "muted" },
  ]);
});
