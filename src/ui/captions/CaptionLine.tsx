import { type ComponentChildren, createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import type { DoubtfulWord } from "../../../protocol/events.ts";
import { words } from "../../i18n/index.ts";
import { isEcho } from "../../shared/lines/echo.ts";
import { alertPlaces, type FindAlertPlaces } from "../../shared/text/alert-words.ts";
import type { Segment } from "../../shared/transcript.ts";
import { Disclosure } from "./Disclosure.tsx";
import { highlight, spansAt } from "./highlight.ts";

/** What is marked in the words of lines, by the user's settings. */
interface LineMarks {
  /** Words that the model doubts. */
  readonly areDoubtsMarked: boolean;
  /** Words that the user is alerted to when the others say them; null: there are none. */
  readonly findAlerts: FindAlertPlaces | null;
}

const Marks = createContext<LineMarks>({ areDoubtsMarked: false, findAlerts: null });

interface MarkWordsProps {
  /** Null while they are not known yet. */
  readonly settings: { readonly areDoubtsMarked: boolean; readonly alertWords: readonly string[] } | null;
  readonly children: ComponentChildren;
}

/** Has words marked in every line below, as the settings say. */
export function MarkWords({ settings, children }: MarkWordsProps) {
  const areDoubtsMarked = settings?.areDoubtsMarked === true;
  // Settings come whole with each change: lines render again where these words are others, and only there.
  const wanted = settings?.alertWords.join("\n") ?? "";
  const marks = useMemo(
    () => ({ areDoubtsMarked, findAlerts: wanted === "" ? null : alertPlaces(wanted.split("\n")) }),
    [areDoubtsMarked, wanted],
  );
  return <Marks value={marks}>{children}</Marks>;
}

interface CaptionLineProps {
  readonly segment: Segment;
  readonly pattern: RegExp | null;
}

/** What was said. What the loudspeakers said again is folded, and one click away; what a search found is not. */
export function CaptionLine({ segment, pattern }: CaptionLineProps) {
  if (pattern !== null || !isEcho(segment)) return <LineWords segment={segment} pattern={pattern} />;
  return (
    <span class="echo" data-echo>
      {words.panel.echo} –{" "}
      <Disclosure action="show-echo" show={words.panel.showSuppressed} hide={words.panel.hideSuppressed}>
        {" "}
        <LineWords segment={segment} pattern={pattern} />
      </Disclosure>
    </span>
  );
}

/** As text nodes only (SEC-3); what may still change looks it, and so do words that are marked. */
function LineWords({ segment: { source, stable, tail, language, doubtful }, pattern }: CaptionLineProps) {
  const { areDoubtsMarked, findAlerts } = useContext(Marks);
  const alerts = useMemo(
    () => (source === "tab" ? (findAlerts?.(stable) ?? []) : []),
    [source, stable, findAlerts],
  );
  return (
    <span data-text lang={language ?? undefined} dir="auto">
      {/* A search has marks of its own. */}
      {pattern === null ? (
        <MarkedWords text={stable} alerts={alerts} doubtful={areDoubtsMarked ? (doubtful ?? []) : []} />
      ) : (
        <Found text={stable} pattern={pattern} />
      )}
      {tail !== "" && (
        <span class="tail">{pattern === null ? tail : <Found text={tail} pattern={pattern} />}</span>
      )}
    </span>
  );
}

interface MarkedWordsProps {
  readonly text: string;
  readonly alerts: ReturnType<FindAlertPlaces>;
  readonly doubtful: readonly DoubtfulWord[];
}

function MarkedWords({ text, alerts, doubtful }: MarkedWordsProps) {
  let start = 0;
  return (
    <>
      {spansAt(text, alerts).map((span) => {
        const from = start;
        const to = from + span.text.length;
        start = to;
        const within = doubtful
          .filter((word) => word.end > from && word.start < to)
          .map((word) => ({ start: Math.max(word.start, from) - from, end: Math.min(word.end, to) - from }));
        const said = spansAt(span.text, within).map((part) =>
          part.isMatch ? (
            <mark class="doubtful" aria-description={words.doubtful}>
              {part.text}
            </mark>
          ) : (
            part.text
          ),
        );
        return span.isMatch ? (
          <mark class="alert-word" aria-description={words.alertWord}>
            {said}
          </mark>
        ) : (
          said
        );
      })}
    </>
  );
}

function Found({ text, pattern }: { readonly text: string; readonly pattern: RegExp }) {
  return (
    <>{highlight(text, pattern).map(({ text: span, isMatch }) => (isMatch ? <mark>{span}</mark> : span))}</>
  );
}
