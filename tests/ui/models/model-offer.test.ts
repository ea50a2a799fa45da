import { expect, test } from "vitest";
import { ModelOffer } from "../../../src/ui/models/ModelOffer.tsx";
import { elementsOf } from "../elements.ts";
import { modelCareOf } from "../status-samples.ts";

test("STT-5 a full disk does not lock the offer: who has made room since downloads at once", () => {
  const offer = ModelOffer({ models: modelCareOf(12_000_000), model: "small", download: () => {} });
  const elements = elementsOf(offer);

  expect(elements.some(({ props }) => "data-no-room" in props)).toBe(true);
  const button = elements.find(({ type }) => type === "button");
  expect(button?.props["data-action"]).toBe("download-chosen");
  expect(button?.props["disabled"] ?? false).toBe(false);
});
