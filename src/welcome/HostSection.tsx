import type { HostState } from "../shared/status.ts";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { words } from "../ui/words.ts";
import { Section } from "./Section.tsx";

export function HostSection({ host, retry }: { readonly host: HostState; readonly retry: () => void }) {
  const text = words.welcome;
  return (
    <Section id="host" title={text.host}>
      <p>{text.hostBody}</p>
      <div role="status" data-host={host.name}>
        {host.name === "failed" ? (
          <ErrorNotice code={host.error.code} detail={host.error.message} hasHelpLink={false} />
        ) : (
          <p class={host.name === "connected" ? "done" : "quiet"}>
            {host.name === "connected" ? text.hostStates.connected(host.version) : text.hostStates[host.name]}
          </p>
        )}
      </div>
      {(host.name === "failed" || host.name === "disconnected") && (
        <button type="button" data-action="retry-host" onClick={retry}>
          {text.hostRetry}
        </button>
      )}
    </Section>
  );
}
