import { words } from "../i18n/index.ts";
import type { HostState, Status } from "../shared/status.ts";
import { ErrorNotice } from "../ui/notices/ErrorNotice.tsx";
import { Section } from "./Section.tsx";

interface HostSectionProps {
  readonly host: HostState;
  /** Where it keeps the key to the meetings; null until it has reported. */
  readonly keyStorage: Status["keyStorage"];
  readonly retry: () => void;
}

export function HostSection({ host, keyStorage, retry }: HostSectionProps) {
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
      {keyStorage !== null && <p data-key-storage={keyStorage}>{text.keyStorage[keyStorage]}</p>}
      {(host.name === "failed" || host.name === "disconnected") && (
        <button type="button" data-action="retry-host" onClick={retry}>
          {text.hostRetry}
        </button>
      )}
    </Section>
  );
}
