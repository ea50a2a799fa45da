import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { STORED_FRAME_BYTES } from "../../../native-host/journal/frame-file.ts";
import { SESSION } from "../frames.ts";
import { program, type RealHost, useRealHosts } from "../real-host.ts";

const hosts = useRealHosts();
const ECHO = { sidecar: program("echo-sidecar") };

/** A host that was killed with three finals of the echo sidecar's in its journal, "until frame 9" and so on. */
async function killed(): Promise<RealHost> {
  const host = await hosts.startSession({ ...ECHO, acknowledges: false });
  host.sendFrames("tab", 0, 30);
  await host.event("speech_end", { end_sample: 48_000 });
  await host.kill();
  return host;
}

function spoil(path: string, change: (content: Buffer) => Buffer): void {
  writeFileSync(path, change(readFileSync(path)));
}

function flipped(content: Buffer, at: number): Buffer {
  const changed = Buffer.from(content);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** The line that holds the second final. */
function lineOf(content: Buffer): { readonly start: number; readonly end: number } {
  const lines = content.toString("latin1").split("\n");
  const index = lines.findIndex((line) => line.split(" ")[2] === "1");
  const start = lines.slice(0, index).join("\n").length + 1;
  return { start, end: start + (lines[index]?.length ?? 0) };
}

const DAMAGE: [string, (content: Buffer) => Buffer][] = [
  ["one bit of its text", (content) => flipped(content, lineOf(content).start + 60)],
  ["its tag", (content) => flipped(content, lineOf(content).end - 3)],
  ["its number", (content) => flipped(content, lineOf(content).start + 4)],
  ["its newline", (content) => flipped(content, lineOf(content).end)],
  ["all of it", (content) => Buffer.from(content).fill(0, lineOf(content).start, lineOf(content).end)],
  [
    "its place, which is another record's",
    (content) => {
      const { start, end } = lineOf(content);
      const line = content.subarray(start, end + 1);
      return Buffer.concat([line, content.subarray(0, start), content.subarray(end + 1)]);
    },
  ],
  [
    "its being there",
    (content) =>
      Buffer.concat([content.subarray(0, lineOf(content).start), content.subarray(lineOf(content).end + 1)]),
  ],
];

test.each(DAMAGE)(
  "SEC-7 IPC-9 a final that lost %s is a gap; its neighbours keep their numbers",
  async (what, damage) => {
    const { dataDirectory, sessionFile } = await killed().then((host) => ({
      dataDirectory: host.dataDirectory,
      sessionFile: host.sessionFile("events.records"),
    }));
    spoil(sessionFile, damage);
    const host = hosts.start({ ...ECHO, dataDirectory });

    await host.request("resume_session", { session: SESSION, sources: ["tab"] });
    await host.event("final_text", { number: 2 });
    const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 30, mic: 0 } });

    const numbered = host.events().flatMap((event) => {
      const { number } = event.data as { number?: number };
      return number === undefined
        ? []
        : [[number, event.event, "text" in event.data ? event.data.text : null]];
    });
    // A record that moved to the front makes the one that it passed the odd one out.
    const lost = what.startsWith("its place") ? 0 : 1;
    for (const [number, words] of ["until frame 9", "until frame 19", "until frame 29"].entries()) {
      const kept = number === lost ? [number, "gap", null] : [number, "final_text", words];
      expect(numbered).toContainEqual(kept);
    }
    expect(host.events().find(({ event }) => event === "gap")?.data).toMatchObject({
      reason: "damaged",
      source: "tab",
    });
    expect(stopped).toMatchObject({ type: "response" });
    expect(host.log()).not.toContain("until frame");
    expect(host.log()).not.toContain('"message":"defect"');
  },
);

test("SEC-7 audio that cannot be read back is silence with its reason, and is counted", async () => {
  const { dataDirectory, sessionFile, eventsFile } = await killed().then((host) => ({
    dataDirectory: host.dataDirectory,
    sessionFile: host.sessionFile("tab.frames"),
    eventsFile: host.sessionFile("events.records"),
  }));
  // Nothing is settled: all of it is read again.
  writeFileSync(eventsFile, "");
  spoil(sessionFile, (content) =>
    flipped(flipped(content, 5 * STORED_FRAME_BYTES + 99), 6 * STORED_FRAME_BYTES),
  );
  const host = hosts.start({ ...ECHO, dataDirectory });

  await host.request("resume_session", { session: SESSION, sources: ["tab"] });
  await host.event("gap", { source: "tab", start_sample: 8000, end_sample: 11_200, reason: "damaged" });
  const stopped = await host.request("stop_session", { session: SESSION, next: { tab: 30, mic: 0 } });

  expect(host.finals("tab")).toEqual(["until frame 9", "until frame 19", "until frame 29"]);
  expect(stopped).toMatchObject({ result: { metrics: { damaged_records: 2 } } });
});

test("SEC-7 a file that was cut under a running host ends neither the host nor the meeting", async () => {
  const host = await hosts.startSession({ ...ECHO, acknowledges: false });
  host.sendFrames("tab", 0, 30);
  await host.event("speech_end", { end_sample: 48_000 });

  writeFileSync(host.sessionFile("events.records"), "");
  await host.request("resume_session", { session: SESSION, sources: ["tab"] });

  await expect(host.request("get_health", {})).resolves.toMatchObject({ type: "response" });
  expect(host.log()).not.toContain('"message":"defect"');
});
