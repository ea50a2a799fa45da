import { render } from "preact";
import browser from "webextension-polyfill";
import type { Query } from "../shared/messages/to-background.ts";
import type { QueryAnswers } from "../shared/messages/to-views.ts";
import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { connectView } from "../ui/connection/session-store.ts";
import { markLanguage } from "../ui/page-language.ts";
import type { AskDiagnostics } from "./diagnostics/DiagnosticsReport.tsx";
import { SidePanel } from "./SidePanel.tsx";

reportUncaughtErrors(globalThis, console.warn);
markLanguage();
const store = connectView({ captions: true, levels: false, models: false });

function ask<T extends Query>(query: T): Promise<QueryAnswers[T["type"]]> {
  return browser.runtime.sendMessage(query);
}

const diagnostics: AskDiagnostics = {
  ask: () => ask({ type: "get-diagnostics" }),
  extensionVersion: browser.runtime.getManifest().version,
  platform: {
    browser: navigator.userAgent,
    processors: navigator.hardwareConcurrency,
    language: navigator.language,
  },
};
const askTranscript = (session: string) => ask({ type: "get-transcript", session });
render(<SidePanel store={store} diagnostics={diagnostics} askTranscript={askTranscript} />, document.body);
