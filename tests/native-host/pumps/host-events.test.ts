import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SESSION } from "../frames.ts";
import { program, type RealHost, useRealHosts } from "../real-host.ts";

const hosts = useRealHosts();

/** Numbers of the finals so far, in the order they came. */
function numbers(host: RealHost): (number | undefined)[] {
  return host.events().flatMap((event) => (event.event === "final_text" ? [event.data.number] : []));
}

test("a stop is answered, and the folder deleted, only when every final is acknowledged", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar"), acknowledges: false });
  host.sendFrames("tab", 0, 30);
  const id = host.send("stop_session", { session: SESSION, next: { tab: 30, mic: 0 } });
  await host.event("speech_end", { end_sample: 48_000 });

  host.send("acknowledge_events", { session: SESSION, next_number: 2 });
  const health = await host.request("get_health", {});
  const answeredEarly = host.messages.filter((message) => "id" in message && message.id === id);
  const hadFolder = existsSync(host.sessionFile("events.records"));
  host.send("acknowledge_events", { session: SESSION, next_number: 3 });

  await expect(host.answer(id)).resolves.toMatchObject({ type: "response" });
  expect(health).toMatchObject({ type: "response" });
  expect(answeredEarly).toEqual([]);
  expect(hadFolder).toBe(true);
  await host.close();
  expect(existsSync(host.sessionFile(""))).toBe(false);
});

test("what is not acknowledged within 5 s is sent again", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar"), acknowledges: false });
  host.sendFrames("tab", 0, 20);
  await host.event("final_text", { number: 1 });
  host.send("acknowledge_events", { session: SESSION, next_number: 1 });

  await host.waitFor(() => numbers(host).length === 3);

  expect(numbers(host)).toEqual([0, 1, 1]);
});

test("a host that is killed delivers what was not acknowledged, under the same numbers", async () => {
  const killed = await hosts.startSession({ sidecar: program("echo-sidecar"), acknowledges: false });
  killed.sendFrames("tab", 0, 40);
  await killed.event("speech_end", { end_sample: 64_000 });
  killed.send("acknowledge_events", { session: SESSION, next_number: 2 });
  await killed.request("get_health", {});
  await killed.kill();

  const host = hosts.start({ sidecar: program("echo-sidecar"), dataDirectory: killed.dataDirectory });
  await host.request("resume_session", { session: SESSION, sources: ["tab"] });
  host.sendFrames("tab", 40, 50);
  await host.request("stop_session", { session: SESSION, next: { tab: 50, mic: 0 } });

  expect(numbers(host)).toEqual([2, 3, 4]);
  expect(host.finals("tab")).toEqual(["until frame 29", "until frame 39", "until frame 49"]);
});

test("an acknowledgement of more than there is, or of another session, is not believed", async () => {
  const host = await hosts.startSession({ sidecar: program("echo-sidecar"), acknowledges: false });
  host.sendFrames("tab", 0, 10);
  await host.event("final_text");

  host.send("acknowledge_events", { session: "00000000-0000-4000-8000-000000000000", next_number: 1 });
  host.send("acknowledge_events", { session: SESSION, next_number: 1_000 });
  await host.request("get_health", {});

  expect(Number(readFileSync(host.sessionFile("acknowledged"), "utf8"))).toBe(1);
  expect(host.errors()).toEqual([]);
});
