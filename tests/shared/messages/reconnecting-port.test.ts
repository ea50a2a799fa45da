import { expect, test } from "vitest";
import { connectToBackground, type PortLike } from "../../../src/shared/messages/reconnecting-port.ts";

/** A port whose other end is the test. */
class TestPort implements PortLike {
  readonly sent: unknown[] = [];
  readonly #onMessage: ((message: unknown) => void)[] = [];
  readonly #onDisconnect: (() => void)[] = [];
  isClosed = false;
  readonly onMessage = {
    addListener: (listener: (message: unknown) => void) => void this.#onMessage.push(listener),
  };
  readonly onDisconnect = { addListener: (listener: () => void) => void this.#onDisconnect.push(listener) };

  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  disconnect(): void {
    this.isClosed = true;
  }
  deliver(message: unknown): void {
    for (const listener of this.#onMessage) listener(message);
  }
  breakOff(): void {
    for (const listener of this.#onDisconnect) listener();
  }
}

function connectTest() {
  const ports: TestPort[] = [];
  const waiting: { readonly callback: () => void; readonly delayMs: number }[] = [];
  const received: unknown[] = [];
  const extension = { isAlive: true, isGone: false };
  const connection = connectToBackground<unknown, unknown>({
    connect: () => {
      const port = new TestPort();
      ports.push(port);
      return port;
    },
    isExtensionAlive: () => extension.isAlive,
    schedule: (callback, delayMs) => {
      waiting.push({ callback, delayMs });
    },
    firstMessage: () => "watch",
    onMessage: (message) => void received.push(message),
    onGone: () => {
      extension.isGone = true;
    },
  });
  const newest = () => ports.at(-1) ?? new TestPort();
  const retry = () => waiting.shift()?.callback();
  return { connection, ports, waiting, received, extension, newest, retry };
}

test("CAP-8 a view whose worker was stopped connects again, sends its first message again and goes on", () => {
  const { ports, received, newest, retry, waiting } = connectTest();

  newest().deliver("first snapshot");
  newest().breakOff();
  expect(waiting[0]?.delayMs).toBe(100);
  retry();
  newest().deliver("second snapshot");

  expect(ports.map(({ sent }) => sent)).toEqual([["watch"], ["watch"]]);
  expect(received).toEqual(["first snapshot", "second snapshot"]);
});

test("CAP-8 what is pressed while disconnected is sent after the reconnect, once and in order", () => {
  const { connection, newest, retry } = connectTest();

  newest().breakOff();
  connection.send("stop-session");
  connection.send("dismiss-problem");
  retry();
  expect(newest().sent).toEqual(["watch", "stop-session", "dismiss-problem"]);
  newest().breakOff();
  retry();

  expect(newest().sent).toEqual(["watch"]);
});

test("CAP-8 a worker that does not answer is asked less and less often", () => {
  const { newest, retry, waiting } = connectTest();

  const delays = Array.from({ length: 8 }, () => {
    newest().breakOff();
    const delayMs = waiting[0]?.delayMs;
    retry();
    return delayMs;
  });

  expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
});

test("UI-1 after a reload of the extension an old overlay stops for good", () => {
  const { connection, extension, newest, ports, waiting } = connectTest();

  extension.isAlive = false;
  newest().breakOff();

  expect(extension.isGone).toBe(true);
  expect(waiting).toEqual([]);
  expect(() => connection.send("caption-shown")).not.toThrow();
  expect(ports).toHaveLength(1);
});

test("UI-1 a closed connection hears nothing more and stays closed", () => {
  const { connection, newest, received, waiting } = connectTest();

  connection.close();
  newest().deliver("late");
  newest().breakOff();

  expect(newest().isClosed).toBe(true);
  expect(received).toEqual([]);
  expect(waiting).toEqual([]);
});
