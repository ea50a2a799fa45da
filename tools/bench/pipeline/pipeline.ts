import type { Figure } from "../../measure/figure.ts";
import { step } from "../../runtime/progress.ts";
import { measureLoading } from "./loading.ts";
import { measurePanel } from "./panel.ts";
import { measureRealSidecar } from "./starts.ts";
import { measureStreaming } from "./streaming.ts";

const PANEL = { title: "Side panel", measure: measurePanel };

/**
 * Each in a browser of its own, one after the other: two measurements at once would measure each
 * other. Every wait in them is bounded.
 */
const PARTS = [
  { title: "Streaming", measure: measureStreaming },
  { title: "Demo meeting", measure: measureRealSidecar },
  { title: "Model loading", measure: measureLoading },
  PANEL,
];

/** What the way from the sound to the page costs: real browser, extension and host. */
export function benchPipeline(): Promise<Figure[]> {
  return measured(PARTS);
}

/** Only how the side panel bears a long meeting. */
export function benchPanel(): Promise<Figure[]> {
  return measured([PANEL]);
}

async function measured(parts: typeof PARTS): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { title, measure } of parts) {
    const found = await step(title, measure, (figuresFound) => `${figuresFound.length} figures`);
    figures.push(...found);
  }
  return figures;
}
