import { render } from "preact";
import { markLanguage } from "../ui/page-language.ts";
import { connectView } from "../ui/session-store.ts";
import { SidePanel } from "./SidePanel.tsx";

markLanguage();
render(<SidePanel store={connectView({ captions: true, levels: false })} />, document.body);
