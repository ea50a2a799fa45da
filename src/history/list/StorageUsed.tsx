import { useEffect, useState } from "preact/hooks";
import { formatSize } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";

const SMALLEST_BYTES = 1_000_000;

/** What all meetings take on the disk, as the browser estimates it; asked again with every `version` of the list. */
export function StorageUsed({ version }: { readonly version: unknown }) {
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    let isWanted = true;
    void navigator.storage.estimate().then(({ usage }) => {
      if (isWanted) setBytes(usage ?? null);
    });
    return () => {
      isWanted = false;
    };
  }, [version]);
  if (bytes === null) return null;
  return (
    <span class="quiet storage" data-storage={bytes}>
      {words.history.storage(formatSize(Math.max(bytes, SMALLEST_BYTES)))}
    </span>
  );
}
