import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { FRAME_BYTES } from "../../protocol/audio.ts";
import { JournalWatch } from "../../scripts/faults/journal-watch.ts";
import { temporaryFolder } from "../native-host/temporary-folder.ts";

test("IPC-10 the suite's undisturbed run hears every frame in its place, lost time as it was", async () => {
  const data = temporaryFolder();
  const session = join(data, "sessions", "a-session");
  mkdirSync(session, { recursive: true });
  const breaks = [
    { seq: 0, first_sample: 480 },
    { seq: 2, first_sample: 4640, reason: "overload" },
  ];
  writeFileSync(
    join(session, "tab-breaks.jsonl"),
    breaks.map((each) => `${JSON.stringify(each)}\n`).join(""),
  );
  writeFileSync(join(session, "tab.pcm"), Buffer.alloc(3 * FRAME_BYTES + 7));
  const watch = new JournalWatch(data);
  onTestFinished(() => watch.close());

  await vi.waitUntil(() => watch.frames("tab") === 3);

  expect(watch.placedFrames("tab").map(({ firstSample }) => firstSample)).toEqual([480, 2080, 4640]);
  expect(watch.placedFrames("tab").map(({ pcm }) => pcm.length)).toEqual([
    FRAME_BYTES,
    FRAME_BYTES,
    FRAME_BYTES,
  ]);
});
