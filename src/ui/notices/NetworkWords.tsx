import type { NetworkSandbox } from "../../../protocol/reports.ts";
import { words } from "../../i18n/index.ts";

/** What keeps the program that recognises the meeting from the network, as it says itself; nothing before it has. */
export function NetworkWords({ sandbox }: { readonly sandbox: NetworkSandbox | null }) {
  if (sandbox === null) return null;
  return (
    <p class="quiet" data-network-sandbox={sandbox}>
      {words.networkSandboxes[sandbox]}
    </p>
  );
}
