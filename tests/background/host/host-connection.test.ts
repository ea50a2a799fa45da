import { expect, test, vi } from "vitest";
import { buildError } from "../../../protocol/build.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { HostConnection } from "../../../src/background/host/host-connection.ts";
import { DEFAULT_SETTINGS } from "../../../src/shared/settings.ts";
import type { HostState } from "../../../src/shared/status.ts";

/** What a host does once it is started: answer, after 4 s or at once, or end without an answer. */
type Start = "answers" | "answers late" | "refuses" | { readonly ends: ErrorCode };

/** Hosts that are started one after the other, by what each does. */
function connectionTo(starts: readonly Start[]) {
  const states: HostState[] = [];
  const left = [...starts];
  let end: (() => void) | null = null;
  const connection = new HostConnection({
    connect({ onMessage, onDisconnect }) {
      const start = left.shift();
      if (typeof start === "object") queueMicrotask(() => onDisconnect(start.ends, "closed"));
      const close = () => onDisconnect("host_exited", "closed");
      end = close;
      return {
        post(message) {
          const { id } = message as { readonly id: string };
          const answer = () => onMessage({ id, type: "response", result: { version: "1.0" } });
          if (start === "answers") answer();
          if (start === "answers late") setTimeout(answer, 4000);
          if (start !== "refuses") return;
          onMessage(buildError("host_misconfigured", "no configuration", false));
          queueMicrotask(close);
        },
        close: () => {},
      };
    },
    onEvent: () => {},
    onError: () => {},
    onState: (state) => void states.push(state),
    onLost: () => {},
    onIgnored: () => {},
    onSettingsRefused: () => {},
    settings: () => DEFAULT_SETTINGS.transcription,
    newId: () => crypto.randomUUID(),
    productVersion: "0.1.0",
  });
  /** Starts all of them, one after the other; how each attempt ends. */
  async function outcomes(): Promise<string[]> {
    const all: string[] = [];
    while (left.length > 0) {
      all.push(
        await connection.ensure().then(
          () => "connected",
          (error: { readonly code: ErrorCode }) => error.code,
        ),
      );
      if (all.at(-1) === "connected") end?.();
    }
    return all;
  }
  return { connection, outcomes, states };
}

const exits: Start = { ends: "host_exited" };

test("CAP-7 INS-2 a host that ends at once three times in a row leads to the doctor, and is named as such until it answers", async () => {
  const { outcomes, states } = connectionTo([exits, exits, exits, exits, "answers", exits]);

  expect(await outcomes()).toEqual([
    "host_exited",
    "host_exited",
    "host_start_failed",
    "host_start_failed",
    "connected",
    "host_exited",
  ]);
  // Each failure is said once, by its last word.
  expect(states.flatMap((state) => (state.name === "failed" ? [state.error.code] : []))).toEqual([
    "host_exited",
    "host_exited",
    "host_start_failed",
    "host_start_failed",
    "host_exited",
    "host_exited",
  ]);
});

test.each<[string, Start, ErrorCode]>([
  ["a policy blocks", { ends: "host_blocked" }, "host_blocked"],
  ["says why it ends", "refuses", "host_misconfigured"],
])("CAP-7 a host that %s has that as its reason, however often", async (_what, start, code) => {
  const { outcomes } = connectionTo([exits, exits, start, start, start, exits, exits]);

  expect(await outcomes()).toEqual([
    "host_exited",
    "host_exited",
    code,
    code,
    code,
    "host_exited",
    "host_exited",
  ]);
});

test("VER-3 WHO-3 what a host says late of itself is shown, but not once its connection is closed", async () => {
  vi.useFakeTimers();
  try {
    const { connection, states } = connectionTo(["answers late", "answers late"]);
    const first = connection.ensure();
    await vi.advanceTimersByTimeAsync(5000);
    await first;
    connection.close();
    const second = connection.ensure();
    await vi.advanceTimersByTimeAsync(3500);
    await second;
    connection.close();
    await vi.advanceTimersByTimeAsync(5000);

    const said = states.map((state) =>
      state.name === "connected" ? (state.isAssumed ?? "said") : state.name,
    );
    expect(said).toEqual(["connecting", true, "said", "disconnected", "connecting", true, "disconnected"]);
  } finally {
    vi.useRealTimers();
  }
});
