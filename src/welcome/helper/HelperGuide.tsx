import { words } from "../../i18n/index.ts";
import { CopyButton } from "../../ui/controls/CopyButton.tsx";
import type { GuideStep } from "./guide.ts";
import type { Surroundings } from "./surroundings.ts";

interface HelperGuideProps {
  readonly steps: readonly GuideStep[];
  readonly surroundings: Pick<Surroundings, "browserName" | "systemName">;
  /** What came of the last check that was asked for; null before the first. */
  readonly checked: string | null;
  readonly checkAgain: () => void;
  readonly report: () => string;
}

/** What to do, one step after the other, and a way to see at once whether it has helped. */
export function HelperGuide({ steps, surroundings, checked, checkAgain, report }: HelperGuideProps) {
  const text = words.guide;
  return (
    <section class="guide" aria-labelledby="guide-title">
      <h3 id="guide-title">{text.title(surroundings.browserName, surroundings.systemName)}</h3>
      <ol>
        {steps.map(({ text: what, copied, download }) => (
          <li key={what}>
            <p>{what}</p>
            {copied !== undefined && (
              <div class="to-copy">
                <code>{copied.text}</code>
                <CopyButton action="copy-command" label={copied.label} text={() => copied.text} />
              </div>
            )}
            {download !== undefined && (
              <a
                class="button"
                href={download.address}
                target="_blank"
                rel="noreferrer"
                data-action="download"
              >
                {download.label}
              </a>
            )}
          </li>
        ))}
      </ol>
      <div class="choices">
        <button type="button" class="primary" data-action="check-again" onClick={checkAgain}>
          {words.welcome.hostRetry}
        </button>
        <CopyButton action="copy-report" label={words.diagnostics.copy} text={report} />
        <span role="status" data-check={checked !== null}>
          {checked}
        </span>
      </div>
      <p class="quiet">{text.reportHint}</p>
    </section>
  );
}
