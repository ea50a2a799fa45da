/**
 * Answers everything: takes in each frame at once and speaks one utterance per FRAMES_PER_UTTERANCE frames.
 * With a folder as argument it also writes there with which settings it was given a session, what audio it was sent
 * to transcribe, one file per source, and what it was sent of the meeting's page, one file per process.
 */
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { consume, isContext, respond, sayUtterance, serve } from "../../tools/driver/sidecar/wire.mjs";

const FRAMES_PER_UTTERANCE = 10;
const recordings = process.argv[2];
const pageFile = `page-${Date.now()}-${process.pid}.jsonl`;

serve({
  start_session: (request) => {
    const { session, settings } = request.params;
    if (recordings !== undefined) writeFileSync(join(recordings, "settings.json"), JSON.stringify(settings));
    respond(request, { session, next: { tab: 0, mic: 0 } });
  },
  page_note: ({ params }) => {
    if (recordings === undefined) return;
    appendFileSync(join(recordings, pageFile), `${JSON.stringify(params)}\n`);
  },
  process_audio_stream: ({ params }) => {
    if (isContext(params)) return consume(params);
    if (recordings !== undefined) {
      appendFileSync(join(recordings, `${params.source}.pcm`), Buffer.from(params.pcm, "base64"));
    }
    consume(params);
    if ((params.seq + 1) % FRAMES_PER_UTTERANCE === 0) {
      sayUtterance(params, FRAMES_PER_UTTERANCE, `until frame ${params.seq}`);
    }
  },
});
