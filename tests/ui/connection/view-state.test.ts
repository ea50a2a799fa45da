import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/shared/settings.ts";
import { reduceView, SILENT, type ViewState } from "../../../src/ui/connection/view-state.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active, statusOf } from "../status-samples.ts";

const transcript = transcriptOf([finalSegment()]);
const recording = statusOf({ name: "recording", ...active });
const snapshot = { type: "snapshot", status: recording, settings: DEFAULT_SETTINGS, transcript } as const;

function opened(): ViewState {
  const state = reduceView(null, snapshot);
  if (state === null) throw new Error("a snapshot makes a state");
  return state;
}

test("UI-3 a view shows nothing before the snapshot, and the snapshot replaces all", () => {
  expect(reduceView(null, { type: "status-changed", status: recording })).toBeNull();
  expect(reduceView(opened(), { ...snapshot, transcript: null })?.transcript).toBeNull();
});

test("UI-2 a caption is put into the transcript and dropped from it", () => {
  const segment = finalSegment({ source: "mic", utterance: 64_000, startSample: 64_000 });
  const put = {
    type: "caption-changed",
    session: transcript.session,
    change: { type: "put", segment },
  } as const;
  const drop = { ...put, change: { type: "drop", source: "mic", utterance: 64_000 } } as const;

  const state = reduceView(opened(), put);

  expect(state?.transcript?.segments).toEqual([...transcript.segments, segment]);
  expect(reduceView(state, drop)?.transcript?.segments).toEqual(transcript.segments);
});

test("IPC-4 a caption of another session changes nothing", () => {
  const change = { type: "put", segment: finalSegment({ utterance: 99 }) } as const;
  const state = opened();

  expect(reduceView(state, { type: "caption-changed", session: "another", change })).toBe(state);
});

test("UI-2 a renamed speaker renames the whole transcript", () => {
  const state = reduceView(opened(), { type: "speakers-changed", speakers: { tab: "Aiko", mic: "Me" } });

  expect(state?.transcript?.speakers).toEqual({ tab: "Aiko", mic: "Me" });
});

test("CAP-7 a meter falls to zero when the state changes, and only then", () => {
  const level = { rms: 0.2, peak: 0.5 };
  const stalled = statusOf({
    name: "stalled",
    cause: { code: "capture_stalled", message: "no frames", recoverable: true },
    ...active,
  });

  const loud = reduceView(opened(), { type: "level-changed", source: "mic", level });

  expect(loud?.levels).toEqual({ ...SILENT, mic: level });
  expect(reduceView(loud, { type: "status-changed", status: recording })?.levels).toEqual(loud?.levels);
  expect(reduceView(loud, { type: "status-changed", status: stalled })?.levels).toEqual(SILENT);
});
