import { useEffect, useState } from "preact/hooks";
import type { Diagnostics } from "../shared/status.ts";
import { words } from "../ui/words.ts";
import { diagnosticRows } from "./diagnostic-rows.ts";

const REFRESH_MS = 2000;

interface DiagnosticsReportProps {
  readonly ask: () => Promise<Diagnostics>;
}

/** The session's figures, asked for only while the section is open; never any text of the meeting. */
export function DiagnosticsReport({ ask }: DiagnosticsReportProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [diagnostics, setDiagnostics] = useState<Diagnostics | null>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    // A worker that is just being restarted answers the next time.
    const refresh = () => ask().then(setDiagnostics, console.warn);
    void refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isOpen, ask]);

  return (
    <details class="diagnostics" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{words.diagnostics.title}</summary>
      {diagnostics !== null && (
        <table data-diagnostics>
          <thead>
            <tr>
              <td />
              <th scope="col">{words.diagnostics.tab}</th>
              <th scope="col">{words.diagnostics.mic}</th>
            </tr>
          </thead>
          <tbody>
            {diagnosticRows(diagnostics, words.diagnostics).map(({ label, figures }) => (
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
      )}
    </details>
  );
}
