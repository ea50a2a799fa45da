import type { Segment } from "../shared/transcript.ts";
import { highlight } from "./highlight.ts";

/** What was said, as text nodes only (SEC-3); the words that may still change look tentative. */
export function CaptionLine({
  segment,
  pattern,
}: {
  readonly segment: Segment;
  readonly pattern: RegExp | null;
}) {
  return (
    <span data-text lang={segment.language ?? undefined} dir="auto">
      <Marked text={segment.stable} pattern={pattern} />
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
    <>
      {highlight(text, pattern).map(({ text: stretch, isMatch }) =>
        isMatch ? <mark>{stretch}</mark> : stretch,
      )}
    </>
  );
}
