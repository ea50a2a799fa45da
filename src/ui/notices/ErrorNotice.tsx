import type { ComponentChildren } from "preact";
import type { ErrorCode } from "../../../protocol/errors.ts";
import type { ErrorText } from "../../i18n/en.ts";
import { words } from "../../i18n/index.ts";
import { helpSection, welcomePage } from "./welcome-page.ts";

interface ErrorNoticeProps {
  readonly code: ErrorCode;
  /** The report's own words; shown where the sentence alone says too little. */
  readonly detail?: string | undefined;
  /** Other words than the code's own, where the place knows more. */
  readonly text?: ErrorText;
  /** What is being done about it. */
  readonly note?: string;
  readonly onDismiss?: () => void;
  /** A way out in place: a button. */
  readonly children?: ComponentChildren;
  /** False on the first-run page itself. */
  readonly hasHelpLink?: boolean;
}

/** Which part has which version (VER-2) is known only to the report. */
const NEEDS_DETAIL: ReadonlySet<ErrorCode> = new Set(["incompatible_protocol_version"]);

/** What went wrong, what to do about it, and the page that helps where there is one. */
export function ErrorNotice({
  code,
  detail,
  text,
  note,
  onDismiss,
  children,
  hasHelpLink = true,
}: ErrorNoticeProps) {
  const { sentence, remedy } = text ?? words.errors[code];
  const section = hasHelpLink ? helpSection(code) : null;
  return (
    <div class="error" role="alert" data-error={code}>
      <strong>{sentence}</strong>
      {detail !== undefined && NEEDS_DETAIL.has(code) && <span data-detail>{detail}</span>}
      {note !== undefined && <span data-note>{note}</span>}
      <span data-remedy>{remedy}</span>
      {(section !== null || onDismiss !== undefined || children !== undefined) && (
        <span class="actions">
          {section === "host" && <StepsLink code={code} />}
          {section === "microphone" && (
            <a href={welcomePage(section)} target="_blank" rel="noreferrer">
              {words.openMicrophonePage}
            </a>
          )}
          {children}
          {onDismiss !== undefined && (
            <button type="button" class="plain" data-action="dismiss" onClick={onDismiss}>
              {words.dismiss}
            </button>
          )}
        </span>
      )}
    </div>
  );
}

/** To the numbered steps against an error of the helper. */
export function StepsLink({ code }: Pick<ErrorNoticeProps, "code">) {
  return (
    <a href={welcomePage("host", code)} target="_blank" rel="noreferrer" data-action="show-steps">
      {words.openHostPage}
    </a>
  );
}
