import { onlyOnce } from "./only-once.ts";
import { placeOverlay } from "./place-overlay.ts";

onlyOnce("overlay", placeOverlay);
