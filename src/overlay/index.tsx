import { tellUncaughtErrors } from "../shared/uncaught-errors.ts";
import { markLanguage } from "../ui/page-language.ts";
import { mountOverlay } from "./mount-overlay.tsx";

tellUncaughtErrors(globalThis, console.warn);
markLanguage();
mountOverlay();
