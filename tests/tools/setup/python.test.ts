import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPython } from "../../../tools/setup/python.ts";
import { thrownBy } from "../thrown.ts";

const RANGE = { oldestMinor: 10, newestMinor: 14 };
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "earshot-pythons-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("INS-1 which Python is taken", () => {
  it("passes over one that is too new or too old for the packages, to one with its version in its name", async () => {
    const candidates = [python("python3", "3.15"), python("python", "3.9"), python("python3.13", "3.13")];

    const found = await findPython(RANGE, candidates);

    expect(found).toEqual({ command: [join(folder, "python3.13")], version: [3, 13] });
  });

  it("hears a Python whose shim warns of something", async () => {
    const [program] = python("python3", "3.12");
    writeFileSync(program, "#!/bin/sh\necho 'a shim warns' >&2\necho 3.12\n");

    expect(await findPython(RANGE, [[program]])).toMatchObject({ version: [3, 12] });
  });

  it("names what it found where none will do, and which one to install", async () => {
    const error = await thrownBy(() =>
      findPython(RANGE, [python("python3", "3.15"), [join(folder, "no such")]]),
    );

    expect(error).toMatchObject({
      code: "python_missing",
      message: `Earshot needs Python 3.10 to 3.14; ${join(folder, "python3")} is 3.15.`,
    });
  });
});

/** A program that answers as a Python of this version would. */
function python(name: string, version: string): [string] {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho ${version}\n`);
  chmodSync(path, 0o755);
  return [path];
}
