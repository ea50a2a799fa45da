import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import type { Segment } from "../../shared/transcript.ts";
import { doubtfulParts } from "./doubtful-parts.ts";
import { highlight } from "./highlight.ts";

/** Whether words that the model doubts are marked: the user's setting, for every line below. */
export const MarkDoubts = createContext(false);

/** What was said, as text nodes only (SEC-3); the words that may still change, or that are doubted, look it. */
export function CaptionLine({
  segment,
  pattern,
}: {
  readonly segment: Segment;
  readonly pattern: RegExp | null;
}) {
  const isDoubtMarked = useContext(MarkDoubts);
  // A search has marks of its own.
  const doubtful = isDoubtMarked && pattern === null ? (segment.doubtful ?? []) : [];
  return (
    <span data-text lang={segment.language ?? undefined} dir="auto">
      {doubtful.length === 0 ? (
        <Marked text={segment.stable} pattern={pattern} />
      ) : (
        doubtfulParts(segment.stable, doubtful).map(({ text, isDoubtful }) =>
          isDoubtful ? (
            <mark class="doubtful" aria-description={words.doubtful}>
              {text}
            </mark>
          ) : (
            text
          ),
        )
      )}
      {segment.tail !== "" && (
        <span class="tail">
          <Marked text={segment.tail} pattern={pattern} />
        </span>
      )}
    </span>
  );
}

function Marked({ text, pattern }: { readonly text: string; readonly pattern: RegExp | null }) {
  if (pattern === null) return <>{text}</>;
  return (
    <>{highlight(text, pattern).map(({ text: span, isMatch }) => (isMatch ? <mark>{span}</mark> : span))}</>
  );
}
