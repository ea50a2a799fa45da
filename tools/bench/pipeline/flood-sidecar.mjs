/**
 * `flood-sidecar.mjs FINALS`: with the first frame it says so many finals, turn by turn from both sources; then it
 * speaks on, four partials a second, each utterance ending after a dozen words.
 */
import { consume, sendEvent, serve } from "../../driver/sidecar/wire.mjs";

const finalCount = Number(process.argv[2]);
const PARTIAL_EVERY_MS = 250;
const WORDS_PER_UTTERANCE = 12;
const UTTERANCE_SAMPLES = 48_000;
const SPEECH_SAMPLES = 40_000;
const WORDS =
  "so the budget report is almost ready and we can review it on Thursday when everyone has read it".split(
    " ",
  );
const SOURCES = ["tab", "mic"];

/** @param {number} count */
const words = (count) => Array.from({ length: count }, (_, index) => WORDS[index % WORDS.length]).join(" ");

/**
 * @param {string} session
 * @param {number} index of the utterance in the meeting; speakers take turns of three
 */
function utteranceAt(session, index) {
  const start_sample = index * UTTERANCE_SAMPLES;
  const source = SOURCES[Math.floor(index / 3) % SOURCES.length];
  return {
    session,
    source,
    utterance: start_sample,
    start_sample,
    end_sample: start_sample + SPEECH_SAMPLES,
  };
}

/** @param {string} session */
function flood(session) {
  for (let index = 0; index < finalCount; index += 1) {
    const utterance = utteranceAt(session, index);
    sendEvent("speech_start", { ...utterance, revision: 0 });
    end(utterance, 1, words(4 + (index % 24)));
  }
}

/**
 * @param {ReturnType<typeof utteranceAt>} utterance
 * @param {number} revision
 * @param {string} text
 */
function end(utterance, revision, text) {
  sendEvent("final_text", { ...utterance, revision, text, language: "en" });
  sendEvent("speech_end", { ...utterance, revision: revision + 1 });
}

/** @param {string} session */
function speakOn(session) {
  let index = finalCount;
  let revision = 0;
  setInterval(() => {
    const utterance = utteranceAt(session, index);
    if (revision === 0) sendEvent("speech_start", { ...utterance, revision });
    revision += 1;
    if (revision <= WORDS_PER_UTTERANCE) {
      const spoken = { stable: words(revision - 1), tail: ` ${words(1)}`, language: "en" };
      return sendEvent("partial_text", { ...utterance, revision, ...spoken });
    }
    end(utterance, revision, words(WORDS_PER_UTTERANCE));
    index += 1;
    revision = 0;
  }, PARTIAL_EVERY_MS);
}

let isFlooded = false;
serve({
  process_audio_stream: ({ params }) => {
    consume(params);
    if (isFlooded) return;
    isFlooded = true;
    flood(params.session);
    speakOn(params.session);
  },
});
