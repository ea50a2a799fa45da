import { mountOverlay } from "./mount-overlay.tsx";
import { onlyOnce } from "./only-once.ts";

onlyOnce(mountOverlay);
