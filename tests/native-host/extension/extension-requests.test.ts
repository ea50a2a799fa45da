import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { type RequestHandlers, RequestRouter } from "../../../native-host/extension/extension-requests.ts";
import { ExtensionWriter } from "../../../native-host/extension/extension-writer.ts";
import { buildRequest } from "../../../protocol/build.ts";
import { METHODS } from "../../../protocol/requests.ts";
import { SESSION } from "../frames.ts";

test("SEC-2 requests without an answer are bounded, and the next one after an answer is taken", async () => {
  const output = new PassThrough();
  const answers: (() => void)[] = [];
  const wait = () =>
    new Promise<void>((resolve) => {
      answers.push(resolve);
    });
  const handlers = Object.fromEntries(METHODS.map((method) => [method, wait])) as unknown as RequestHandlers;
  const router = new RequestRouter(handlers, new ExtensionWriter(output));
  const ask = (): Promise<void> => router.route(buildRequest(SESSION, "get_health", {}));

  const asked = Array.from({ length: 1000 }, ask);
  await ask();
  const refused = String(output.read());
  answers[0]?.();
  await asked[0];
  void ask();

  expect(refused).toContain("too many requests at once");
  expect(answers).toHaveLength(1001);
});
