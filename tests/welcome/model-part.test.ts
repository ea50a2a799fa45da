import { expect, test, vi } from "vitest";
import type { ModelDownload } from "../../protocol/reports.ts";
import { INITIAL_STATUS, type Status } from "../../src/shared/status.ts";
import { ModelPart } from "../../src/welcome/ModelPart.tsx";
import { elementsOf } from "../ui/elements.ts";
import { modelCareOf } from "../ui/status-samples.ts";

const coming: ModelDownload = {
  model: "small",
  state: "downloading",
  received_bytes: 165_000_000,
  total_bytes: 486_000_000,
  error: null,
};

/** What the part shows, also as the remedy of what the model lacks. */
function shown(downloads: readonly ModelDownload[]) {
  const status: Status = { ...INITIAL_STATUS, models: { ...modelCareOf(), downloads } };
  const elements = elementsOf(ModelPart({ status, chosen: "small", send: () => {} }));
  return [...elements, ...elements.flatMap(({ props }) => elementsOf(props["remedy"] as never))];
}

test.each([
  ["downloading", "small – balanced is being downloaded."],
  ["checking", "small – balanced is being checked."],
] as const)("STT-5 UI-7 the first-run page says of the missing model what is done: %s", (state, sentence) => {
  expect(shown([{ ...coming, state }]).map(({ props }) => props["children"])).toContain(sentence);
});

test.each([
  [
    "download",
    [],
    (part: ReturnType<typeof shown>) => part.find(({ props }) => "download" in props)?.props["download"],
  ],
  [
    "cancel",
    [coming],
    (part: ReturnType<typeof shown>) =>
      part.find(({ props }) => props["data-action"] === "cancel-first-download")?.props["onClick"],
  ],
] as const)(
  "UI-7 UI-6 the button to %s goes when it is pressed, and leaves the keyboard's focus to its part",
  (_what, downloads, handlerIn) => {
    const focus = vi.fn<() => void>();
    const press = handlerIn(shown(downloads)) as (event: unknown) => void;

    press({ currentTarget: { closest: (place: string) => (place === "section" ? { focus } : null) } });

    expect(focus).toHaveBeenCalledOnce();
  },
);
