import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { markLanguage } from "../ui/page-language.ts";
import { mountOverlay } from "./mount-overlay.tsx";

reportUncaughtErrors(globalThis, console.warn);
markLanguage();
mountOverlay();
