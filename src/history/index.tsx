import { render } from "preact";
import browser from "webextension-polyfill";
import { words } from "../i18n/index.ts";
import type { Query } from "../shared/messages/to-background.ts";
import type { PostedTexts, QueryAnswers } from "../shared/messages/to-views.ts";
import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { connectView } from "../ui/connection/session-store.ts";
import { markLanguage } from "../ui/page-language.ts";
import { History } from "./History.tsx";
import { type AskMeetings, MeetingLibrary } from "./library.ts";
import type { AudioQueries } from "./listening/use-listening.ts";
import { textsAsker } from "./search/ask-texts.ts";

reportUncaughtErrors(globalThis, console.warn);
markLanguage();
document.title = `${words.history.title} – ${words.name}`;
const store = connectView({ captions: true, levels: false, models: false });

function ask<T extends Query>(query: T): Promise<QueryAnswers[T["type"]]> {
  return browser.runtime.sendMessage(query);
}

const asked: AskMeetings = {
  list: () => ask({ type: "list-meetings" }),
  heads: (sessions) => ask({ type: "get-meeting-heads", sessions: [...sessions] }),
  texts: textsAsker({
    ask,
    onPosted(listener) {
      navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<PostedTexts>) =>
        listener(data),
      );
      navigator.serviceWorker.startMessages();
    },
    schedule: (action, delayMs) => void setTimeout(action, delayMs),
  }),
  transcript: (session) => ask({ type: "get-transcript", session }),
};
const audio: AudioQueries = {
  outline: (session) => ask({ type: "get-audio-outline", session }),
  read: (session, startSample, samples) => ask({ type: "get-audio", session, startSample, samples }),
};
render(
  <History
    store={store}
    library={new MeetingLibrary(asked)}
    ask={asked.transcript}
    audio={audio}
    send={ask}
  />,
  document.body,
);
