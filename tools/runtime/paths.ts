import { join } from "node:path";
import { checkoutApp } from "../../install/app.ts";

/** Every place of the checkout that scripts read or write, absolute. */
export const ROOT = join(import.meta.dirname, "../..");

/** What of it is Earshot itself, and not the work on it. */
export const APP = checkoutApp(ROOT);

export const EXTENSION = APP.extension;
export const HOST_PROGRAM = APP.hostProgram;
export const INSTALL_PROGRAM = join(ROOT, "dist/install/earshot.mjs");
export const SIDECAR = APP.sidecar;
export const DEMO = join(ROOT, "demo");
export const DEMO_MODEL = APP.demoModel;
export const OUT = join(ROOT, "out");

/** The Python environment. */
export const VENV = join(ROOT, ".venv");
export const VENV_PYTHON = APP.python;

/** What Earshot itself writes while it is run from the checkout; ignored by git. */
export const STATE = join(ROOT, ".earshot");
/** The browser profile of `npm start`, kept so that settings and transcripts stay. */
export const PROFILE = join(STATE, "profile");
/** The host's journals. */
export const DATA = APP.data;
/** The models that the user downloaded, and what was measured of them. */
export const MODEL_CACHE = APP.models;
/** In its place for tests and benchmarks: what they find must not depend on what somebody downloaded. */
export const TEST_MODEL_CACHE = join(STATE, "test-models");
export const STAMPS = join(STATE, "stamps");
