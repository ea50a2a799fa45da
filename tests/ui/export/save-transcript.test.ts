import { expect, test } from "vitest";
import { EXPORT_FORMATS } from "../../../src/shared/export/formats.ts";
import { FIRST_PARTS } from "../../../src/shared/export/parts.ts";
import { saveTranscript } from "../../../src/ui/export/save-transcript.ts";
import { transcriptOf } from "../../shared/transcript-samples.ts";

test("UI-4 an export that cannot be written as a file is told, whichever format fails", async () => {
  for (const format of EXPORT_FORMATS) {
    const failing = { ...format, render: () => Promise.reject(new RangeError("Invalid string length")) };
    expect(await saveTranscript(transcriptOf([]), failing, FIRST_PARTS)).toBe("export_failed");
  }
});
