import { beforeEach, expect, test } from "vitest";
import { SidecarReader } from "../../../native-host/sidecar/sidecar-reader.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";

let heard: string[];
let reader: SidecarReader;

beforeEach(() => {
  heard = [];
  reader = new SidecarReader({
    message: ({ type }) => hear(type),
    unknownEvent: () => hear("unknown"),
    corruptLine: () => hear("corrupt"),
    fatal: ({ code, message }) => hear(`${code}: ${message}`),
  });
});

function hear(word: string): void {
  heard.push(word);
}

function repeat<T>(times: number, value: T): T[] {
  return Array.from({ length: times }, () => value);
}

function say(...lines: unknown[]): void {
  for (const line of lines) reader.push(Buffer.from(`${JSON.stringify(line)}\n`));
}

const died = {
  type: "event",
  version: "1.0",
  event: "process_died",
  data: { code: "sidecar_died", message: "", recoverable: true },
};

test("IPC-9 nine corrupt lines in a row end nothing, and a good one lets the count begin again", () => {
  say(...repeat(9, {}), died, ...repeat(9, {}));

  expect(heard).toEqual([...repeat(9, "corrupt"), "event", ...repeat(9, "corrupt")]);
});

test("IPC-9 the tenth corrupt line in a row is fatal, once", () => {
  say(...repeat(11, {}));

  expect(heard.filter((word) => word.startsWith("sidecar_corrupt_output"))).toHaveLength(1);
  expect(heard[10]).toContain("10 unreadable lines in a row");
});

test("VER-2 an unknown event is ignored, and is no corrupt line", () => {
  say({ ...died, version: "1.1", event: "speech_pause" });

  expect(heard).toEqual(["unknown"]);
});

test("VER-4 any message of another major is fatal, also after the check", () => {
  say({ ...died, version: "2.0" });

  expect(heard).toEqual([`incompatible_protocol_version: host ${PROTOCOL_VERSION}, sidecar 2.0`]);
});

test("the sidecar may not ask anything of the host", () => {
  const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

  say({ id, type: "request", version: "1.0", method: "get_health", params: {} });

  expect(heard).toEqual(["corrupt"]);
});
