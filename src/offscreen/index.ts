import { tellUncaughtErrors } from "../shared/uncaught-errors.ts";
import { connectToBackground } from "./background-port.ts";
import { CaptureDocument } from "./capture-document.ts";

tellUncaughtErrors(globalThis, console.warn);

const capture = new CaptureDocument({
  post: (message) => background.post(message),
  newId: () => crypto.randomUUID(),
});
const background = connectToBackground({
  onMessage: (message) => void capture.take(message),
  onConnected: () => capture.backgroundBack(),
  onDisconnected: () => capture.backgroundLost(),
  greeting: () => capture.greeting,
});
