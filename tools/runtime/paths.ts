import { join } from "node:path";

/** Every place of the checkout that scripts read or write, absolute. */
export const ROOT = join(import.meta.dirname, "../..");

export const EXTENSION = join(ROOT, "dist/extension");
export const HOST_PROGRAM = join(ROOT, "dist/native-host/earshot-host.mjs");
export const SIDECAR = join(ROOT, "python-stt");
export const DEMO = join(ROOT, "demo");
export const DEMO_MODEL = join(ROOT, "demo-model");
export const OUT = join(ROOT, "out");

/** The Python environment. */
export const VENV = join(ROOT, ".venv");
export const VENV_PYTHON =
  process.platform === "win32" ? join(VENV, "Scripts/python.exe") : join(VENV, "bin/python");

/** What Earshot itself writes while it is run from the checkout; ignored by git. */
export const STATE = join(ROOT, ".earshot");
/** The browser profile of `npm start`, kept so that settings and transcripts stay. */
export const PROFILE = join(STATE, "profile");
/** The host's journals. */
export const DATA = join(STATE, "data");
/** The models that the user downloaded, and what was measured of them. */
export const MODEL_CACHE = join(STATE, "models");
/** In its place for tests and benchmarks: what they find must not depend on what somebody downloaded. */
export const TEST_MODEL_CACHE = join(STATE, "test-models");
export const STAMPS = join(STATE, "stamps");
