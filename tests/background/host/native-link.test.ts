import { expect, test, vi } from "vitest";
import { buildError, buildEvent } from "../../../protocol/build.ts";
import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { NativeLink } from "../../../src/background/host/native-link.ts";

const SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b";

/** A host of a few lines at the other end of a link: `answer` returns what it says to each request. */
function linkTo(answer: (request: { id: string; method: string }) => object[]) {
  let listeners: Parameters<ConstructorParameters<typeof NativeLink>[0]>[0] | null = null;
  const callbacks = {
    onEvent: vi.fn(),
    onError: vi.fn(),
    onLost: vi.fn(),
    onIgnored: vi.fn(),
    onVersions: vi.fn(),
  };
  const close = vi.fn();
  const link = new NativeLink(
    (attached) => {
      listeners = attached;
      const post = (message: object) => {
        for (const reply of answer(message as { id: string; method: string })) attached.onMessage(reply);
      };
      return {
        post,
        close: () => {
          close();
        },
      };
    },
    { ...callbacks, newId: () => crypto.randomUUID(), productVersion: "0.1.0" },
  );
  return {
    link,
    close,
    ...callbacks,
    say: (message: unknown) => listeners?.onMessage(message),
    end: (code: ErrorCode) => listeners?.onDisconnect(code, "closed"),
  };
}

const versionAnswer = (version?: string) => (request: { id: string }) => [
  { id: request.id, type: "response", result: version === undefined ? {} : { version } },
];

test.each(["1.0", "1.1", "1.0.7"])("VER-2 a host that speaks %s is accepted", async (version) => {
  const { link } = linkTo(versionAnswer(version));

  await expect(link.handshake()).resolves.toEqual({ version, productVersion: null });
});

test("VER-1 a host that answers without a version speaks 1.0", async () => {
  const { link } = linkTo(versionAnswer());

  await expect(link.handshake()).resolves.toEqual({ version: "1.0", productVersion: null });
});

test.each(["0.1.0", "0.9.7-rc.1", "7.0"])(
  "INS-5 a host that names its release, %s, is accepted",
  async (release) => {
    const posted: object[] = [];
    const { link } = linkTo((request) => {
      posted.push(request);
      return [{ id: request.id, type: "response", result: { version: "1.3", product_version: release } }];
    });

    await expect(link.handshake()).resolves.toEqual({ version: "1.3", productVersion: release });
    expect(posted).toMatchObject([{ params: { product_version: "0.1.0" } }]);
  },
);

test.each(["", "9".repeat(33), null, 7])(
  "INS-5 a host whose release is none, %o, names none",
  async (release) => {
    const { link } = linkTo(({ id }) => [
      { id, type: "response", result: { version: "1.3", product_version: release } },
    ]);

    await expect(link.handshake()).resolves.toEqual({ version: "1.3", productVersion: null });
  },
);

test.each([
  [true, { cancelsEcho: true }],
  [false, {}],
  [undefined, {}],
])("WHO-3 a host says that its sidecar cancels echo: %o", async (echo_cancellation, said) => {
  const { link } = linkTo(({ id }) => [
    { id, type: "response", result: { version: "1.4", product_version: "0.1.0", echo_cancellation } },
  ]);

  await expect(link.handshake()).resolves.toEqual({ version: "1.4", productVersion: "0.1.0", ...said });
});

test("VER-2 a host of another major is refused, naming both versions", async () => {
  const { link } = linkTo(versionAnswer("2.0"));

  const refusal = link.handshake();

  await expect(refusal).rejects.toMatchObject({ code: "incompatible_protocol_version" });
  await expect(refusal).rejects.toThrow(`Extension ${PROTOCOL_VERSION}, host 2.0`);
});

test("VER-3 a host that does not answer within 3 s is taken to speak 1.0", async () => {
  vi.useFakeTimers();
  try {
    const { link } = linkTo(() => []);

    const version = link.handshake();
    await vi.advanceTimersByTimeAsync(3000);

    await expect(version).resolves.toEqual({ version: "1.0", productVersion: null, isAssumed: true });
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ["1.4", { version: "1.4", productVersion: "0.1.0", cancelsEcho: true }],
  ["2.0", null],
])("VER-3 WHO-3 a host that answers later speaks what it says from then on: %s", async (version, said) => {
  vi.useFakeTimers();
  try {
    const asked: string[] = [];
    const { link, say, onVersions, onLost } = linkTo(({ id }) => {
      asked.push(id);
      return [];
    });
    const handshake = link.handshake();
    await vi.advanceTimersByTimeAsync(3000);
    await handshake;

    const result = { version, product_version: "0.1.0", echo_cancellation: true };
    say({ id: asked[0], type: "response", result });
    await vi.advanceTimersByTimeAsync(0);

    expect(onVersions.mock.calls).toEqual(said === null ? [] : [[said]]);
    expect(onLost.mock.calls).toMatchObject(
      said === null ? [[{ code: "incompatible_protocol_version" }]] : [],
    );
    expect(link.known("muted_in_meeting")).toBe(said === null ? "muted" : "muted_in_meeting");
  } finally {
    vi.useRealTimers();
  }
});

test("IPC-4 answers reach the request they belong to, in whatever order they come", async () => {
  const ids: string[] = [];
  const { link, say } = linkTo(({ id }) => {
    ids.push(id);
    return [];
  });
  const first = link.request("resume_session", { session: SESSION, sources: ["tab"] });
  const second = link.request("resume_session", { session: SESSION, sources: ["mic"] });

  say({ id: ids[1], type: "response", result: { session: SESSION, next: { tab: 0, mic: 2 } } });
  say({ id: ids[0], type: "response", result: { session: SESSION, next: { tab: 1, mic: 0 } } });

  await expect(first).resolves.toMatchObject({ next: { tab: 1 } });
  await expect(second).resolves.toMatchObject({ next: { mic: 2 } });
});

test("the host's error to a request rejects that request with its code", async () => {
  const { link, onError } = linkTo(({ id }) => [buildError("journal_unwritable", "no folder", true, { id })]);

  await expect(link.request("get_health", {})).rejects.toMatchObject({ code: "journal_unwritable" });
  expect(onError).not.toHaveBeenCalled();
});

test("a host that says why it ends is lost for that reason, not for ending", async () => {
  const { link, say, end, onLost } = linkTo(() => []);
  const pending = link.request("get_health", {});

  say(buildError("host_misconfigured", "no configuration", false));
  end("host_exited");

  await expect(pending).rejects.toMatchObject({ code: "host_misconfigured" });
  expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.any(EarshotError));
});

test("IPC-3 a request that comes after the link's end is refused for the reason of that end", async () => {
  const post = vi.fn(() => []);
  const lost = linkTo(post);
  lost.end("host_forbidden");
  const closed = linkTo(post);
  closed.link.close();

  const params = { session: SESSION };
  const refusal = { code: "host_forbidden" };
  await expect(lost.link.request("rotate_session_key", params)).rejects.toMatchObject(refusal);
  await expect(closed.link.request("rotate_session_key", params)).rejects.toMatchObject({
    code: "host_exited",
  });
  expect(post).not.toHaveBeenCalled();
});

test("IPC-9 what is invalid or unknown is counted and never acted on", () => {
  const { say, onEvent, onIgnored } = linkTo(() => []);

  say("garbage");
  say({ type: "event", event: "speech_pause", data: {} });
  say({ type: "event", event: "final_text", data: { text: "half a caption" } });
  say(buildEvent("audio_ack", { session: SESSION, source: "tab", next_seq: 1 }));

  expect(onIgnored).toHaveBeenCalledTimes(3);
  expect(JSON.stringify(onIgnored.mock.calls)).not.toContain("half a caption");
  expect(onEvent).toHaveBeenCalledTimes(1);
});

test("VER-4 a host that turns to another major in the middle of a session is disconnected", () => {
  const { say, onLost, close } = linkTo(() => []);

  say({ type: "event", version: "2.0", event: "audio_ack", data: {} });

  expect(close).toHaveBeenCalled();
  expect(onLost.mock.calls[0]?.[0]).toMatchObject({ code: "incompatible_protocol_version" });
});

test.each([
  ["1.2", "muted"],
  ["1.3", "muted_in_meeting"],
])("WHO-4 VER-2 a host of %s is told a gap that it knows: %s", async (version, gap) => {
  const posted: unknown[] = [];
  const { link } = linkTo((request) => {
    posted.push(request);
    return versionAnswer(version)(request);
  });
  await link.handshake();
  const params = { session: SESSION, source: "mic", seq: 1, first_sample: 3200, pcm: "" } as const;
  const frame = { id: SESSION, type: "request", version: "1.3", method: "process_audio_stream" } as const;

  link.sendFrame({ ...frame, params: { ...params, gap: "muted_in_meeting" } });

  expect(posted.at(-1)).toMatchObject({ params: { ...params, gap } });
  expect(link.known("muted_in_meeting")).toBe(gap);
  expect(link.known("meeting_left")).toBe("paused");
  expect(link.known("paused")).toBe("paused");
});
