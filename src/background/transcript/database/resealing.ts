import { forEachChunk, type MakeChange } from "./record-chunks.ts";
import type { SealedRecords } from "./sealed-records.ts";
import { amend } from "./transactions.ts";
import { ofSession } from "./transcript-schema.ts";

/**
 * Seals everything of a session by its newest key that another has sealed. Resolves once it is on disk; a kill leaves some records
 * under either key, and the next call goes on.
 *
 * @throws {EarshotError} why there is no key
 */
export async function resealSession(
  makeChange: MakeChange,
  records: SealedRecords,
  session: string,
): Promise<void> {
  await makeChange(async (database) => {
    const entry = await database.get("sessions", session);
    const sealed = entry === undefined ? null : await records.resealHead(entry);
    if (sealed !== null) await amend(database, session, { sealed }, "strict");
    // What was made to search it is made again: whatever was being made meanwhile may be sealed by the key from before.
    await database.delete("searchTexts", ofSession(session));
  });
  for (const store of ["segments", "heldBack", "audio"] as const) {
    await forEachChunk(makeChange, session, store, async (database, lines) => {
      const resealed = await records.resealAll(session, store, lines);
      const transaction = database.transaction(["sessions", store], "readwrite", { durability: "strict" });
      const put = async () => {
        // It may have been deleted meanwhile.
        if ((await transaction.objectStore("sessions").getKey(session)) === undefined) return;
        const lineStore = transaction.objectStore(store);
        await Promise.all(resealed.map((line) => lineStore.put(line)));
      };
      await Promise.all([put(), transaction.done]);
    });
  }
}
