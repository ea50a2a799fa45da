import { expect, test } from "vitest";
import { Broadcast } from "../../../src/background/views/broadcast.ts";
import { ViewPorts } from "../../../src/background/views/view-ports.ts";
import type { BackgroundToOverlay } from "../../../src/shared/messages/to-overlay.ts";
import { DEFAULT_SETTINGS } from "../../../src/shared/settings.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active, statusOf } from "../../ui/status-samples.ts";

const recording = statusOf({ name: "recording", ...active });
const unplugged = {
  ...recording,
  sources: { ...recording.sources, mic: { name: "unavailable", reason: "microphone_lost" } },
} as const;

test("CAP-5 an overlay is sent at once that the microphone was unplugged, and that it is back", () => {
  const sent: BackgroundToOverlay[] = [];
  const ports = new (class extends ViewPorts {
    override toOverlays(message: BackgroundToOverlay): void {
      sent.push(message);
    }
  })();
  const broadcast = new Broadcast(ports, {
    status: () => unplugged,
    settings: () => DEFAULT_SETTINGS,
    transcript: () => transcriptOf([]),
  });

  for (const status of [recording, unplugged, unplugged, recording]) broadcast.statusChanged(status);

  const lost = [{ type: "problem", code: "microphone_lost", source: "mic" }];
  expect(sent).toMatchObject([
    { type: "overlay-notices", notices: lost },
    { type: "overlay-notices", notices: [] },
  ]);
  expect(broadcast.overlaySnapshot(null)).toMatchObject({ notices: lost });
});

test("UI-1 an overlay is sent the lines that it may still show, so that a new worker takes none of them away", () => {
  const segments = Array.from({ length: 300 }, (_, second) =>
    finalSegment({ utterance: second * 16_000, startSample: second * 16_000 }),
  );
  const broadcast = new Broadcast(new ViewPorts(), {
    status: () => recording,
    settings: () => DEFAULT_SETTINGS,
    transcript: () => transcriptOf(segments),
  });

  expect(broadcast.overlaySnapshot(null)).toMatchObject({ segments: segments.slice(-120) });
});
