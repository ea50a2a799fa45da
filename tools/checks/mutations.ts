/** One line of the product made wrong, and the test that must fail then. */
export interface Mutation {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly text: string;
  readonly replacement: string;
  /** A test file of vitest, or of pytest below `python-stt`, which cites the requirement. */
  readonly test: string;
}

/**
 * For each requirement a defect that its tests must find: a citation alone proves nothing. `npm run mutation` puts them in one
 * after the other. Whoever changes such a line gives the requirement another one. Where a test of one part can find it, that
 * is the one: an end-to-end test takes minutes.
 */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "CAP-1": {
    file: "src/background/browser/tab-capture.ts",
    text: "/^(https?|file):/.test(url)",
    replacement: "url.length > 0",
    test: "tests/background/browser/reasons.test.ts",
  },
  "CAP-2": {
    file: "python-stt/src/earshot_stt/engine/session_service.py",
    text: "session.captioners[source].receive(request)",
    replacement: 'session.captioners["tab"].receive(request)',
    test: "python-stt/tests/engine/test_sources.py",
  },
  "CAP-3": {
    file: "src/offscreen/sources/tab-audio.ts",
    text: "else source.connect(context.destination);",
    replacement: "",
    test: "tests/e2e/capture/audible.test.ts",
  },
  "CAP-4": {
    file: "src/offscreen/worklet/frame-assembler.ts",
    text: "this.#append(sum / channels.length, firstSample + index);",
    replacement: "this.#append(sum, firstSample + index);",
    test: "tests/offscreen/frame-assembler.test.ts",
  },
  "CAP-5": {
    file: "src/welcome/microphone-permission.ts",
    text: 'return permission === "denied" ?',
    replacement: 'return permission !== "denied" ?',
    test: "tests/welcome/microphone-permission.test.ts",
  },
  "CAP-6": {
    file: "src/offscreen/worklet/frame-assembler.ts",
    text: "const filled = Math.max(this.#filled, position - this.#firstSample);",
    replacement: "const filled = this.#filled;",
    test: "tests/offscreen/frame-assembler.test.ts",
  },
  "CAP-7": {
    file: "src/background/meeting/frame-watch.ts",
    text: "export const STALL_AFTER_MS = 3000;",
    replacement: "export const STALL_AFTER_MS = 9000;",
    test: "tests/background/meeting/frame-watch.test.ts",
  },
  "CAP-8": {
    file: "src/background/browser/update-gate.ts",
    text: "!this.#needs.isIdle() || this.#needs.isAnyViewOpen()) return;",
    replacement: "this.#needs.isAnyViewOpen()) return;",
    test: "tests/background/browser/update-gate.test.ts",
  },
  "CAP-9": {
    file: "native-host/sidecar/sidecar-process.ts",
    text: "getPriority() + constants.priority.PRIORITY_BELOW_NORMAL;",
    replacement: "getPriority() + constants.priority.PRIORITY_NORMAL;",
    test: "tests/native-host/sidecar/sidecar-process.test.ts",
  },
  "WHO-1": {
    file: "native-host/pumps/transcription.ts",
    text: "for (const note of this.#page.notes) this.sidecar.notePage(note);",
    replacement: "",
    test: "tests/native-host/pumps/page-notes.test.ts",
  },
  "WHO-4": {
    file: "src/shared/messages/meeting-page.ts",
    text: 'if (ownMute === "muted" || (before',
    replacement: "if (false || (before",
    test: "tests/background/meeting/page/page-mute.test.ts",
  },
  "WHO-5": {
    file: "src/background/meeting/page/leaving.ts",
    text: "if (!isLeft || !isQuiet || !isStopWanted) return null;",
    replacement: "if (!isLeft || !isStopWanted) return null;",
    test: "tests/background/meeting/page/call-end.test.ts",
  },
  "IPC-1": {
    file: "src/offscreen/frames/frame-sender.ts",
    text: "isStruck ? SILENCE : toBase64(new Uint8Array(pcm.buffer));",
    replacement: "isStruck ? toBase64(new Uint8Array(pcm.buffer)) : SILENCE;",
    test: "tests/offscreen/frame-sender.test.ts",
  },
  "IPC-2": {
    file: "native-host/pumps/send-pump.ts",
    text: "while (!this.#sink.isFull) {",
    replacement: "if (!this.#sink.isFull) {",
    test: "tests/native-host/pumps/send-pump.test.ts",
  },
  "IPC-3": {
    file: "protocol/peer.ts",
    text: "if (this.#end !== null) throw this.#end;",
    replacement: "",
    test: "tests/background/host/native-link.test.ts",
  },
  "IPC-4": {
    file: "src/background/transcript/caption-hub.ts",
    text: "if (event.data.session !== this.#transcript?.session) return;",
    replacement: "if (this.#transcript === null) return;",
    test: "tests/background/transcript/caption-hub.test.ts",
  },
  "IPC-5": {
    file: "native-host/pumps/send-pump.ts",
    text: "return sent < next && sent - this.#consumed[source] < MAX_FRAMES_IN_FLIGHT;",
    replacement: "return sent < next && next < MAX_FRAMES_IN_FLIGHT;",
    test: "tests/native-host/pumps/send-pump.test.ts",
  },
  "IPC-6": {
    file: "python-stt/src/earshot_stt/speech/endpointer.py",
    text: "_ON_WINDOWS = 2",
    replacement: "_ON_WINDOWS = 1",
    test: "python-stt/tests/speech/test_endpointer.py",
  },
  "IPC-7": {
    file: "src/background/transcript/database/event-mark.ts",
    text: "while (mark.ahead.includes(next)) next++;",
    replacement: "if (mark.ahead.includes(-1)) next++;",
    test: "tests/background/transcript/database/event-mark.test.ts",
  },
  "IPC-8": {
    file: "python-stt/src/earshot_stt/speech/intake.py",
    text: "fresh = samples[max(0, gap.start - gap.end) :]",
    replacement: "fresh = samples",
    test: "python-stt/tests/speech/test_intake.py",
  },
  "IPC-9": {
    file: "src/shared/backoff.ts",
    text: "const LONGEST_DELAY_MS = 3200;",
    replacement: "const LONGEST_DELAY_MS = 320_000;",
    test: "tests/background/browser/reasons.test.ts",
  },
  "IPC-10": {
    file: "native-host/supervision/supervisor.ts",
    text: "const MAX_RESTARTS_IN_A_ROW = 3;",
    replacement: "const MAX_RESTARTS_IN_A_ROW = 4;",
    test: "tests/native-host/supervision/supervisor.test.ts",
  },
  "IPC-11": {
    file: "native-host/sidecar/sidecar-process.ts",
    text: 'for (const signal of ["SIGTERM", "SIGKILL"] as const) {',
    replacement: 'for (const signal of ["SIGTERM"] as const) {',
    test: "tests/native-host/sidecar/sidecar-process.test.ts",
  },
  "IPC-12": {
    file: "src/background/meeting/caption-latency.ts",
    text: "shown.shownAtMs - (startedAtMs + samplesToMs(sample));",
    replacement: "shown.shownAtMs - startedAtMs - sample;",
    test: "tests/background/meeting/caption-latency.test.ts",
  },
  "IPC-13": {
    file: "python-stt/src/earshot_stt/decoding/decode_window.py",
    text: "_STEP = 200 * FRAME_HOP",
    replacement: "_STEP = 1 * FRAME_HOP",
    test: "python-stt/tests/decoding/test_decode_parts.py",
  },
  "IPC-14": {
    file: "native-host/supervision/sidecar-health.ts",
    text: "const DEADLOCK_PERIODS = 6;",
    replacement: "const DEADLOCK_PERIODS = 12;",
    test: "tests/native-host/supervision/sidecar-health.test.ts",
  },
  "VER-1": {
    file: "protocol/version.ts",
    text: 'export const ASSUMED_VERSION = "1.0";',
    replacement: 'export const ASSUMED_VERSION = "2.0";',
    test: "tests/protocol/fixtures.test.ts",
  },
  "VER-2": {
    file: "protocol/version.ts",
    text: "return ourMajor !== null && ourMajor === majorOf(theirs);",
    replacement: "return ourMajor !== null;",
    test: "tests/background/host/native-link.test.ts",
  },
  "VER-3": {
    file: "protocol/version.ts",
    text: "export const HANDSHAKE_TIMEOUT_MS = 3000;",
    replacement: "export const HANDSHAKE_TIMEOUT_MS = 30_000;",
    test: "tests/background/host/native-link.test.ts",
  },
  "VER-4": {
    file: "protocol/version.ts",
    text: "/^(\\d{1,4})(?:\\.\\d{1,4}){0,2}$/",
    replacement: "/^(\\d{1,4})/",
    test: "tests/protocol/version.test.ts",
  },
  "VER-5": {
    file: "protocol/requests.ts",
    text: "supported_versions: z.array(versionString),",
    replacement: "supported_versions: z.optional(z.array(versionString)),",
    test: "tests/protocol/fixtures.test.ts",
  },
  "STT-1": {
    file: "python-stt/src/earshot_stt/decoding/decode_window.py",
    text: "_SILENT = -1.5",
    replacement: "_SILENT = -1.0",
    test: "python-stt/tests/decoding/test_decode_parts.py",
  },
  "STT-2": {
    file: "python-stt/src/earshot_stt/captions/agreement.py",
    text: "most = len(latest) - 1 if ripe is None else",
    replacement: "most = len(latest) if ripe is None else",
    test: "python-stt/tests/captions/test_agreement.py",
  },
  "STT-3": {
    file: "python-stt/src/earshot_stt/engine/ladder.py",
    text: "_UP_EVERY_SECONDS = 10.0",
    replacement: "_UP_EVERY_SECONDS = 1.0",
    test: "python-stt/tests/engine/test_ladder.py",
  },
  "STT-4": {
    file: "python-stt/src/earshot_stt/decoding/pieces.py",
    text: "return language not in _WITHOUT_SPACES",
    replacement: "return True",
    test: "python-stt/tests/decoding/test_decode_text.py",
  },
  "STT-5": {
    file: "python-stt/src/earshot_stt/download/model_download.py",
    text: "if not _has(part, file.sha256):",
    replacement: "if not part.exists():",
    test: "python-stt/tests/download/test_model_download.py",
  },
  "STT-7": {
    file: "python-stt/src/earshot_stt/captions/doubt.py",
    text: "if time.word_probability >= DOUBTFUL_BELOW or not",
    replacement: "if time.word_probability < DOUBTFUL_BELOW or not",
    test: "python-stt/tests/captions/test_doubt.py",
  },
  "WHO-3": {
    file: "python-stt/src/earshot_stt/echo/echo_watch.py",
    text: "_SURE_PEAK = 12.0",
    replacement: "_SURE_PEAK = 2.0",
    test: "python-stt/tests/echo/test_echo_canceller.py",
  },
  "WHO-2": {
    file: "python-stt/src/earshot_stt/voices/voice_clusters.py",
    text: "_ALIKE = 0.45",
    replacement: "_ALIKE = 0.25",
    test: "python-stt/tests/voices/test_voice_clusters.py",
  },
  "UI-1": {
    file: "src/overlay/layout.ts",
    text: "left: clamp(layout.left, MARGIN, viewport.width - width - MARGIN),",
    replacement: "left: layout.left,",
    test: "tests/overlay/overlay.test.ts",
  },
  "UI-2": {
    file: "src/ui/transcript/follow-scroll.ts",
    text: "unseen: state.unseen + event.count",
    replacement: "unseen: event.count - 1",
    test: "tests/ui/transcript/follow-scroll.test.ts",
  },
  "UI-3": {
    file: "src/shared/settings.ts",
    text: "transcription: present(settings.transcription, transcription ?? {}),",
    replacement: "transcription: present(settings.transcription, {}),",
    test: "tests/popup/popup-choices.test.ts",
  },
  "UI-4": {
    file: "src/shared/text/escape-markup.ts",
    text: '.replaceAll("<", "&lt;")',
    replacement: "",
    test: "tests/shared/export/export.test.ts",
  },
  "UI-5": {
    file: "src/background/recovery/retention.ts",
    text: "session !== running && isExempt !== true",
    replacement: "session !== running",
    test: "tests/background/recovery/retention.test.ts",
  },
  "UI-6": {
    file: "src/caption-window/CaptionWindow.tsx",
    text: '<h1 class="visually-hidden">{words.overlay.label}</h1>',
    replacement: "",
    test: "tests/e2e/caption-window/caption-window.view.test.ts",
  },
  "UI-7": {
    file: "src/ui/notices/welcome-page.ts",
    text: 'return isGuided(code) ? "host" : null;',
    replacement: "return null;",
    test: "tests/i18n/error-text.test.ts",
  },
  "UI-8": {
    file: "src/shared/lines/segment-versions.ts",
    text: "...[...edits, edit].toSorted(inTime)",
    replacement: "edit",
    test: "tests/shared/lines/line-edits.test.ts",
  },
  "UI-9": {
    file: "src/background/transcript/audio-storing.ts",
    text: "session === undefined || isTryOut(state) || session",
    replacement: "session === undefined || session",
    test: "tests/background/transcript/audio-storing.test.ts",
  },
  "INS-1": {
    file: "tools/setup/browser.ts",
    text: '        "/opt/microsoft/msedge/msedge",\n',
    replacement: "",
    test: "tests/tools/setup/browser.test.ts",
  },
  "INS-2": {
    file: "install/browsers.ts",
    text: 'reads: ["opera", "google-chrome"],',
    replacement: "",
    test: "tests/install/browsers.test.ts",
  },
  "INS-3": {
    file: "tools/store/rules.ts",
    text: ".filter((permission) => !justified.includes(permission))",
    replacement: ".filter((permission) => permission === justified[0])",
    test: "tests/tools/store/rules.test.ts",
  },
  "INS-5": {
    file: "src/shared/helper-version.ts",
    text: 'host.productVersion ?? "0"',
    replacement: "host.productVersion ?? RECOMMENDED_HELPER",
    test: "tests/shared/helper-version.test.ts",
  },
  "SEC-1": {
    file: "native-host/sidecar/environment.ts",
    text: "return environmentOf(parts, INHERITED);",
    replacement: "return environmentOf(parts, [...INHERITED, ...FOR_DOWNLOADS]);",
    test: "tests/native-host/sidecar/environment.test.ts",
  },
  "SEC-2": {
    file: "native-host/extension/native-framing.mjs",
    text: "if (bytes > this.#maxBytes) {",
    replacement: "if (bytes > 1000 * this.#maxBytes) {",
    test: "tests/native-host/extension/native-framing.test.ts",
  },
  "SEC-3": {
    file: "src/background/gate/message-gate.ts",
    text: "if (row.over !== over || !row.from.includes(world))",
    replacement: "if (row.over !== over)",
    test: "tests/background/gate/message-gate.test.ts",
  },
  "SEC-4": {
    file: "src/background/transcript/database/transcript-key-store.ts",
    text: "this.#keys.delete(session);\n    await this.#changeRemembered(async ({ load, clear }) => {",
    replacement: "await this.#changeRemembered(async ({ load, clear }) => {",
    test: "tests/background/transcript/transcript-key-store.test.ts",
  },
  "SEC-5": {
    file: "native-host/sidecar/environment.ts",
    text: 'ORT_DISABLE_TELEMETRY: "1",',
    replacement: "",
    test: "tests/native-host/sidecar/environment.test.ts",
  },
  "SEC-6": {
    file: "src/background/gate/message-gate.ts",
    text: "z.strictObject({ type: z.literal(type), ...fields }),",
    replacement: "z.object({ type: z.literal(type), ...fields }),",
    test: "tests/background/gate/message-gate.test.ts",
  },
  "SEC-7": {
    file: "src/background/transcript/database/transcript-key-store.ts",
    text: "if ((await load())?.session === session) await save({ session, ...keys });",
    replacement: "if ((await load()) !== undefined) await save({ session, ...keys });",
    test: "tests/background/transcript/transcript-key-store.test.ts",
  },
};
