import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FakeHome } from "../fake-home.ts";
import type { BrokenHome } from "./broken-home.ts";
import { installRealPython } from "./real-python.ts";

function python(text: string) {
  return (home: FakeHome) => home.write(home.app.python, `#!/bin/sh\n${text}\n`);
}

/** As `BROKEN`: ways in which the host is well, and what it recognises by is not. */
export const BROKEN_RECOGNITION: Readonly<Record<string, readonly BrokenHome[]>> = {
  "chain.chromium": [
    {
      what: "Python is gone",
      break: (home) => rmSync(home.app.python),
      says: /needs .*bin\/python, which does not exist/u,
    },
    {
      what: "Python cannot be executed",
      break: (home) => chmodSync(home.app.python, 0o600),
      says: /needs .*bin\/python, which cannot be executed/u,
    },
    { what: "the sidecar ends at once", break: python("exit 3"), says: /recognition ends: .*exit code 3/u },
    {
      what: "the sidecar's folder is gone",
      break: (home) => {
        python("exit 2")(home);
        rmSync(home.app.sidecar, { recursive: true });
      },
      says: /needs .*run\.py, which does not exist/u,
    },
    {
      what: "the sidecar hangs",
      break: (home) => {
        python("exec cat >/dev/null")(home);
        // A host takes a sidecar that is silent for three seconds for an old one.
        return { patience: { recogniserMs: 5000 } };
      },
      says: /recognition (?:does not answer within|is still starting after)/u,
    },
    {
      what: "the sidecar is of another version",
      break: (home) => home.standIn("version-sidecar", "2.0"),
      says: /recognition is of another version: host .*, sidecar 2\.0/u,
    },
    {
      what: "the sidecar prints",
      break: python('for line in 1 2 3 4 5 6 7 8 9 10 11; do echo "reading"; done; exec cat >/dev/null'),
      says: /recognition writes/u,
    },
    ...["ctranslate2", "numpy"].map((name) => ({
      what: `${name} cannot be loaded`,
      break: (home: FakeHome) =>
        installRealPython(home, { [name]: 'raise ImportError("lib.so.1: cannot open shared object file")' }),
      says: new RegExp(`recognition cannot load ${name}: ImportError: lib\\.so\\.1`, "u"),
    })),
  ],
  "chain.sidecar": [
    {
      what: "other words are recognised",
      break: (home) => home.standIn("echo-sidecar"),
      says: /Of “I think .*” “until frame 9.*” was recognised/u,
    },
    {
      what: "nothing is recognised",
      break: (home) => home.standIn("reciting-sidecar", ""),
      says: /nothing was recognised/u,
    },
    {
      what: "the sidecar dies of audio",
      break: (home) => home.standIn("crashing-sidecar"),
      says: /takes a meeting, and its recognition ends: .*exit code 1/u,
    },
    {
      what: "onnxruntime cannot be loaded",
      break: (home) => installRealPython(home, { onnxruntime: 'raise ImportError("no such version")' }),
      says: /recognition cannot load onnxruntime: ImportError: no such version/u,
    },
    {
      what: "the demo model is another file",
      break: (home) => {
        installRealPython(home);
        writeFileSync(join(home.app.demoModel, "model.bin"), "no weights");
      },
      says: /demo/u,
    },
  ],
};
