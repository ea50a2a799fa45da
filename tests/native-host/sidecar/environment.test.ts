import { expect, test } from "vitest";
import { downloadEnvironment, sidecarEnvironment } from "../../../native-host/sidecar/environment.ts";

const OWN = {
  XDG_CACHE_HOME: "/data/cache",
  HF_HOME: "/data/cache/huggingface",
  CUDA_CACHE_PATH: "/data/cache/cuda",
  ORT_DISABLE_TELEMETRY: "1",
  HF_HUB_DISABLE_TELEMETRY: "1",
  DO_NOT_TRACK: "1",
};
const NETWORK = {
  HTTPS_PROXY: "http://proxy:3128",
  http_proxy: "http://proxy:3128",
  NO_PROXY: "localhost",
  REQUESTS_CA_BUNDLE: "/etc/company.pem",
  SSL_CERT_FILE: "/etc/company.pem",
  PIP_CERT: "/etc/company.pem",
};

function partsOf(inherited: Record<string, string>, configured: Record<string, string> = {}) {
  return { inherited, configured, dataDirectory: "/data" };
}

test("SEC-2 the sidecar sees the few variables it needs and what the configuration adds", () => {
  const ours = { PATH: "/bin", HOME: "/home/x", AWS_SECRET_ACCESS_KEY: "secret", PYTHONPATH: "/evil" };

  expect(sidecarEnvironment(partsOf(ours, { HF_HUB_OFFLINE: "1", HOME: "/elsewhere" }))).toEqual({
    PATH: "/bin",
    HOME: "/elsewhere",
    HF_HUB_OFFLINE: "1",
    ...OWN,
  });
});

test("SEC-1 telemetry is off whatever the user's variables and the configuration say, and caches are Earshot's own", () => {
  const ours = { ORT_DISABLE_TELEMETRY: "0", XDG_CACHE_HOME: "/home/x/.cache", HF_HOME: "/home/x/hf" };

  expect(sidecarEnvironment(partsOf(ours, { DO_NOT_TRACK: "0" }))).toEqual(OWN);
});

test("SEC-5 what loads foreign code passes to neither process", () => {
  const ours = {
    LD_PRELOAD: "/evil.so",
    LD_LIBRARY_PATH: "/evil",
    LD_AUDIT: "/evil.so",
    DYLD_INSERT_LIBRARIES: "/evil.dylib",
    PYTHONPATH: "/evil",
    PYTHONHOME: "/evil",
    PYTHONSTARTUP: "/evil.py",
    PYTHONINSPECT: "1",
    NODE_OPTIONS: "--require /evil.js",
    OPENSSL_CONF: "/evil.cnf",
    HF_TOKEN: "hf_secret",
    SSLKEYLOGFILE: "/evil.log",
  };

  expect(sidecarEnvironment(partsOf(ours))).toEqual(OWN);
  expect(downloadEnvironment(partsOf(ours))).toEqual(OWN);
});

test("SEC-1 the way to the network is given to the download alone, a mirror to both", () => {
  const mirror = { HF_ENDPOINT: "https://mirror.example", PIP_INDEX_URL: "https://index.example/simple" };

  expect(sidecarEnvironment(partsOf({ ...NETWORK, ...mirror }))).toEqual({ ...OWN, ...mirror });
  expect(downloadEnvironment(partsOf({ ...NETWORK, ...mirror }))).toEqual({ ...OWN, ...NETWORK, ...mirror });
});
