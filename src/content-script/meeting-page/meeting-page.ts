import { onlyOnce } from "../only-once.ts";
import { reportPage } from "./report-page.ts";

onlyOnce("meeting-page", reportPage);
