import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { CaptureDocument, connectCapture } from "./capture-document.ts";

reportUncaughtErrors(globalThis, console.warn);

const capture = new CaptureDocument({
  post: (message) => background.send(message),
  newId: () => crypto.randomUUID(),
});
const background = connectCapture(capture);
