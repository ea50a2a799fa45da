import { words } from "../i18n/index.ts";
import { Section } from "./Section.tsx";

export function ConsentSection({
  hasConsented,
  agree,
}: {
  readonly hasConsented: boolean;
  readonly agree: () => void;
}) {
  const text = words.welcome;
  return (
    <Section id="consent" title={text.others}>
      <p>{text.othersBody}</p>
      <div role="status">
        {hasConsented ? (
          <p class="done">{text.agreed}</p>
        ) : (
          <button type="button" class="primary" data-action="consent" onClick={agree}>
            {text.agree}
          </button>
        )}
      </div>
    </Section>
  );
}
