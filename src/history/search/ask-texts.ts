import type { MeetingText } from "../../shared/listed-meetings.ts";
import type { Query } from "../../shared/messages/to-background.ts";
import type { PostedTexts, QueryAnswers } from "../../shared/messages/to-views.ts";

type TextsQuery = Extract<Query, { readonly type: "get-meeting-texts" }>;

interface AskTextsNeeds {
  readonly ask: (query: TextsQuery) => Promise<QueryAnswers["get-meeting-texts"]>;
  /** Calls back with whatever the background posts to this page beside its answers. */
  readonly onPosted: (listener: (posted: PostedTexts) => void) => void;
  readonly schedule: (action: () => void, delayMs: number) => void;
}

/** What was posted before its answer is here with it; a page that is not posted to is answered in JSON. */
const POSTED_MS = 5000;

/** How the page asks for search texts: what is posted to it is waited for, and asked for in another way where it does not come. */
export function textsAsker({
  ask,
  onPosted,
  schedule,
}: AskTextsNeeds): (sessions: readonly string[]) => Promise<readonly MeetingText[]> {
  const waiting = new Map<string, (texts: readonly MeetingText[]) => void>();
  onPosted(({ question, texts }) => waiting.get(question)?.(texts));
  return async (sessions) => {
    const question = crypto.randomUUID();
    const posted = new Promise<readonly MeetingText[]>((resolve) => {
      waiting.set(question, resolve);
    });
    try {
      const answer = await ask({ type: "get-meeting-texts", sessions: [...sessions], question });
      if (answer !== null) return answer;
      const late = new Promise<null>((resolve) => {
        schedule(() => resolve(null), POSTED_MS);
      });
      const texts = await Promise.race([posted, late]);
      return (
        texts ?? (await ask({ type: "get-meeting-texts", sessions: [...sessions], question: null })) ?? []
      );
    } finally {
      waiting.delete(question);
    }
  };
}
