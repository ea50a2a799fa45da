import { markLanguage } from "../ui/page-language.ts";
import { mountOverlay } from "./mount-overlay.tsx";

markLanguage();
mountOverlay();
