import { useEffect, useRef, useState } from "preact/hooks";
import { fold } from "../../shared/text/folding.ts";
import type { SearchText } from "../../shared/text/search-text.ts";
import { type Found, findIn } from "./find.ts";

/** The page draws and answers keys between two slices, however much there is to search. */
const SLICE_MS = 12;
/** What is found is drawn this often: after each slice, drawing would take longer than searching. */
const PUBLISH_MS = 150;

interface Result {
  readonly text: SearchText;
  readonly title: string;
  readonly found: Found | null;
}

interface Results {
  readonly terms: readonly string[];
  readonly ofSession: ReadonlyMap<string, Result>;
  /** All that can be searched by now is. */
  readonly isOver: boolean;
}

export interface Search {
  /** By session; null while nothing is searched. */
  readonly found: ReadonlyMap<string, Found> | null;
  readonly isOver: boolean;
}

/**
 * What the terms are found in. Meetings whose words come later are searched when they are here, and none twice for the same terms.
 * @param titles what a meeting is called and who its sides are, folded
 */
export function useSearch(
  texts: ReadonlyMap<string, SearchText>,
  titles: ReadonlyMap<string, string>,
  terms: readonly string[],
): Search {
  const [results, setResults] = useState<Results | null>(null);
  const latest = useRef<Results | null>(null);
  useEffect(() => {
    let isOver = false;
    const publish = (ofSession: ReadonlyMap<string, Result>, isComplete: boolean) => {
      latest.current = { terms, ofSession, isOver: isComplete };
      setResults(latest.current);
    };
    const search = async () => {
      const known = latest.current?.terms === terms ? latest.current.ofSession : null;
      const ofSession = new Map([...(known ?? [])].filter(([session]) => texts.has(session)));
      let untilMs = performance.now() + SLICE_MS;
      let publishMs = performance.now() + SLICE_MS;
      for (const [session, text] of texts) {
        const title = titles.get(session) ?? "";
        const before = ofSession.get(session);
        if (before?.text === text && before.title === title) continue;
        ofSession.set(session, {
          text,
          title,
          found: findIn(text.folded, `${title} / ${fold(text.people.join(" / "))}`, terms),
        });
        if (performance.now() < untilMs) continue;
        if (performance.now() >= publishMs) {
          publish(new Map(ofSession), false);
          publishMs = performance.now() + PUBLISH_MS;
        }
        await nextTurn();
        if (isOver) return;
        untilMs = performance.now() + SLICE_MS;
      }
      publish(ofSession, true);
    };
    if (terms.length > 0) void search();
    return () => {
      isOver = true;
    };
  }, [texts, titles, terms]);

  if (terms.length === 0) return { found: null, isOver: true };
  const found = new Map<string, Found>();
  // By title alone, until the words are here.
  for (const [session, title] of titles)
    if (terms.every((term) => title.includes(term))) found.set(session, { count: 0, lines: [] });
  if (results?.terms === terms)
    for (const [session, result] of results.ofSession)
      if (result.found === null) found.delete(session);
      else found.set(session, result.found);
  return { found, isOver: results?.terms === terms && results.isOver };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
