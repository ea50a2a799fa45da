import { expect, it } from "vitest";
import { noModel } from "../../../install/doctor/speech.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";

function failed(requested: string, error: ErrorCode) {
  return {
    requested,
    state: "failed",
    received_bytes: null,
    total_bytes: null,
    loaded: null,
    error,
  } as const;
}

it.each([
  [
    "small",
    "model_too_large",
    /^The model small cannot be loaded: model_too_large\.$/u,
    /Choose another model/u,
  ],
  [
    "auto",
    "model_corrupt",
    /^The model that Earshot chooses by itself, .*: model_corrupt\.$/u,
    /another model/u,
  ],
  ["demo", "model_corrupt", /not even the demo model: demo: model_corrupt/u, /demo-model/u],
  ["small", "model_not_found", /not even the demo model: small: model_not_found/u, /demo-model/u],
] as const)("INS-2 says of %s with %s which model it is", (requested, error, detail, remedy) => {
  const finding = noModel({ model: failed(requested, error) });

  expect(finding).toMatchObject({ id: "chain.sidecar", state: "fail" });
  expect(finding.detail).toMatch(detail);
  expect(finding.remedy).toMatch(remedy);
});
