import { step } from "../../progress.ts";
import type { Figure } from "../figure.ts";
import { measureLoading } from "./loading.ts";
import { measurePanel } from "./panel.ts";
import { measureRealSidecar } from "./starts.ts";
import { measureStreaming } from "./streaming.ts";

/**
 * Each in a browser of its own, one after the other: two measurements at once would measure each
 * other. Every wait in them is bounded.
 */
const PARTS = [
  { title: "Streaming", measure: measureStreaming },
  { title: "Demo meeting", measure: measureRealSidecar },
  { title: "Model loading", measure: measureLoading },
  { title: "Side panel", measure: measurePanel },
];

/** What the way from the sound to the page costs: real browser, extension and host. */
export async function benchPipeline(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { title, measure } of PARTS) {
    const found = await step(title, measure, (measured) => `${measured.length} figures`);
    figures.push(...found);
  }
  return figures;
}
