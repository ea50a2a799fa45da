import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ModelDownload } from "../../../protocol/reports.ts";
import { eventually } from "../../eventually.ts";
import { program, type RealHost, START, useRealHosts } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const hosts = useRealHosts();

interface Started {
  readonly host: RealHost;
  /** The environment of each process that was started to download, in no order, by its id. */
  readonly processes: () => Map<number, NodeJS.ProcessEnv>;
}

function start(options: { sidecar?: string; inherited?: Record<string, string> } = {}): Started {
  const folder = temporaryFolder();
  const host = hosts.start({
    sidecar: program(options.sidecar ?? "echo-sidecar"),
    download: program("downloads/scripted-download", folder),
    ...(options.inherited === undefined ? {} : { inherited: options.inherited }),
  });
  const processes = () =>
    new Map(
      readdirSync(folder).map((name) => [
        Number(name),
        JSON.parse(readFileSync(join(folder, name), "utf8")) as NodeJS.ProcessEnv,
      ]),
    );
  return { host, processes };
}

function download(host: RealHost, model: string) {
  return host.request("download_model", { model });
}

function cancel(host: RealHost, model: string) {
  return host.request("cancel_download", { model });
}

function reported(host: RealHost): string[] {
  return host
    .events()
    .flatMap((event) =>
      event.event === "model_download" ? [`${event.data.model} ${event.data.state}`] : [],
    );
}

function ends(host: RealHost, model: string, state: ModelDownload["state"]) {
  return host.event("model_download", { model, state });
}

async function areGone(processes: Iterable<number>): Promise<void> {
  for (const pid of processes) {
    await eventually(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"));
  }
}

test("SEC-1 STT-5 a download is a process that ends with it, and without one there is none", async () => {
  const { host, processes } = start();
  await host.event("health");
  expect(processes().size).toBe(0);

  await expect(download(host, "comes")).resolves.toMatchObject({ type: "response", result: {} });
  await ends(host, "comes", "installed");

  expect(reported(host)).toEqual(["comes downloading", "comes installed"]);
  expect(processes().size).toBe(1);
  await areGone(processes().keys());
});

test("STT-5 models wait their turn, and one that waits can be cancelled", async () => {
  const { host, processes } = start();
  for (const model of ["holds", "comes-1", "comes-2"]) await download(host, model);
  await ends(host, "holds", "downloading");
  await cancel(host, "comes-1");
  expect(processes().size).toBe(1);
  await cancel(host, "holds");
  await ends(host, "comes-2", "installed");

  expect(reported(host)).toEqual([
    "holds downloading",
    "comes-1 cancelled",
    "holds cancelled",
    "comes-2 downloading",
    "comes-2 installed",
  ]);
  await areGone(processes().keys());
});

test("STT-5 a download that is under way is not begun again; one that is cancelled is", async () => {
  const { host, processes } = start();
  await download(host, "holds");
  await download(host, "holds");
  await ends(host, "holds", "downloading");
  expect(processes().size).toBe(1);

  host.send("cancel_download", { model: "holds" });
  await download(host, "holds");
  await eventually(() => expect(processes().size).toBe(2));
  await eventually(() => expect(reported(host)).toHaveLength(3));

  expect(reported(host)).toEqual(["holds downloading", "holds cancelled", "holds downloading"]);
});

test("STT-5 a download whose process dies has failed, and the next has its turn", async () => {
  const { host } = start();
  await download(host, "dies");
  await download(host, "comes");

  await ends(host, "comes", "installed");
  expect(reported(host)).toEqual(["dies downloading", "dies failed", "comes downloading", "comes installed"]);
  await host.event("model_download", { model: "dies", error: "model_download_failed", received_bytes: 40 });
});

test("STT-5 what the process refuses is answered, and its process ends; after another, it is reported", async () => {
  const { host, processes } = start();
  const refused = await download(host, "unknown");
  await areGone(processes().keys());
  await download(host, "holds");
  await download(host, "unknown");
  await cancel(host, "holds");

  expect(refused).toMatchObject({ type: "error", error: { code: "model_not_found" } });
  await host.event("model_download", { model: "unknown", state: "failed", error: "model_not_found" });
});

test("SEC-5 what the process says of anything else is not passed on", async () => {
  const { host } = start();
  await download(host, "lies");
  await ends(host, "lies", "installed");

  expect(reported(host)).toEqual(["lies downloading", "lies installed"]);
  expect(host.events().some(({ event }) => event === "process_died")).toBe(false);
});

test("STT-5 a sidecar that dies takes no download with it", async () => {
  const { host } = start({ sidecar: "crashing-sidecar" });
  await download(host, "holds");
  await host.request("start_session", START);
  host.sendFrames("tab", 0, 3);
  await host.event("process_died");
  await cancel(host, "holds");
  await ends(host, "holds", "cancelled");

  expect(reported(host)).toEqual(["holds downloading", "holds cancelled"]);
});

test("STT-5 a model that is being downloaded is not removed", async () => {
  const { host } = start();
  // The sidecar removes models, so it must be there.
  await host.waitFor(
    (message) =>
      message.type === "event" && message.event === "health" && message.data.recogniser?.state === "running",
  );
  await download(host, "holds");
  const refused = await host.request("remove_model", { model: "holds" });
  await cancel(host, "holds");
  await ends(host, "holds", "cancelled");

  expect(refused).toMatchObject({ type: "error", error: { code: "model_in_use" } });
  await expect(host.request("remove_model", { model: "holds" })).resolves.toMatchObject({ type: "response" });
});

test.each(["close", "kill"] as const)("SEC-1 no download outlives its host (%s)", async (how) => {
  const { host, processes } = start();
  await download(host, "holds");
  await host[how]();

  expect(processes().size).toBe(1);
  await areGone(processes().keys());
});

test("SEC-1 the download alone is given proxy, certificates and mirror", async () => {
  const network = {
    HTTPS_PROXY: "http://proxy:3128",
    SSL_CERT_FILE: "/ca.pem",
    HF_ENDPOINT: "http://mirror",
  };
  const { host, processes } = start({ inherited: { ...network, NODE_OPTIONS: "", AWS_SECRET: "secret" } });
  await download(host, "comes");
  await ends(host, "comes", "installed");

  const [environment] = processes().values();
  expect(environment).toMatchObject({ ...network, ORT_DISABLE_TELEMETRY: "1" });
  expect(environment).not.toHaveProperty("AWS_SECRET");
});
