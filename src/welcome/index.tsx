import { computed, effect } from "@preact/signals";
import { render } from "preact";
import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { connectView } from "../ui/connection/session-store.ts";
import { linkedError } from "../ui/notices/welcome-page.ts";
import { markLanguage } from "../ui/page-language.ts";
import { askSurroundings } from "./helper/surroundings.ts";
import { watchMicrophone } from "./microphone-permission.ts";
import { followTryOut } from "./try-out.ts";
import { Welcome } from "./Welcome.tsx";

reportUncaughtErrors(globalThis, console.warn);
markLanguage();
const store = connectView({ captions: false, levels: false, models: true });
const microphone = watchMicrophone(navigator);
const tryOut = followTryOut(store);
// A meeting's words and sounds are none of this page's business.
const isTrying = computed(() => tryOut.value.name === "running");
effect(() => {
  const isWanted = isTrying.value;
  if (store.status.peek() !== null) store.watch({ captions: isWanted, levels: isWanted, models: true });
});
// Nobody reads on: the microphone does not stay open.
addEventListener("pagehide", () => {
  const shown = tryOut.value;
  if (shown.name === "running" && !shown.isStopping)
    store.send({ type: "stop-session", session: shown.session });
});
const surroundings = await askSurroundings();
render(
  <Welcome
    store={store}
    microphone={microphone}
    tryOut={tryOut}
    surroundings={surroundings}
    linked={linkedError(location.search)}
  />,
  document.body,
);
