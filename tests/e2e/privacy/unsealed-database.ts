import type { Page } from "puppeteer";
import type { SessionRecord } from "../../../src/background/transcript/database/transcript-schema.ts";

const SEGMENT = {
  source: "tab",
  revision: 2,
  endSample: 48_000,
  tail: "",
  isFinal: true,
  language: "en",
} as const;

/** Puts the database of the version before transcripts were sealed into the page's origin, with words in every line. */
export async function leaveUnsealed(
  page: Page,
  records: readonly SessionRecord[],
  words: readonly string[],
  linesEach = 20,
): Promise<void> {
  await page.evaluate(
    (sessions, quoted, lines, segment) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("earshot", 3);
        opening.addEventListener("upgradeneeded", () => {
          const created = opening.result;
          const ofSession = (name: string, keyPath: string[]) =>
            created.createObjectStore(name, { keyPath }).createIndex("session", "session");
          created
            .createObjectStore("sessions", { keyPath: "session" })
            .createIndex("startedAtMs", "startedAtMs");
          ofSession("segments", ["session", "source", "utterance"]);
          ofSession("gaps", ["session", "source", "startSample"]);
          ofSession("heldBack", ["session", "source", "startSample"]);
          for (const name of ["marks", "deleted"]) created.createObjectStore(name, { keyPath: "session" });
        });
        opening.addEventListener("error", () => reject(new Error("version 3 cannot be made")));
        opening.addEventListener("success", () => {
          const filling = opening.result.transaction(["sessions", "segments"], "readwrite");
          for (const record of sessions) {
            filling.objectStore("sessions").put({ ...record, completeness: "complete" });
            for (let index = 0; index < lines; index++) {
              const stable = `${quoted[index % quoted.length]} ${String(index).padEnd(200, "·~")}`;
              const placed = { session: record.session, utterance: index, startSample: index, stable };
              filling.objectStore("segments").put({ ...segment, ...placed });
            }
          }
          filling.addEventListener("complete", () => {
            opening.result.close();
            resolve(null);
          });
        });
      }),
    records,
    words,
    linesEach,
    SEGMENT,
  );
}
