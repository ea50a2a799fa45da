import { expect, test } from "vitest";
import { EarshotError } from "../../protocol/errors.ts";
import type { RequestMessage } from "../../protocol/messages.ts";
import { Peer } from "../../protocol/peer.ts";
import type { Method } from "../../protocol/requests.ts";

const AT = "1.2";

function createPeer(sent: RequestMessage<Method>[] = []): Peer {
  return new Peer({
    send: (message) => void sent.push(message),
    newId: () => crypto.randomUUID(),
    unresponsive: "sidecar_died",
    errorWords: "reported by the other side",
  });
}

test("IPC-9 requests that wait for an answer are bounded by a named error", async () => {
  const peer = createPeer();
  const waiting = Array.from({ length: 1000 }, () => peer.request("get_health", {}));

  await expect(peer.request("get_health", {})).rejects.toMatchObject({ code: "sidecar_died" });

  peer.end(new EarshotError("sidecar_died", "exit code 1"));
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
});

test("IPC-3 answers find their requests in any order, and only once", async () => {
  const sent: RequestMessage<Method>[] = [];
  const peer = createPeer(sent);
  const models = peer.request("list_models", {});
  const retried = peer.request("retry_transcription", {});
  const [first = "", second = ""] = sent.map(({ id }) => id);
  const answer = { id: second, type: "response", version: AT, result: {} } as const;

  expect(peer.settle(answer)).toBe(true);
  expect(peer.settle(answer)).toBe(false);
  peer.settle({ id: first, type: "response", version: AT, result: { models: "none" } });

  await expect(retried).resolves.toEqual({});
  await expect(models).rejects.toMatchObject({ code: "invalid_message" });
});

test("ADR-027 an error keeps its code and not the words of another program", async () => {
  const sent: RequestMessage<Method>[] = [];
  const peer = createPeer(sent);
  const asked = peer.request("get_health", {});
  const error = { code: "model_not_found", message: "what somebody said", recoverable: true } as const;

  peer.settle({ id: sent[0]?.id, type: "error", version: AT, error });

  await expect(asked).rejects.toMatchObject({
    code: "model_not_found",
    message: "reported by the other side",
  });
});

test("after its end nothing is sent, and the first cause counts", async () => {
  const sent: RequestMessage<Method>[] = [];
  const peer = createPeer(sent);
  peer.end(new EarshotError("sidecar_died", "exit code 1"));
  peer.end(new EarshotError("host_exited", "later"));

  peer.notify("acknowledge_events", { session: crypto.randomUUID(), next_number: 1 });

  await expect(peer.request("get_health", {})).rejects.toMatchObject({ code: "sidecar_died" });
  expect(sent).toEqual([]);
});
