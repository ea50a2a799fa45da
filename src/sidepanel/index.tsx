import { render } from "preact";
import browser from "webextension-polyfill";
import type { Query } from "../shared/messages.ts";
import type { Diagnostics } from "../shared/status.ts";
import { markLanguage } from "../ui/page-language.ts";
import { connectView } from "../ui/session-store.ts";
import { SidePanel } from "./SidePanel.tsx";

markLanguage();
const store = connectView({ captions: true, levels: false });
const query: Query = { type: "get-diagnostics" };
const askDiagnostics = (): Promise<Diagnostics> => browser.runtime.sendMessage(query);
render(<SidePanel store={store} askDiagnostics={askDiagnostics} />, document.body);
