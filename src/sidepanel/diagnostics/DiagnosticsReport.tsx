import { useEffect, useState } from "preact/hooks";
import { errorKind } from "../../../protocol/errors.ts";
import { words } from "../../i18n/index.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Diagnostics, Status } from "../../shared/status.ts";
import { CopyButton } from "../../ui/controls/CopyButton.tsx";
import { NetworkWords } from "../../ui/notices/NetworkWords.tsx";
import { diagnosticReport, type Platform } from "./diagnostic-report.ts";
import { diagnosticRows } from "./diagnostic-rows.ts";

const REFRESH_MS = 2000;

/** Where the figures come from, and what the report says about this installation. */
export interface AskDiagnostics {
  readonly ask: () => Promise<Diagnostics>;
  readonly extensionVersion: string;
  readonly platform: Platform;
}

interface DiagnosticsReportProps extends AskDiagnostics {
  readonly status: Status;
  readonly settings: Settings | null;
}

/** The session's figures, asked for only while the section is open; never any text of the meeting. */
export function DiagnosticsReport({ ask, ...parts }: DiagnosticsReportProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [diagnostics, setDiagnostics] = useState<Diagnostics | null>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    // A worker that is just being restarted answers the next time.
    const refresh = () =>
      ask().then(setDiagnostics, (error: unknown) => console.warn("No diagnostics:", errorKind(error)));
    void refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isOpen, ask]);

  return (
    <details class="diagnostics" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{words.diagnostics.title}</summary>
      {diagnostics !== null && (
        <>
          <p class="choices">
            <CopyButton
              action="copy-report"
              label={words.diagnostics.copy}
              text={() => diagnosticReport({ ...parts, diagnostics, nowMs: Date.now() })}
            />
            <span class="quiet">{words.diagnostics.copyHint}</span>
          </p>
          <NetworkWords sandbox={parts.status.networkSandbox} />
          {parts.status.keyStorage !== null && (
            <p class="quiet" data-key-storage={parts.status.keyStorage}>
              {words.welcome.keyStorage[parts.status.keyStorage]}
            </p>
          )}
          <EchoWords echo={parts.status.echo} />
          <Figures diagnostics={diagnostics} />
        </>
      )}
    </details>
  );
}

/** Whether the microphone repeats the meeting, and what is done about it. */
function EchoWords({ echo }: Pick<Status, "echo">) {
  const text = words.diagnostics.echo;
  if (echo === null)
    return (
      <p class="quiet" data-echo="off">
        {text.off}
      </p>
    );
  const { delay_ms: delayMs } = echo;
  if (delayMs === null)
    return (
      <p class="quiet" data-echo="watching">
        {text.watching}
      </p>
    );
  return (
    <p class="quiet" data-echo="cancelling">
      {text.cancelling(delayMs)}
    </p>
  );
}

function Figures({ diagnostics }: { readonly diagnostics: Diagnostics }) {
  return (
    <table data-diagnostics>
      <thead>
        <tr>
          <td />
          <th scope="col">{words.diagnostics.tab}</th>
          <th scope="col">{words.diagnostics.mic}</th>
        </tr>
      </thead>
      <tbody>
        {diagnosticRows(diagnostics, words).map(({ label, figures }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {figures.map((figure, index) => (
              <td key={index} colSpan={3 - figures.length}>
                {figure}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
