/** Says the words of its argument by every way out of a sidecar that is not a caption. Speaks them as captions, too. */
import { consume, sayUtterance, send, serve } from "../../tools/driver/sidecar/wire.mjs";

const words = process.argv[2] ?? "";
const name = words.replaceAll(/[^a-z]+/gu, "-");

/** @param {object} fields */
function logLine(fields) {
  console.error(JSON.stringify({ time: 1, event: "model_failed", ...fields }));
}

process.on("exit", () => {
  console.error(`Traceback (most recent call last):\n  File "${words}"\nValueError: ${words}`);
});

serve({
  process_audio_stream: ({ params }) => {
    consume(params);
    sayUtterance(params, 1, words);
    if (params.seq > 0) return;
    const { session, source } = params;
    console.error(words);
    logLine({ event: words });
    logLine({ reason: words, kind: words, place: words, code: words, thread: words, [words]: words });
    logLine({ model: name, kind: `${name}Error`, place: `${words}.py:1` });
    process.stdout.write(`${words}\n{"${words}":\n`);
    send({ type: "event", event: words, data: { [words]: words } });
    send({ type: "event", event: "final_text", data: { session, source, text: words } });
    send({ type: "event", event: "final_text", data: { [words]: [words] } });
    send({ type: "request", id: words, method: words });
    send({ type: "response", id: session, result: { [words]: words } });
    for (const about of [{}, { session }, { session: "99999999-9999-4999-8999-999999999999" }])
      send({
        type: "error",
        error: { code: "transcription_failed", message: words, recoverable: true, ...about },
      });
    send({ type: "error", error: { code: words, message: words, recoverable: true } });
    send({
      type: "event",
      event: "process_died",
      data: { code: "sidecar_died", message: words, recoverable: true },
    });
  },
  list_models: ({ id }) =>
    send({ type: "error", id, error: { code: "model_corrupt", message: words, recoverable: true } }),
  remove_model: () => send({ type: "event", version: words, event: "health", data: {} }),
});
