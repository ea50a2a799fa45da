import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { modelName } from "../../../protocol/settings.ts";
import { DEMO_MODEL } from "../../../tools/runtime/paths.ts";
import { chooseModel, DEFAULT_MODEL } from "../../../tools/setup/model.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { thrownBy } from "../thrown.ts";

describe("--model", () => {
  it("passes a known name on", () => {
    expect(chooseModel("small")).toEqual({ name: "small", directory: null });
  });

  it("STT-5 leaves the choice to the computer, as does who says nothing", async () => {
    expect(chooseModel("auto")).toEqual({ name: "auto", directory: null });
    expect(DEFAULT_MODEL).toEqual(chooseModel("auto"));
    expect((await thrownBy(() => chooseModel("Large Model!"))).remedy).toContain("auto, tiny");
  });

  it("STT-1 gives a directory a name that a message may carry", () => {
    const model = chooseModel(DEMO_MODEL);

    expect(model.directory).toBe(DEMO_MODEL);
    expect(modelName.safeParse(model.name).success).toBe(true);
  });

  it("refuses a directory without a model and names every file it lacks", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "model.bin"), "");

    const error = await thrownBy(() => chooseModel(folder));

    expect(error.code).toBe("model_directory_wrong");
    expect(error.message).toContain("lacks config.json, tokenizer.json, vocabulary.json or vocabulary.txt");
    expect(error.remedy).toContain("CTranslate2");
  });

  it("refuses a directory that does not exist", async () => {
    expect((await thrownBy(() => chooseModel("./no/such/model"))).code).toBe("model_directory_wrong");
  });

  it("refuses what is neither a name nor a path", async () => {
    expect((await thrownBy(() => chooseModel("Large Model!"))).code).toBe("bad_arguments");
  });
});
