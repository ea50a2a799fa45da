import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { ExtensionWriter } from "../../../native-host/extension/extension-writer.ts";
import { MAX_MESSAGE_BYTES } from "../../../protocol/limits.ts";
import { SESSION } from "../frames.ts";

test("a message over the browser's bound is replaced by an error with the same id", () => {
  const stream = new PassThrough();
  const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
  const result = { text: "x".repeat(MAX_MESSAGE_BYTES) };

  new ExtensionWriter(stream).forward({ id, type: "response", version: "1.0", result });

  const body: unknown = JSON.parse((stream.read() as Buffer).toString("utf8", 4));
  expect(body).toMatchObject({ id, type: "error", error: { code: "message_too_large" } });
});

test("SEC-2 what a browser does not read is bounded: events are left out, answers and acknowledgements are not", () => {
  const stream = new PassThrough();
  const writer = new ExtensionWriter(stream);
  const at = { session: SESSION, source: "tab" as const };
  const gap = { ...at, start_sample: 0, end_sample: 1600, reason: "paused" as const };
  const report = { text: "x".repeat(1_000_000) };

  for (let count = 0; count < 10; count += 1) {
    writer.forward({ id: SESSION, type: "response", version: "1.0", result: report });
  }
  const queuedBytes = stream.writableLength;
  for (let count = 0; count < 1000; count += 1) writer.event("gap", gap);

  expect(queuedBytes).toBeGreaterThan(8_000_000);
  expect(stream.writableLength).toBe(queuedBytes);
  writer.event("audio_ack", { ...at, next_seq: 1 });
  expect(stream.writableLength).toBeGreaterThan(queuedBytes);
});

test("messages go out in the order they were given", () => {
  const stream = new PassThrough();
  const writer = new ExtensionWriter(stream);

  writer.event("audio_ack", { session: SESSION, source: "tab", next_seq: 1 });
  writer.event("audio_ack", { session: SESSION, source: "tab", next_seq: 2 });

  expect((stream.read() as Buffer).toString().match(/"next_seq":\d/g)).toEqual([
    '"next_seq":1',
    '"next_seq":2',
  ]);
});
