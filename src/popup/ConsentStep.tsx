import { words } from "../i18n/index.ts";
import { welcomePage } from "../ui/notices/welcome-page.ts";

/** Shown until the user has read what is captured (UI-7); nothing can be started before. */
export function ConsentStep({ agree }: { readonly agree: () => void }) {
  return (
    <section class="consent">
      <h2>{words.consent.title}</h2>
      <dl>
        <dt>{words.consent.hears}</dt>
        <dd>{words.consent.hearsBody}</dd>
        <dt>{words.consent.stays}</dt>
        <dd>{words.consent.staysBody}</dd>
        <dt>{words.consent.leaves}</dt>
        <dd>{words.consent.leavesBody}</dd>
      </dl>
      <p>
        {words.consent.others}{" "}
        <a href={welcomePage()} target="_blank" rel="noreferrer">
          {words.consent.more}
        </a>
      </p>
      <button type="button" class="primary" data-action="consent" onClick={agree}>
        {words.consent.agree}
      </button>
    </section>
  );
}
