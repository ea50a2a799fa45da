import { render } from "preact";
import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { connectView } from "../ui/connection/session-store.ts";
import { markLanguage } from "../ui/page-language.ts";
import { watchMicrophone } from "./microphone-permission.ts";
import { Welcome } from "./Welcome.tsx";

reportUncaughtErrors(globalThis, console.warn);
markLanguage();
const store = connectView({ captions: false, levels: false, models: true });
const microphone = watchMicrophone(navigator);
render(<Welcome store={store} microphone={microphone} />, document.body);
