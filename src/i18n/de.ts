import type { Words } from "./en.ts";
import { countedIn } from "./plural.ts";

const counted = countedIn("de");
const steps = "„Schritte anzeigen…“ sagt Schritt für Schritt, was zu tun ist.";

/** The words in German. A narrow no-break space (U+202F) stands between a number and its unit. */
export const de: Words = {
  language: "de",
  name: "Earshot",
  inOneLine: (sentences) => sentences.join(" "),
  state: {
    idle: "Bereit",
    starting: "Wird gestartet…",
    recording: "Läuft",
    paused: "Pausiert",
    stalled: "Keine Aufnahme",
    stopping: "Letzte Untertitel folgen…",
  },
  toolbar: {
    idle: "Earshot",
    starting: "Earshot wird gestartet",
    recording: "Earshot untertitelt diese Besprechung",
    paused: "Earshot ist pausiert: Nichts wird aufgenommen",
    stalled: "Bei Earshot kommt kein Ton an",
    stopping: "Earshot stellt die Mitschrift fertig",
    tryOut: "Earshot probiert Ihr Mikrofon aus",
  },
  start: "Untertitel starten",
  stop: "Stopp",
  openPanel: "Mitschrift öffnen",
  help: "Was Earshot tut",
  sources: { tab: "Besprechung", mic: "Ihr Mikrofon" },
  sourceOff: "aus",
  level: (source) => `Lautstärke: ${source}`,
  levelValue: (percent) => `${percent}\u202F%`,
  connecting: "Verbindung wird hergestellt…",
  units: {
    milliseconds: (value) => `${value}\u202Fms`,
    seconds: (value) => `${value}\u202Fs`,
    minutes: (value) => `${value}\u202Fmin`,
    hours: (value) => `${value}\u202Fh`,
    percent: (value) => `${value}\u202F%`,
  },
  speakers: { tab: "Andere", mic: "Sie" },
  numberedSpeaker: (number) => `Person ${number}`,
  doubtful: "bei diesem Wort ist sich das Modell nicht sicher",
  alertWord: "eines Ihrer Hinweiswörter",
  late: "Die Untertitel sind im Rückstand und holen auf.",
  lag: (late) => `Die Untertitel sind ${late} im Rückstand und holen auf. Der gesamte Ton ist gesichert.`,
  lagUnsafe: (late) => `Die Untertitel sind ${late} im Rückstand.`,
  soundIsSafe: "Der gesamte Ton ist gesichert.",
  steps: {
    one_talker:
      "Bis der Computer aufgeholt hat, erscheinen unfertige Wörter nur für die Seite, die zuletzt gesprochen hat.",
    finals_only: "Bis der Computer aufgeholt hat, erscheinen nur fertige Sätze.",
    quick_finals: "Bis der Computer aufgeholt hat, erscheinen nur fertige Sätze, weniger sorgfältig erkannt.",
    catching_up:
      "Der Computer ist überlastet: Der Ton wird zuerst gespeichert und zu Text, sobald Zeit dafür ist.",
  },
  strike: {
    button: "Letzte Minute streichen",
    ask: "Letzte Minute streichen? Text und Ton dieser Minute werden endgültig gelöscht.",
    yes: "Streichen",
    no: "Behalten",
  },
  pause: "Pause",
  continue: "Fortsetzen",
  pausedNote: "Bis Sie fortsetzen, wird nichts aufgenommen.",
  helperOutdated:
    "Das Programm auf diesem Computer ist älter als diese Erweiterung. Installieren Sie sein neuestes Paket; in einem Klon führen Sie „git pull“ und „npm start“ aus.",
  heldInMemory: "Neuer Ton bleibt bis zu 10\u00A0Minuten im Arbeitsspeicher.",
  mute: "Stummschalten",
  unmute: "Einschalten",
  muteLabel: "Mein Mikrofon in Earshot stummschalten",
  unmuteLabel: "Mein Mikrofon in Earshot einschalten",
  wordAlert: (word, clock) => `„${word}“ wurde um ${clock} gesagt.`,
  alertWordSaid: "In der Besprechung wurde eines Ihrer Hinweiswörter gesagt.",
  mutedNote: "Ihr Mikrofon ist in Earshot stummgeschaltet: Was Sie sagen, wird nicht untertitelt.",
  silenced: {
    paused: "pausiert",
    muted: "stummgeschaltet",
    muted_in_meeting: "in der Besprechung stummgeschaltet",
    meeting_left: "Besprechung verlassen",
    tab_crashed: "Seite abgestürzt",
  },
  leaving: {
    elsewhere: "Der Tab hat die Besprechung verlassen: Dort wird nichts aufgenommen.",
    left: "Das Gespräch scheint vorbei zu sein.",
    stops: "Die Untertitel enden gleich von selbst.",
    back: "Zeigt der Tab die Besprechung wieder? Dann klicken Sie dort auf das Earshot-Symbol.",
    keepOn: "Weitermachen",
    fromPage: "Um weiterzumachen, klicken Sie auf das Earshot-Symbol.",
    stopped: "Die Untertitel wurden beendet, weil das Gespräch vorbei war.",
  },
  namesUnavailable: "In dieser Besprechung sind keine Namen verfügbar; die Untertitel laufen weiter.",
  mutedInMeeting: {
    note: "In der Besprechung stummgeschaltet: Was Sie sagen, wird nicht untertitelt.",
    blind:
      "Als Earshot zuletzt nachsah, waren Sie in der Besprechung stummgeschaltet. Ob das noch gilt, ist nicht zu sehen. Was Sie sagen, wird nicht untertitelt.",
    fromPage: "Um untertitelt zu werden, klicken Sie auf das Earshot-Symbol.",
    override: "Mich untertiteln",
    overrideLabel: "Mich untertiteln, bis ich in der Besprechung nicht mehr stummgeschaltet bin",
    unseen:
      "Earshot sieht nicht, ob Sie in der Besprechung stummgeschaltet sind. Schalten Sie sich auch in Earshot stumm.",
    overridden: "Untertitelt, obwohl in der Besprechung stummgeschaltet.",
  },
  networkSandboxes: {
    seccomp: "Das System verweigert der Spracherkennung jede Verbindung (seccomp).",
    seatbelt: "Das System verweigert der Spracherkennung jede Verbindung (macOS-Sandbox).",
    "audit-hook":
      "Auf diesem Computer hält das System die Spracherkennung nicht vom Netz fern. Earshot selbst baut keine Verbindung auf.",
  },
  sidecar: {
    restarting: "Die Spracherkennung ist ausgefallen und wird neu gestartet.",
    kept: "Der Ton bleibt erhalten.",
    failed: "Die Spracherkennung ließ sich nicht neu starten.",
    failedKept: "Es erscheinen keine Untertitel, aber der Ton wird weiter aufgenommen und bleibt erhalten.",
    failedOnly: "Es erscheinen keine Untertitel.",
    waiting: (waiting) => `Noch ohne Untertitel: ${waiting} Ton.`,
    retry: "Erneut versuchen",
  },
  stopping: {
    left: (left) => `Noch etwa ${left} Ton.`,
    almost: "Fast fertig…",
    progress: "Fortschritt der letzten Untertitel",
    finishNow: "Sofort beenden",
    finishNowNote: "Der Rest bleibt erhalten und wird beim nächsten Start zu Text.",
    improving: (done, all) => `Mitschrift wird verbessert: ${done} von ${all} Zeilen`,
    finishUnimprovedNote: "Nichts geht verloren: Die übrigen Zeilen bleiben, wie sie sind.",
  },
  dismiss: "Schließen",
  openMicrophonePage: "Mikrofon erlauben…",
  openHostPage: "Schritte anzeigen…",
  model: {
    title: "Erkennungsmodell",
    downloading: (model, percent) =>
      `${model ?? "Das Erkennungsmodell"} wird heruntergeladen${percent === null ? "…" : `: ${percent}\u202F%`}`,
    loading: (model) => `${model ?? "Das Erkennungsmodell"} wird geladen…`,
    ready: (model, device) => `${model} läuft auf diesem Computer (${device}).`,
    devices: { cpu: "Prozessor", cuda: "Grafikkarte" },
    demo: "Demo-Modell: Es kennt die Wörter der Demo-Besprechung und kaum andere.",
    demoStandsIn: (requested) =>
      `Das Demo-Modell springt ${requested === null ? "ein, weil kein anderes da ist" : `für ${requested} ein`}. Es kennt die Wörter der Demo-Besprechung und kaum andere.`,
    standsIn: (model, requested) => `${model} springt für ${requested ?? "ein anderes Modell"} ein.`,
    calibrations: {
      keeps_up: (model, _partialModel, seconds) =>
        `Auf diesem Computer hält ${model} mit dem Gesprochenen Schritt (4\u202Fs davon brauchen ${seconds}).`,
      smaller_partials: (model, partialModel, seconds) =>
        `Auf diesem Computer zeigt ${partialModel} die Wörter, während sie gesprochen werden, und ${model} die fertigen Sätze (4\u202Fs Gesprochenes brauchen ${seconds}).`,
      rare_partials: (model, _partialModel, seconds) =>
        `${model} ist auf diesem Computer langsam (4\u202Fs Gesprochenes brauchen ${seconds}). Während gesprochen wird, erscheinen Wörter deshalb seltener. Ein kleineres Modell daneben würde helfen.`,
      finals_only: (model, _partialModel, seconds) =>
        `${model} ist auf diesem Computer zu langsam (4\u202Fs Gesprochenes brauchen ${seconds}). Deshalb erscheinen nur fertige Sätze. Ein kleineres Modell würde die Wörter zeigen, während sie gesprochen werden.`,
      graphics_card: (model, _partialModel, seconds) =>
        `${model} läuft auf der Grafikkarte (4\u202Fs Gesprochenes brauchen ${seconds}).`,
    },
    unknown: "Es wird geladen, wenn die Untertitel beginnen.",
    safeMeanwhile: "Der Ton bleibt so lange erhalten; seine Untertitel folgen.",
    names: {
      auto: "Passend zu diesem Computer",
      tiny: "tiny – am schnellsten, ungenau",
      base: "base – schnell",
      small: "small – ausgewogen",
      medium: "medium – sorgfältig, langsamer",
      "large-v3-turbo": "large-v3-turbo – sehr gut, mit Grafikkarte",
      "large-v3": "large-v3 – sehr gut, groß, nur mit Grafikkarte",
      demo: "demo – nur für die Demo-Besprechung",
    },
  },
  models: {
    title: "Modelle verwalten",
    asking: "Vorhandene Modelle werden gesucht…",
    inUse: "In Gebrauch",
    about: (size) => `etwa ${size}`,
    here: (size) => (size === null ? "Auf diesem Computer" : `${size} auf diesem Computer`),
    comesAlong: "In Earshot enthalten",
    own: (size) => (size === null ? "Aus Ihrem eigenen Ordner" : `${size}, aus Ihrem eigenen Ordner`),
    away: (size) => (size === null ? "Nicht auf diesem Computer" : `Größe: ${size}`),
    toDownload: (model, size) => (size === null ? `${model} (noch laden)` : `${model} (${size} laden)`),
    notHere: (model) => `${model} (nicht auf diesem Computer)`,
    part: (received, total) =>
      `${total === null ? received : `${received} von ${total}`} sind da; von dort geht das Herunterladen weiter.`,
    downloading: (received, total, percent) =>
      total === null || percent === null
        ? `Wird heruntergeladen: ${received}`
        : `${percent}\u202F% · ${received} von ${total}`,
    progress: (model) => `Download von ${model}`,
    timeLeft: (time) => `Noch etwa ${time}.`,
    waiting: "Beginnt, sobald es möglich ist…",
    checking: "Wird geprüft…",
    download: "Herunterladen",
    goOn: "Fortsetzen",
    tryAgain: "Erneut versuchen",
    cancel: "Abbrechen",
    remove: "Entfernen…",
    removePart: "Teil entfernen",
    removeAsk: (size) =>
      size === null
        ? "Modell entfernen? Es lässt sich wieder herunterladen."
        : `Modell entfernen? Das gibt ${size} frei; es lässt sich wieder herunterladen.`,
    removeYes: "Entfernen",
    removeNo: "Behalten",
    of: (action, model) => `${action}: ${model}`,
    news: {
      downloading: (model) => `${model} wird heruntergeladen.`,
      checking: (model) => `${model} wird geprüft.`,
      installed: (model) => `${model} ist jetzt auf diesem Computer.`,
      cancelled: (model) => `Der Download von ${model} wurde abgebrochen.`,
      failed: (model) => `Der Download von ${model} ist fehlgeschlagen.`,
    },
    failures: {
      model_download_failed: {
        sentence: "Der Download ist abgebrochen: Kein Server mit diesem Modell war erreichbar.",
        remedy:
          "Prüfen Sie die Netzverbindung und versuchen Sie es erneut; es geht dort weiter, wo es aufhörte.",
      },
      model_corrupt: {
        sentence: "Die heruntergeladenen Dateien sind beschädigt und wurden verworfen.",
        remedy:
          "Versuchen Sie es erneut. Passiert es wieder, warten Sie einen Tag: Es kann am Server des Modells liegen.",
      },
      model_altered: {
        sentence: "Der Server hat unter diesem Namen ein anderes Modell; nichts davon wurde behalten.",
        remedy:
          "Versuchen Sie es später erneut, oder aktualisieren Sie Earshot. Falls Sie einen Spiegelserver verwenden, versuchen Sie es ohne ihn.",
      },
      disk_full: {
        sentence: "Auf der Festplatte ist nicht genug Platz für dieses Modell.",
        remedy: "Schaffen Sie Platz und versuchen Sie es erneut; es geht dort weiter, wo es aufhörte.",
      },
      model_in_use: {
        sentence: "Ein anderes Programm lädt dieses Modell gerade herunter.",
        remedy: "Warten Sie, bis es fertig ist, und öffnen Sie dann diese Liste noch einmal.",
      },
    },
    noRoom: (free) => `Zu groß: Auf der Festplatte sind nur ${free} frei. Schaffen Sie zuerst Platz.`,
    free: (free) => `Auf der Festplatte sind ${free} frei.`,
    from: (server) => `Modelle werden von ${server} heruntergeladen, und nur auf Ihren Wunsch.`,
    fromTwo: (hub, index) =>
      `Modelle werden von ${hub} heruntergeladen, einige von ${index}, falls das nicht erreichbar ist, und nur auf Ihren Wunsch.`,
    orElse: (hub, size, index) => `${hub} (oder ${size} von ${index}, falls das nicht erreichbar ist)`,
    ask: (model, size, server) =>
      `${model} ist noch nicht auf diesem Computer. ${size ?? "Das Modell"} von ${server} herunterladen und dann verwenden?`,
    askYes: "Herunterladen und verwenden",
    askNo: "Nicht jetzt",
    missing: (model) => `${model} ist noch nicht auf diesem Computer.`,
    offer: (model, size, server) =>
      `${model}${size === null ? "" : ` (${size})`} von ${server} herunterladen`,
    next: (model) => `${model} wird verwendet, sobald es da ist.`,
    correction: "Mitschrift nachträglich verbessern mit",
    correctionNone: "Keinem Modell",
    correctionHint:
      "Wenn der Computer Zeit hat, geht ein größeres Modell fertige Zeilen noch einmal durch. Was Sie bearbeitet haben, bleibt, wie es ist.",
    correctionMissing:
      "Damit Sie hier eines wählen können, laden Sie ein Modell herunter, das größer ist als das für die Live-Untertitel.",
  },
  settings: {
    title: "Einstellungen",
    more: "Weitere Einstellungen",
    language: "Gesprochene Sprache",
    detect: "Automatisch erkennen",
    languages: "Erwartete Sprachen",
    languagesHint: "Im Zweifel bevorzugt. Ohne Angabe: jede Sprache.",
    addLanguage: "Hinzufügen…",
    removeLanguage: (language) => `${language} entfernen`,
    translate: "Untertitel ins Englische übersetzen",
    microphone: "Auch meine Stimme untertiteln",
    browserEcho: "Den Browser das Echo entfernen lassen",
    browserEchoHint:
      "Earshot nimmt den Ton der Besprechung selbst aus Ihrem Mikrofon und behält, was Sie sagen, während andere sprechen; der Browser verliert davon viel, entfernt aber auch, was andere Tabs und Programme abspielen.",
    meetingMute: "Stummschaltung der Besprechung folgen",
    meetingMuteHint:
      "Solange Sie in Google Meet oder Zoom stummgeschaltet sind und bevor Sie um Einlass bitten, wird von Ihrem Mikrofon nichts aufgenommen. Earshot liest dazu die Stummschalttaste der Seite.",
    stopWithCall: "Von selbst enden, wenn ich das Gespräch verlasse",
    overlay: "Untertitel in der Besprechung zeigen",
    voices: "Stimmen unterscheiden",
    voicesHint:
      "Wer in der Besprechung spricht, wird nach der Stimme nummeriert und lässt sich benennen. Stimmen werden nur auf diesem Computer und nur für diese Besprechung verglichen.",
    doubts: "Unsichere Wörter unterstreichen",
    device: "Läuft auf",
    devices: { auto: "Automatisch", cpu: "Prozessor", cuda: "NVIDIA-Grafikkarte" },
    microphoneDevice: "Mikrofon",
    microphoneDefault: "Standard des Browsers",
    microphoneNumber: (number) => `Mikrofon ${number}`,
    microphoneGone: "Das gewählte (nicht angeschlossen)",
    microphoneUnnamed: "Sobald Mikrofone erlaubt sind, stehen hier ihre Namen.",
    retention: "Mitschriften aufbewahren",
    retentionForever: "Bis ich sie lösche",
    retentionDays: (days) => (days === 365 ? "1\u00A0Jahr" : `${days}\u00A0Tage`),
    retentionHintForever: "Von selbst wird nie etwas gelöscht.",
    retentionHint: (days) =>
      `Mitschriften, die älter als ${days} sind, werden samt übrig gebliebenem Ton endgültig gelöscht. Sonst wird nie etwas gelöscht.`,
    retentionAsk: (days) => `Besprechungen, die älter als ${days} sind, werden endgültig gelöscht.`,
    retentionConfirm: "Ältere löschen",
    retentionCancel: "Abbrechen",
    vocabulary: "Namen und besondere Wörter",
    vocabularyHint: "Durch Kommas getrennt. Sie helfen dem Modell bei der Schreibweise.",
    alertWords: "Hinweis, wenn die anderen sagen",
    alertWordsHint:
      "Zum Beispiel Ihr Name; durch Kommas getrennt. Auch ähnlich Klingendes zählt. Fehlt ein Wort in den Untertiteln, gibt es keinen Hinweis.",
    alertNotification: "Auch als Benachrichtigung des Systems, die kein Wort nennt",
  },
  consent: {
    title: "Vor dem ersten Mal",
    hears: "Was Earshot hört",
    hearsBody:
      "Den Ton im Tab der Besprechung und, wenn Sie es erlauben, Ihr Mikrofon. Nur von „Untertitel starten“ bis „Stopp“.",
    stays: "Wo es bleibt",
    staysBody:
      "Auf diesem Computer. Ein Programm hier macht aus Ton Text. Der Ton wird gelöscht, sobald er aufgeschrieben ist, der Text, wenn Sie ihn löschen. Nur wenn Sie in den Einstellungen „Ton von Besprechungen aufbewahren“ einschalten, wird der Ton aufbewahrt, verschlüsselt.",
    leaves: "Was diesen Computer verlässt",
    leavesBody: "Nichts.",
    others: "Vielerorts müssen die anderen es wissen und zustimmen. Sagen Sie es ihnen.",
    more: "Mehr lesen",
    agree: "Verstanden",
    copyNotice: "Hinweis für den Chat kopieren",
    noteLabel: "Einverständnis der anderen (in Dateien vermerkt)",
    noteHint: "Gespeicherte Dateien enthalten diesen Vermerk und die Zeit, zu der Sie ihn gemacht haben.",
    notNoted: "Einverständnis: nicht vermerkt",
    bases: {
      agreed_aloud: "Alle haben mündlich zugestimmt",
      notice_in_chat: "Hinweis im Chat",
      notice_in_invitation: "Hinweis in der Einladung",
      not_needed: "Kein Einverständnis nötig",
    },
    sentence: (basis, when) => `Einverständnis: ${basis}, ${when}`,
    inExports: {
      agreed_aloud: "alle haben mündlich zugestimmt",
      notice_in_chat: "Hinweis im Chat",
      notice_in_invitation: "Hinweis in der Einladung",
      not_needed: "nicht nötig",
    },
  },
  panel: {
    title: "Mitschrift",
    empty: "Noch keine Untertitel",
    emptyIdle:
      "Öffnen Sie den Tab Ihrer Besprechung, klicken Sie in der Symbolleiste auf das Earshot-Symbol und dann auf „Untertitel starten“.",
    emptyListening: "Earshot hört zu. Sobald jemand spricht, erscheinen hier Untertitel.",
    emptyStalled: "Es kommt kein Ton an, also gibt es nichts zu untertiteln.",
    noMatch: (query) => `Keine Zeile enthält „${query}“.`,
    search: "Suchen",
    searchLabel: "Mitschrift durchsuchen",
    matches: counted({ one: "# Zeile", other: "# Zeilen" }),
    copyAll: "Kopieren",
    copyLine: "Diese Zeile kopieren",
    copied: "Kopiert",
    notCopied: "Nicht kopiert",
    export: "Exportieren",
    exportAgain: "Erneut versuchen",
    copy: "Kopieren",
    copyAs: (format) => `Kopieren als: ${format}`,
    parts: {
      title: "Was enthalten ist",
      times: "Zeiten",
      speakers: "Personen",
      gaps: "Was nicht aufgenommen wurde",
      bookmarks: "Markierte Momente, Hervorhebungen",
      versions: "Frühere Fassungen der Zeilen",
      echoes: "Zeilen, die die anderen wiederholen",
      consent: "Vermerk zum Einverständnis",
      note: "Gilt für alle Formate. Untertitel haben immer Zeiten. JSON enthält immer alles, damit es sich wieder importieren lässt.",
    },
    formats: {
      txt: "Nur Text",
      md: "Markdown",
      docx: "Word-Dokument",
      html: "Webseite, zum Lesen und Drucken",
      srt: "Untertitel, SubRip",
      vtt: "Untertitel, WebVTT",
      csv: "Tabelle, für Tabellenprogramme",
      json: "JSON, für Programme",
    },
    columns: { time: "Zeit", speaker: "Person", text: "Text" },
    rename: (speaker) => `„${speaker}“ umbenennen`,
    speakerName: "Name der sprechenden Person",
    jump: "Zum Neuesten",
    newLines: counted({ one: "# neue Zeile", other: "# neue Zeilen" }),
    readAloud: "Neue Zeilen per Screenreader vorlesen",
    lines: "Untertitel",
    linesHelp:
      "Mit den Pfeiltasten nach oben und unten wechseln Sie die Zeile, mit der Eingabetaste kopieren Sie eine Zeile. Die Pfeiltaste nach rechts zeigt oder verbirgt, was hinter einer Zeile steht.",
    improved: "verbessert",
    improvedBy: (model) => `Verbessert von ${model}: erste Fassung anzeigen`,
    suppressed: "Undeutlicher Ton zurückgehalten",
    keepEcho: "Das habe ich gesagt",
    echo: "Wiederholt die anderen",
    showSuppressed: "Anzeigen",
    hideSuppressed: "Ausblenden",
    speaking: "spricht noch",
    edit: {
      open: "Diese Zeile bearbeiten",
      field: "Text dieser Zeile",
      speaker: "Gesagt von",
      save: "Speichern",
      saving: "Wird gespeichert…",
      cancel: "Abbrechen",
      split: "Hier teilen",
      splitHint: "Macht an der Schreibmarke zwei Zeilen daraus (Umschalt+Eingabe)",
      splitNowhere: "Setzen Sie die Schreibmarke zwischen zwei Wörter: Dort wird die Zeile geteilt.",
      joinBefore: "Mit der Zeile davor verbinden",
      joinAfter: "Mit der Zeile danach verbinden",
      undo: "Rückgängig",
      edited: "bearbeitet",
      versions: "Fassungen",
      showVersions: "Alle Fassungen dieser Zeile anzeigen",
      recognisedLive: "Live erkannt:",
      improvedByModel: (model) => `Verbessert von ${model}:`,
      editedAt: (moment) => `Bearbeitet am ${moment}:`,
      restore: "Zurück zum erkannten Text",
      noWords: "kein Text",
      tooLong: counted({
        one: "Eine Zeile hat höchstens # Zeichen. Was Sie geschrieben haben, ist noch da.",
        other: "Eine Zeile hat höchstens # Zeichen. Was Sie geschrieben haben, ist noch da.",
      }),
      changedMeanwhile: "Inzwischen hat sich diese Zeile geändert. Sie lautet jetzt:",
      elsewhere: "Die Zeile, die Sie bearbeiten, ist nicht in dieser Liste.",
      linesHelp:
        "Mit den Pfeiltasten nach oben und unten wechseln Sie die Zeile, mit der Eingabetaste oder F2 bearbeiten Sie eine Zeile, mit H heben Sie sie hervor, mit Strg+C kopieren Sie sie. Die Pfeiltaste nach rechts zeigt oder verbirgt, was hinter einer Zeile steht.",
    },
    bookmarks: {
      titles: {
        moments: "Markierte Momente",
        highlights: "Hervorgehobene Zeilen",
        both: "Markierte Momente und hervorgehobene Zeilen",
      },
      mark: "Moment markieren",
      highlight: "Zeile hervorheben",
      highlighted: "Hervorgehoben",
      count: counted({ one: "# markierter Moment", other: "# markierte Momente" }),
      highlightCount: counted({ one: "# hervorgehobene Zeile", other: "# hervorgehobene Zeilen" }),
      jump: (time) => `Zeigen, was um ${time} gesagt wurde`,
      note: (time) => `Notiz bei ${time}`,
      notePlaceholder: "Notiz",
      remove: (time) => `Markierung bei ${time} entfernen`,
    },
    replace: {
      open: "Ersetzen…",
      by: "Ersetzen durch",
      all: counted({ one: "In # Zeile ersetzen", other: "In # Zeilen ersetzen" }),
      here: "In dieser Zeile ersetzen",
      done: counted({ one: "In # Zeile ersetzt.", other: "In # Zeilen ersetzt." }),
      tooLong: counted({
        one: "# Zeile bleibt, wie sie ist: Sie würde länger als 10.000 Zeichen.",
        other: "# Zeilen bleiben, wie sie sind: Sie würden länger als 10.000 Zeichen.",
      }),
      always: "Immer so schreiben",
      alwaysHint: "Kommt zu „Namen und besondere Wörter“, die die Erkennung künftig bevorzugt",
      isKnown: "Es steht schon bei „Namen und besondere Wörter“.",
    },
    back: "Zurück zur laufenden Besprechung",
    keyAway:
      "Den Schlüssel zu dieser Besprechung hat das Earshot-Programm auf diesem Computer, und es antwortet nicht. Nichts ist verloren.",
    keysAway:
      "Besprechungen einer früheren Version werden noch verschlüsselt. Sie sind lesbar, sobald das Earshot-Programm auf diesem Computer antwortet. Nichts ist verloren.",
    notThere: "Diese Mitschrift ließ sich nicht öffnen. Vielleicht wurde sie gelöscht.",
    loading: "Wird geöffnet…",
  },
  history: {
    title: "Alle Besprechungen",
    readingLabel: "Die gewählte Besprechung",
    search: "Alle Besprechungen durchsuchen",
    searchLabel: "Worte und Titel aller Besprechungen durchsuchen",
    searchHint:
      "Gefunden wird eine Besprechung, die alle Wörter enthält. Setzen Sie Wörter, die zusammengehören, in Anführungszeichen.",
    count: counted({ one: "# Besprechung", other: "# Besprechungen" }),
    found: counted({ one: "In # Besprechung gefunden", other: "In # Besprechungen gefunden" }),
    hits: counted({ one: "# Treffer", other: "# Treffer" }),
    hitsAtLeast: (hits) => `${hits} oder mehr`,
    reading: (read, all) => `wird noch gelesen: ${read} von ${all} sind durchsuchbar`,
    words: counted({ one: "# Wort", other: "# Wörter" }),
    storage: (size) => `Etwa ${size} auf diesem Computer`,
    empty: "Noch keine Besprechungen",
    noMatch: (query) => `Keine Besprechung enthält „${query}“.`,
    searching: "Wird gesucht…",
    noneChosen: "Keine Besprechung passt zur Auswahl oben.",
    locked: "Verschlüsselt. Sie ist lesbar, sobald ihr Schlüssel da ist.",
    keysAway:
      "Die Schlüssel zu Ihren Besprechungen hat das Earshot-Programm auf diesem Computer, und es antwortet nicht. Nichts ist verloren; bis dahin stehen sie hier mit ihrem Datum.",
    running: "Läuft gerade",
    runningNote: "Diese Besprechung läuft. Beenden Sie sie zuerst.",
    unfinished: "Unterbrochen, wird später fertiggestellt",
    kept: "Wird behalten",
    imports: {
      button: "Importieren…",
      hint: "Besprechungen, die Earshot als JSON gespeichert hat",
      drop: "Legen Sie die JSON-Dateien hier ab, um die Besprechungen zu importieren.",
      reading: (file) => `${file} wird importiert…`,
      imported: (title) => `„${title}“ ist importiert.`,
      present: (title) => `„${title}“ ist schon hier. Es wurde nichts importiert.`,
      exempt:
        "Sie ist älter, als Sie Mitschriften aufbewahren, und wird deshalb behalten, bis Sie sie löschen.",
      waiting: counted({ one: "# weitere Datei wartet.", other: "# weitere Dateien warten." }),
      importedMany: counted({
        one: "# Besprechung ist importiert.",
        other: "# Besprechungen sind importiert.",
      }),
      presentMany: counted({
        one: "# Besprechung ist schon hier. Von ihr wurde nichts importiert.",
        other: "# Besprechungen sind schon hier. Von ihnen wurde nichts importiert.",
      }),
      exemptMany:
        "Die, die älter sind, als Sie Mitschriften aufbewahren, werden behalten, bis Sie sie löschen.",
      open: "Öffnen",
      refused: (file) => `${file} wurde nicht importiert.`,
      badge: "Importiert",
    },
    order: "Reihenfolge",
    orders: {
      newest: "Neueste zuerst",
      oldest: "Älteste zuerst",
      longest: "Längste zuerst",
      title: "Nach Titel",
    },
    from: "Von",
    until: "Bis",
    allDates: "Alle Tage",
    site: "Seite",
    allSites: "Alle Seiten",
    sites: { meet: "Google Meet", zoom: "Zoom", other: "Andere Seiten" },
    listHelp:
      "Mit den Pfeiltasten nach oben und unten wechseln Sie die Besprechung, mit der Eingabetaste öffnen Sie eine, mit der Leertaste wählen Sie eine aus.",
    select: (title) => `${title} auswählen`,
    selection: "Ausgewählte Besprechungen",
    selected: counted({ one: "# ausgewählt", other: "# ausgewählt" }),
    selectAll: "Alle auswählen",
    clear: "Auswahl aufheben",
    rename: "Umbenennen",
    renameField: "Titel der Besprechung",
    keep: "Diese behalten",
    keepSelected: counted({ one: "# Besprechung behalten", other: "# Besprechungen behalten" }),
    keepHint: counted({
      one: "Sie wird nie von selbst gelöscht, egal wie lange Mitschriften aufbewahrt werden.",
      other: "Sie werden nie von selbst gelöscht, egal wie lange Mitschriften aufbewahrt werden.",
    }),
    deleteAsk: counted({
      one: "Diese Besprechung endgültig löschen? Text, übriger Ton und Schlüssel werden vernichtet. Dateien, die Sie gespeichert haben, bleiben.",
      other:
        "# Besprechungen endgültig löschen? Texte, übriger Ton und Schlüssel werden vernichtet. Dateien, die Sie gespeichert haben, bleiben.",
    }),
    pick: "Wählen Sie eine Besprechung, um sie hier zu lesen.",
    gone: "Diese Besprechung ist gelöscht.",
    wordless: "In dieser Besprechung wurde nichts gesagt.",
  },
  listening: {
    setting: "Ton von Besprechungen aufbewahren",
    hint: "Aus, solange Sie es nicht einschalten. Ab dann wird der Ton beider Seiten jeder Besprechung auf diesem Computer aufbewahrt, verschlüsselt wie der Text, etwa 22 MB je Stunde, damit Sie Zeilen unter „Alle Besprechungen“ noch einmal anhören können. Vielerorts müssen die anderen einer Aufnahme zustimmen: Sagen Sie es ihnen. In Exporten ist der Ton nicht enthalten.",
    retention: "Ton aufbewahren",
    retentionLongest: "So lange wie die Mitschrift",
    retentionHintLongest: "Er wird zusammen mit der Mitschrift gelöscht.",
    retentionHint: (days) =>
      `Ton wird nach ${days} endgültig gelöscht, spätestens mit der Mitschrift. Besprechungen, die Sie behalten, behalten auch ihren Ton.`,
    retentionAsk: (days) =>
      `Der Ton von Besprechungen, die älter als ${days} sind, wird endgültig gelöscht. Der Text bleibt.`,
    retentionConfirm: "Älteren Ton löschen",
    kept: "Der Ton wird aufbewahrt.",
    title: "Ton dieser Besprechung",
    size: (size: string) => `${size} Ton aufbewahrt`,
    line: "Diese Zeile anhören",
    play: "Anhören",
    pause: "Pause",
    back: "5 s zurück",
    forward: "5 s vor",
    speed: "Tempo",
    loading: "Der Ton wird geladen …",
    failed: "Dieser Teil des Tons kann nicht abgespielt werden. Der Text ist nicht betroffen.",
    linesHelp: "P spielt eine Zeile ab oder hält sie an.",
    delete: "Ton löschen …",
    ask: "Den Ton dieser Besprechung endgültig löschen? Der Text bleibt.",
    position: (time: string) => `Bei ${time}`,
  },
  recovered: {
    title: "Wiederhergestellte Besprechungen",
    folded: counted({
      one: "# unterbrochene Besprechung",
      other: "# unterbrochene Besprechungen",
    }),
    untitled: "Besprechung",
    waiting: (left) => `Unterbrochen. Noch nicht zu Text geworden: ${left} Ton.`,
    waitingOnly: "Unterbrochen. Wird später fertiggestellt.",
    transcribing: (left) => `Unterbrochen. Wird fertiggestellt: noch etwa ${left} Ton.`,
    transcribingOnly: "Unterbrochen. Wird fertiggestellt…",
    done: "Sie wurde unterbrochen. Alles Aufgenommene ist jetzt zu Text geworden.",
    keyMissing: "Der Schlüssel ist weg, deshalb ist sie nicht mehr lesbar. Sie lässt sich nur noch löschen.",
    pendingDeletions: counted({
      one: "# Besprechung ist hier gelöscht. Sobald das Earshot-Programm auf diesem Computer antwortet, vernichtet es Schlüssel und Ton.",
      other:
        "# Besprechungen sind hier gelöscht. Sobald das Earshot-Programm auf diesem Computer antwortet, vernichtet es Schlüssel und Ton.",
    }),
    open: "Öffnen",
    delete: "Löschen…",
    deleteAsk: "Mitschrift und Ton dieser Besprechung endgültig löschen?",
    deleteYes: "Löschen",
    deleteNo: "Behalten",
    of: (action, title) => `${action}: ${title}`,
  },
  diagnostics: {
    title: "Diagnose",
    tab: "Besprechung",
    mic: "Sie",
    captured: "Erfasste Tonblöcke (100\u202Fms)",
    waiting: "Tonblöcke, die noch zu speichern sind",
    stored: "… davon gespeichert",
    lost: "Verlorene Tonblöcke",
    sentAgain: "Erneut gesendete Tonblöcke",
    balance: "Erfasst = gespeichert + wartend + verloren",
    journalled: "Tonblöcke auf der Festplatte",
    toSidecar: "… davon an die Spracherkennung gesendet",
    notYetSent: "… noch nicht gesendet",
    understood: "… davon verarbeitet",
    balanced: "ja",
    unbalanced: (by) => `Differenz: ${by}`,
    dropRate: "Verworfene Tonblöcke, von allen empfangenen",
    restarts: "Neustarts der Spracherkennung",
    deadlocks: "Stillstände (30\u202Fs ohne Fortschritt)",
    process: (name) => `Prozess: ${name}`,
    processFigures: (cpuSeconds, peakMegabytes) =>
      `${cpuSeconds}\u202Fs Prozessorzeit, höchstens ${peakMegabytes}\u202FMB`,
    copy: "Bericht kopieren",
    copyHint: "Nur Zahlen und Zustände: keine Worte, Namen oder Titel.",
    echo: {
      off: "Echo der Besprechung in Ihrem Mikrofon: wird zurzeit nicht gesucht.",
      watching: "Echo der Besprechung in Ihrem Mikrofon: keines gefunden.",
      cancelling: (delayMs: number) =>
        `Echo der Besprechung in Ihrem Mikrofon: wird entfernt, ${delayMs} ms verzögert.`,
    },
    unrendered: "Durch Überlastung verlorener Ton",
    shortHoles: "… darin Lücken unter 0,2\u202Fs",
    firstWords: "Verzögerung erster Wörter (p50 / p95)",
    finals: "Verzögerung fertiger Zeilen (p50 / p95)",
    startToFirstFrame: "Vom Start bis zum ersten gespeicherten Ton",
    framesSent: "An die Spracherkennung gesendete Tonblöcke",
    framesDropped: "Verworfene Tonblöcke",
    eventsReceived: "Empfangene Ereignisse",
    parseErrors: "Unlesbare Nachrichten",
    ipcErrors: "Verbindungsfehler",
    averageLatency: "Mittlere Zeit bis zur Spracherkennung",
    ignored: "Nicht beachtete Nachrichten",
    peopleOnPage: "Personen auf der Seite: benannt / gesehen",
    speakingOnPage: "Von der Seite gezeigtes Sprechen",
    step: "Sparstufe, wenn es zu langsam geht",
    steps: {
      full: "0 – alles",
      rare_partials: "1 – unfertige Zeilen ändern sich seltener",
      one_talker: "2 – unfertige Zeilen nur einer Seite",
      finals_only: "3 – nur fertige Zeilen",
      quick_finals: "4 – fertige Zeilen, schneller erkannt",
      catching_up: "5 – Ton wartet auf der Festplatte",
    },
    partialInterval: "Unfertige Zeilen ändern sich alle",
    redone: "Zweimal erkannte Abschnitte",
    suppressed: "Als nicht gesprochen zurückgehaltene Abschnitte",
    calibration: "Für diesen Computer gewählt",
    calibrationFigures: (models, threads, unitMs) =>
      `${models}, ${threads} Threads, 4\u202Fs in ${unitMs}\u202Fms`,
    coverage: {
      received: "Ton, der die Spracherkennung erreicht hat",
      noSpeech: "… ohne Gesprochenes",
      final: "… in fertigen Zeilen",
      failed: "… fehlgeschlagen",
      open: "… noch nicht fertig",
      uncovered: "… ungeklärt",
    },
  },
  overlay: {
    label: "Earshot-Untertitel",
    move: "Verschieben: ziehen oder Pfeiltasten benutzen",
    resize: "Größe ändern: ziehen oder Pfeiltasten benutzen",
    smaller: "Kleinere Schrift",
    larger: "Größere Schrift",
    fainter: "Mehr durchscheinen lassen",
    darker: "Weniger durchscheinen lassen",
    hide: "Untertitel ausblenden",
    show: "Untertitel einblenden",
    hold: "Untertitel anhalten",
    marked: "Markiert",
    notMarked: "Nicht markiert: Höchstzahl erreicht",
    sight: {
      covered:
        "Etwas auf der Seite der Besprechung verdeckt die Untertitel. Schließen Sie es, oder ziehen Sie die Untertitel zur Seite. Sie stehen auch in der Seitenleiste.",
      removed:
        "Die Seite der Besprechung hat die Untertitel entfernt. Earshot fügt sie wieder ein, solange die Seite es zulässt. Sie stehen auch in der Seitenleiste.",
      refused: "Auf dieser Seite lassen sich keine Untertitel anzeigen. Sie stehen in der Seitenleiste.",
    },
    listening: "Earshot hört zu…",
    starting: "Wird gestartet…",
    modelLoading: "Das Erkennungsmodell wird geladen. Der Ton bleibt erhalten; seine Untertitel folgen.",
    demoModel: "Demo-Modell: Es kennt kaum mehr als die Demo-Besprechung.",
    paused: "Pausiert. Nichts wird aufgenommen.",
    sidecarFailed:
      "Die Spracherkennung ließ sich nicht starten. Der Ton bleibt erhalten. Klicken Sie auf das Earshot-Symbol, um es erneut zu versuchen.",
    unmute: "Zum Einschalten klicken Sie auf das Earshot-Symbol.",
    helperRemedy: "Klicken Sie auf das Earshot-Symbol: Es führt zu den Schritten, die helfen.",
    remedies: {
      microphone_not_granted:
        "Klicken Sie auf das Earshot-Symbol, dann auf „Mikrofon erlauben…“ und wählen Sie „Beim Besuch der Website erlauben“.",
      microphone_denied:
        "Klicken Sie auf das Earshot-Symbol, dann auf „Mikrofon erlauben…“: Die Seite, die sich öffnet, erklärt, wie Sie es wieder erlauben.",
    },
  },
  captionOptions: {
    title: "Darstellung der Untertitel",
    lines: "Zeilen",
    place: "Position",
    places: {
      "top-left": "Oben links",
      top: "Oben Mitte",
      "top-right": "Oben rechts",
      "bottom-left": "Unten links",
      bottom: "Unten Mitte",
      "bottom-right": "Unten rechts",
    },
    opacity: "Hintergrund",
    font: "Schriftart",
    fonts: { sans: "Serifenlos", serif: "Mit Serifen", mono: "Feste Breite", dyslexic: "OpenDyslexic" },
    colours: "Farben",
    systemColours: "Wie das System",
    presets: {
      "white-on-black": "Weiß auf Schwarz",
      "yellow-on-black": "Gelb auf Schwarz",
      "black-on-white": "Schwarz auf Weiß",
    },
    sample: "Aa",
    ownWords: "Eigene Worte zeigen",
    clickThrough: "Klicks zur Seite durchlassen",
    clickThroughHint:
      "Damit sich diese Schaltflächen wieder bedienen lassen: Alt+Umschalt+L oder das Earshot-Symbol.",
    takeClicks: "Untertitel wieder anklickbar machen",
    clicksPass: "Klicks gehen durch die Untertitel zur Seite.",
  },
  captionWindow: {
    open: "Untertitel in einem Fenster öffnen",
    openShort: "Fenster öffnen",
    onTop: "Über allen anderen Fenstern zeigen",
    isOnTop:
      "Die Untertitel stehen in einem kleinen Fenster über allen anderen. Sie können dieses Fenster minimieren; wenn Sie es schließen, schließen sich auch die Untertitel.",
    bringBack: "Untertitel hierher zurückholen",
    onTopRefused:
      "Der Browser hat kein Fenster über den anderen geöffnet. Vielleicht verbieten es seine Einstellungen oder die Ihrer Organisation.",
    ended:
      "Die Besprechung ist zu Ende. Die letzten Untertitel bleiben hier, bis Sie dieses Fenster schließen.",
    empty: "Es wird keine Besprechung untertitelt. Sobald eine läuft, erscheinen hier Untertitel.",
  },
  shortcuts: {
    title: "Tastenkürzel",
    everywhere: "Überall im Browser",
    inLines: "In den Zeilen einer Besprechung",
    inMeetings: "In der Liste der Besprechungen",
    unset: "keines",
    change:
      "Die, die überall gelten, können Sie auf der Seite chrome://extensions/shortcuts des Browsers ändern.",
    close: "Schließen",
    commands: {
      "toggle-capture": "Untertitel für diesen Tab starten oder beenden",
      "mark-moment": "Diesen Moment der Besprechung markieren",
      "strike-last-minute": "Letzte Minute streichen: Text und Ton endgültig löschen",
      "toggle-click-through": "Klicks durch die Untertitel zur Seite durchlassen oder wieder annehmen",
    },
    lines: [
      ["↑ ↓", "Zu einer anderen Zeile"],
      ["Eingabetaste, F2", "Zeile bearbeiten (dann speichert die Eingabetaste, Esc lässt alles, wie es war)"],
      ["Umschalt+Eingabetaste", "Die Zeile teilen, die bearbeitet wird"],
      ["H", "Zeile hervorheben oder nicht mehr"],
      ["P", "Zeile anhören oder anhalten (in „Alle Besprechungen“, wo ihr Ton aufbewahrt ist)"],
      ["Strg+C", "Zeile kopieren"],
      ["→", "Zeigen oder verbergen, was hinter der Zeile steht"],
    ],
    meetings: [
      ["↑ ↓", "Zu einer anderen Besprechung"],
      ["Eingabetaste", "Besprechung öffnen"],
      ["Leertaste", "Besprechung auswählen"],
    ],
  },
  welcome: {
    title: "Untertitel, die Ihren Computer nie verlassen",
    lead: "Earshot schreibt auf, was beide Seiten einer Besprechung im Browser sagen, während sie es sagen.",
    steps: { done: "Erledigt", now: "Jetzt", later: "Später" },
    captured: "Was Earshot hört",
    capturedTab:
      "Den Ton eines einzigen Tabs: des Tabs, in dem Sie auf das Earshot-Symbol klicken. Keine anderen Tabs, keine Seiteninhalte.",
    capturedMicrophone:
      "Ihr Mikrofon, wenn Sie es erlauben, damit auch Ihre eigenen Worte untertitelt werden. Beides wird nie vermischt.",
    capturedWhen:
      "Nur von „Untertitel starten“ bis „Stopp“. Das Symbol in der Symbolleiste zeigt, wann Earshot zuhört.",
    local: "Alles bleibt auf diesem Computer",
    localBody:
      "Ein Programm auf diesem Computer macht aus Ton Text. Nach Regeln, die der Browser durchsetzt, kann die Erweiterung nichts abrufen, laden oder senden. Diese Regeln gelten nicht für WebRTC, für Downloads des Browsers und für geöffnete Seiten: Earshot verwendet kein WebRTC, speichert nur Mitschriften und öffnet nur eigene Seiten und die Einstellungen des Browsers. Heruntergeladen wird nur ein Erkennungsmodell, und nur auf Ihren Wunsch.",
    localAudio:
      "Der Ton bleibt nur so lange auf Ihrer Festplatte, bis seine Untertitel geschrieben sind. Nur wenn Sie in den Einstellungen „Ton von Besprechungen aufbewahren“ einschalten, wird der Ton aufbewahrt, verschlüsselt.",
    others: "Sagen Sie es den anderen",
    othersBody:
      "Vielerorts müssen Menschen davon wissen und zustimmen, bevor ihre Worte aufgeschrieben werden. Sagen Sie es am Anfang: „Ich nutze Live-Untertitel, die mitschreiben, was wir sagen. Sie bleiben auf meinem Computer.“",
    agree: "Verstanden, ich sage es den anderen",
    agreed: "Sie haben zugestimmt. Vielen Dank.",
    microphone: "Ihr Mikrofon",
    microphoneBody:
      "Wenn der Browser fragt, wählen Sie „Beim Besuch der Website erlauben“. Mit „Dieses Mal erlauben“ würden Ihre Untertitel enden, sobald Sie diese Seite verlassen.",
    microphoneButton: "Mikrofon erlauben",
    microphoneAgain: "Noch einmal fragen",
    microphoneSkip: "Ohne Mikrofon fortfahren",
    microphoneSkipped: "Nicht benutzt, wie von Ihnen gewählt. Nur die anderen werden untertitelt.",
    microphoneStates: {
      unknown: "Noch nicht gefragt. Ohne Mikrofon werden nur die anderen untertitelt.",
      asking: "Bitte antworten Sie auf die Frage oben im Fenster…",
      granted: "Erlaubt. Auch Ihre eigenen Worte werden untertitelt.",
      denied:
        "Abgelehnt. Um das zu ändern, klicken Sie auf das Symbol links neben der Adresse dieser Seite, öffnen Sie „Website-Einstellungen“ und stellen Sie das Mikrofon auf „Zulassen“. Die anderen werden auch so untertitelt.",
      dismissed:
        "Die Frage wurde ohne Antwort geschlossen. Fragen Sie noch einmal und wählen Sie „Beim Besuch der Website erlauben“.",
      missing:
        "Es wurde kein Mikrofon gefunden. Schließen Sie eines an und fragen Sie noch einmal. Die anderen werden auch so untertitelt.",
      busy: "Das Mikrofon ließ sich nicht öffnen; vielleicht belegt es ein anderes Programm. Schließen Sie dieses Programm und fragen Sie noch einmal.",
    },
    host: "Das Programm auf diesem Computer",
    hostBody: "Ein kleines Programm neben dem Browser macht aus Ton Text.",
    hostStates: {
      disconnected: "Nicht verbunden. Es startet zusammen mit den ersten Untertiteln.",
      connecting: "Verbindung wird hergestellt…",
      connected: (version) => `Verbunden (Version ${version}).`,
    },
    hostRetry: "Erneut prüfen",
    looksAgain: "Diese Seite sieht alle paar Sekunden von selbst wieder nach.",
    speech: "Sprachmodell und Mikrofon",
    modelBody: (model) =>
      `Es macht aus Ton Wörter. Das erste, „${model}“, ist klein: auf den meisten Computern schnell, mit einigen Fehlern. Größere machen weniger Fehler und brauchen einen schnelleren Computer; sie stehen unten in der Liste.`,
    allModels: "Alle Sprachmodelle",
    tryOut: {
      title: "20 Sekunden lang ausprobieren",
      body: "Sprechen Sie ein paar Sätze und lesen Sie sie hier. Der Versuch endet von selbst, und nichts bleibt erhalten: Ton und Worte werden sofort gelöscht.",
      start: "Ausprobieren",
      again: "Noch einmal ausprobieren",
      stop: "Stopp",
      first: "Erledigen Sie zuerst die drei Schritte oben.",
      noMicrophone: "Zum Ausprobieren wird Ihr Mikrofon gebraucht. Die anderen werden auch ohne untertitelt.",
      busy: "Es laufen gerade Untertitel. Ausprobieren können Sie es, wenn sie gestoppt sind.",
      elsewhere:
        "Sie probieren Earshot gerade aus. Das endet in wenigen Sekunden von selbst; danach können Sie die Untertitel einer Besprechung starten.",
      opening: "Ihr Mikrofon wird geöffnet…",
      speak: "Bitte sprechen Sie jetzt.",
      left: (time) => `Noch ${time}`,
      writing: "Die letzten Worte werden aufgeschrieben…",
      outcomes: {
        words:
          "Es funktioniert. Diese Worte stehen nur auf dieser Seite und sind weg, sobald Sie sie schließen.",
        "no-words":
          "Es kam Ton an, aber es wurden keine Worte erkannt. Gehen Sie näher an das Mikrofon, sprechen Sie in ganzen Sätzen und prüfen Sie die gesprochene Sprache hinter dem Earshot-Symbol in der Symbolleiste.",
        "no-sound":
          "Es kam kein Ton an. Prüfen Sie, ob das Mikrofon angeschlossen, eingeschaltet und nicht stummgeschaltet ist und ob hinter dem Earshot-Symbol in der Symbolleiste das richtige gewählt ist.",
      },
    },
    keyStorage: {
      keychain:
        "Besprechungen werden verschlüsselt gespeichert. Der Schlüssel dazu liegt im Schlüsselbund des Systems.",
      file: "Besprechungen werden verschlüsselt gespeichert. Der Schlüssel dazu liegt in einer Datei, die nur Sie lesen dürfen, denn dieses System bietet keinen Schlüsselbund.",
    },
    ready: "Fertig",
    readyBody:
      "Öffnen Sie Ihre Besprechung, klicken Sie in der Symbolleiste auf das Earshot-Symbol und dann auf „Untertitel starten“.",
    readyPin:
      "Sehen Sie das Symbol nicht? Klicken Sie oben rechts im Browser auf das Puzzleteil und dann auf die Stecknadel neben Earshot.",
  },
  guide: {
    title: (browser, system) => `Schritt für Schritt, für ${browser} unter ${system}`,
    follow: "Diese Schritte helfen:",
    unsupported: (system) =>
      `Unter ${system} gibt es für diese Kopie der Erweiterung kein Earshot-Programm. Seine Pakete sind für Linux, Windows und macOS.`,
    get: (system) =>
      `Installieren Sie die neueste Version des Earshot-Programms für ${system}. Sie bekommen es dort, wo Sie diese Erweiterung bekommen haben.`,
    download: (system) =>
      `Laden Sie die neueste Version des Earshot-Programms für ${system} herunter, öffnen Sie die Datei und folgen Sie den Anweisungen.`,
    downloadButton: (system) => `Für ${system} herunterladen`,
    registerAgain: (terminal) => `Wenn es schon installiert ist, melden Sie es noch einmal an. ${terminal}`,
    terminals: {
      win: "Drücken Sie Windows-Taste und R zusammen, tippen Sie „cmd“ und drücken Sie die Eingabetaste: Ein Fenster für Befehle öffnet sich.",
      mac: "Drücken Sie Befehlstaste und Leertaste zusammen, tippen Sie „Terminal“ und drücken Sie die Eingabetaste: Ein Fenster für Befehle öffnet sich.",
      linux:
        "Drücken Sie Strg, Alt und T zusammen, oder öffnen Sie unter Ihren Programmen „Terminal“: Ein Fenster für Befehle öffnet sich.",
    },
    inFolder: (terminal) =>
      `${terminal} Wechseln Sie darin in den Ordner Ihrer Kopie des Earshot-Repositorys.`,
    enter: {
      win: "Kopieren Sie diesen Befehl, fügen Sie ihn mit Strg und V in das Fenster ein und drücken Sie die Eingabetaste.",
      mac: "Kopieren Sie diesen Befehl, fügen Sie ihn mit Befehlstaste und V in das Fenster ein und drücken Sie die Eingabetaste.",
      linux:
        "Kopieren Sie diesen Befehl, fügen Sie ihn mit Strg, Umschalt und V in das Fenster ein und drücken Sie die Eingabetaste.",
    },
    copyCommand: "Befehl kopieren",
    copyLine: "Zeile kopieren",
    answer:
      "Lesen Sie die Antwort. Wo etwas nicht stimmt, sagt sie, was es ist, und hinter dem Pfeil (→), was zu tun ist.",
    administrator:
      "Schicken Sie diese Zeile der Person, die diesen Computer betreut, und bitten Sie sie, das zu erlauben.",
    policies: (address) => `Die Richtlinien dieses Browsers stehen unter ${address}.`,
    wait: "Warten Sie einige Sekunden: Es startet von selbst neu. Machen Sie nur weiter, wenn das nicht hilft.",
    otherCopies: (address) =>
      `Hilft das nicht, tippen Sie ${address} in die Adressleiste, drücken Sie die Eingabetaste und entfernen Sie jede andere Kopie von Earshot.`,
    newestExtension: (address) =>
      `Tippen Sie ${address} in die Adressleiste und drücken Sie die Eingabetaste. Schalten Sie den „Entwicklermodus“ ein und klicken Sie auf „Aktualisieren“: So kommt die neueste Erweiterung.`,
    reload: (address) =>
      `Tippen Sie ${address} in die Adressleiste, drücken Sie die Eingabetaste und klicken Sie auf den runden Pfeil bei Earshot.`,
    packagedBrowser: (browser) =>
      `Wenn Ihr ${browser} aus dem Snap Store oder von Flathub kommt, kann er keine anderen Programme starten. Nehmen Sie dann einen Browser aus dem Paket seines Herstellers (.deb oder .rpm), zum Beispiel Google Chrome.`,
    back: "Kommen Sie auf diese Seite zurück und klicken Sie auf „Erneut prüfen“.",
    checking: "Wird geprüft…",
    unchanged: (clock) => `Um ${clock} geprüft: Es ist noch so.`,
    reportHint:
      "Der Bericht ist für Menschen, die Ihnen helfen: Versionen, Browser, System und Art des Fehlers. Kein Wort aus einer Besprechung.",
  },
  errors: {
    incompatible_protocol_version: {
      sentence: "Die Erweiterung und das Programm auf diesem Computer haben verschiedene Versionen.",
      remedy: steps,
    },
    invalid_message: {
      sentence: "Ein Teil von Earshot hat etwas gesendet, das die anderen Teile nicht verstehen.",
      remedy:
        "Beenden Sie die Untertitel und starten Sie sie wieder. Kommt es erneut vor, installieren Sie Earshot neu.",
    },
    unknown_method: {
      sentence: "Das Programm auf diesem Computer ist älter als die Erweiterung.",
      remedy: "Installieren Sie von beiden die neueste Version.",
    },
    message_too_large: {
      sentence: "Eine Nachricht zwischen Teilen von Earshot war zu groß und wurde nicht gesendet.",
      remedy: "Beenden Sie die Untertitel und starten Sie sie wieder.",
    },
    session_unknown: {
      sentence: "Diese Besprechung war schon zu Ende.",
      remedy: "Sonst hat sich nichts geändert. Laufen keine Untertitel, können Sie sie wieder starten.",
    },
    session_already_running: {
      sentence: "Eine andere Besprechung wird gerade untertitelt.",
      remedy: "Beenden Sie zuerst jene, und starten Sie dann hier.",
    },
    host_not_installed: {
      sentence: "Der Browser findet das Earshot-Programm auf diesem Computer nicht.",
      remedy: steps,
    },
    host_forbidden: {
      sentence: "Das Earshot-Programm auf diesem Computer lehnt diese Kopie der Erweiterung ab.",
      remedy: steps,
    },
    host_blocked: {
      sentence:
        "Eine Richtlinie der Administration hindert den Browser daran, das Earshot-Programm zu starten.",
      remedy:
        "Bitten Sie Ihre Administration, „app.earshot.host“ mit der Richtlinie „NativeMessagingAllowlist“ zu erlauben.",
    },
    host_start_failed: {
      sentence: "Das Earshot-Programm auf diesem Computer endet, sobald es gestartet wird.",
      remedy: steps,
    },
    host_exited: {
      sentence: "Das Earshot-Programm auf diesem Computer wurde beendet.",
      remedy: "Es startet von selbst neu. Wenn nicht, beenden Sie die Untertitel und starten Sie sie wieder.",
    },
    host_protocol_broken: {
      sentence: "Der Browser kann nicht lesen, was das Earshot-Programm schreibt.",
      remedy: steps,
    },
    host_misconfigured: {
      sentence: "Die Einstellungen des Earshot-Programms fehlen oder sind unlesbar.",
      remedy: steps,
    },
    sidecar_start_failed: {
      sentence: "Die Spracherkennung ließ sich nicht starten.",
      remedy: steps,
    },
    sidecar_died: {
      sentence: "Die Spracherkennung ist ausgefallen; Ihr Ton bleibt erhalten.",
      remedy: "Fällt sie erneut aus, wählen Sie ein kleineres Modell.",
    },
    sidecar_corrupt_output: {
      sentence: "Die Spracherkennung gibt Antworten, die sich nicht lesen lassen.",
      remedy: steps,
    },
    model_not_found: {
      sentence: "Das gewählte Erkennungsmodell ist nicht auf diesem Computer.",
      remedy: "Laden Sie es herunter, oder wählen Sie in den Einstellungen ein anderes Modell.",
    },
    model_corrupt: {
      sentence:
        "Die Dateien des gewählten Erkennungsmodells sind beschädigt oder keine gewöhnlichen Dateien.",
      remedy: "Entfernen Sie das Modell und laden Sie es neu herunter, oder wählen Sie ein anderes.",
    },
    model_changed: {
      sentence:
        "Die Dateien Ihres eigenen Modells haben sich seit der letzten Verwendung geändert. Das geänderte Modell ist in Gebrauch.",
      remedy:
        "Wenn nicht Sie sie geändert haben, wählen Sie ein anderes Modell, und finden Sie heraus, was in diesen Ordner schreibt.",
    },
    model_altered: {
      sentence:
        "Die Dateien des gewählten Erkennungsmodells sind nicht die richtigen und werden deshalb nicht verwendet.",
      remedy:
        "Entfernen Sie das Modell und laden Sie es neu herunter. Wenn nicht Sie es geändert haben, war es vielleicht jemand anderes.",
    },
    model_download_failed: {
      sentence: "Das Erkennungsmodell ließ sich nicht herunterladen.",
      remedy:
        "Prüfen Sie die Netzverbindung und wählen Sie das Modell noch einmal; der Download geht dort weiter, wo er aufhörte.",
    },
    model_in_use: {
      sentence:
        "Dieses Erkennungsmodell wird gerade verwendet oder heruntergeladen und lässt sich jetzt nicht entfernen.",
      remedy:
        "Beenden Sie zuerst die Besprechung, oder wählen Sie ein anderes Modell, oder brechen Sie den Download ab.",
    },
    model_too_large: {
      sentence: "Für das gewählte Erkennungsmodell ist zu wenig Arbeitsspeicher frei.",
      remedy:
        "Schließen Sie andere Programme und wählen Sie das Modell noch einmal, oder wählen Sie ein kleineres.",
    },
    transcription_failed: {
      sentence: "Einige Wörter ließen sich nicht in Text umwandeln.",
      remedy:
        "Sie müssen nichts tun: Die Untertitel laufen weiter. Wiederholt es sich, wählen Sie ein kleineres Modell.",
    },
    journal_unwritable: {
      sentence:
        "Earshot kann nicht in seinen Ordner schreiben, deshalb lässt sich neuer Ton nicht speichern.",
      remedy:
        "„Schritte anzeigen…“ sagt, welcher Ordner das ist. Sobald er beschreibbar ist, wird von selbst weiter gespeichert.",
    },
    disk_full: {
      sentence: "Die Festplatte ist voll, deshalb lässt sich neuer Ton nicht speichern.",
      remedy: "Schaffen Sie Platz; dann wird von selbst weiter gespeichert.",
    },
    disk_nearly_full: {
      sentence: "Die Festplatte ist fast voll: Es passt weniger als eine Stunde Ton darauf.",
      remedy: "Schaffen Sie bald Platz. Bis sie voll ist, bleibt alles erhalten.",
    },
    session_key_missing: {
      sentence: "Der Schlüssel zu dieser Besprechung ist weg, deshalb ist sie nicht mehr lesbar.",
      remedy:
        "Löschen Sie die Besprechung. Falls Sie den Earshot-Ordner verschoben haben, legen Sie seinen Ordner „keys“ zurück.",
    },
    keychain_unavailable: {
      sentence:
        "Der Schlüsselbund Ihres Computers ist gesperrt oder fehlt, deshalb lassen sich frühere Besprechungen jetzt nicht öffnen.",
      remedy:
        "Entsperren Sie den Schlüsselbund (melden Sie sich neu an), und öffnen Sie die Besprechung noch einmal. Nichts ist verloren.",
    },
    audio_lost: {
      sentence: "Etwas Ton ließ sich nicht sichern; in der Mitschrift können Wörter fehlen.",
      remedy:
        "Schließen Sie andere Programme, oder schaffen Sie Platz auf der Festplatte, damit es nicht wieder vorkommt.",
    },
    tab_not_capturable: {
      sentence: "Der Browser lässt keine Erweiterung diese Seite mithören.",
      remedy: "Wechseln Sie zum Tab der Besprechung und starten Sie dort.",
    },
    tab_already_captured: {
      sentence: "Der Ton dieses Tabs wird bereits aufgenommen.",
      remedy:
        "Beenden Sie die andere Aufnahme, oder laden Sie den Tab neu, und starten Sie dann noch einmal.",
    },
    tab_not_invoked: {
      sentence: "Der Browser verlangt, dass Sie den Tab selbst wählen.",
      remedy:
        "Wechseln Sie zum Tab der Besprechung, klicken Sie in der Symbolleiste auf das Earshot-Symbol und starten Sie dort.",
    },
    tab_capture_failed: {
      sentence: "Der Browser hat den Ton dieses Tabs nicht herausgegeben.",
      remedy: "Laden Sie den Tab der Besprechung neu und starten Sie noch einmal.",
    },
    tab_closed: {
      sentence:
        "Der Tab der Besprechung wurde geschlossen, deshalb endeten die Untertitel. Die Mitschrift bleibt erhalten.",
      remedy: "Öffnen Sie die Besprechung wieder und starten Sie dort.",
    },
    tab_crashed: {
      sentence: "Die Seite der Besprechung ist abgestürzt, deshalb werden die anderen nicht untertitelt.",
      remedy: "Laden Sie den Tab der Besprechung neu; die Untertitel laufen von selbst weiter.",
    },
    microphone_not_granted: {
      sentence: "Ihr Mikrofon ist noch nicht erlaubt; nur die anderen werden untertitelt.",
      remedy: "Klicken Sie auf „Mikrofon erlauben…“ und wählen Sie „Beim Besuch der Website erlauben“.",
    },
    microphone_denied: {
      sentence: "Das Mikrofon wurde abgelehnt; nur die anderen werden untertitelt.",
      remedy:
        "Öffnen Sie die Website-Einstellungen von Earshot, stellen Sie das Mikrofon auf „Zulassen“, und wählen Sie dann „Beim Besuch der Website erlauben“.",
    },
    microphone_missing: {
      sentence: "Es ist kein Mikrofon angeschlossen; nur die anderen werden untertitelt.",
      remedy: "Schließen Sie ein Mikrofon an; Ihre Untertitel beginnen dann von selbst.",
    },
    microphone_lost: {
      sentence: "Das Mikrofon ist ausgefallen; nur die anderen werden untertitelt.",
      remedy:
        "Ihre Untertitel laufen von selbst weiter, sobald es angeschlossen oder mit „Beim Besuch der Website erlauben“ wieder erlaubt ist.",
    },
    capture_stalled: {
      sentence: "Vom Browser kommt kein Ton an.",
      remedy:
        "Laden Sie den Tab der Besprechung neu, beenden Sie dann die Untertitel und starten Sie sie wieder.",
    },
    frames_not_stored: {
      sentence:
        "Der Ton ist zu hören, erreicht aber das Earshot-Programm nicht; er bleibt im Arbeitsspeicher.",
      remedy: "Warten Sie einen Moment. Bleibt es so, beenden Sie die Untertitel und starten Sie sie wieder.",
    },
    transcript_damaged: {
      sentence:
        "Teile einer gespeicherten Besprechung sind nicht lesbar: Sie wurden auf der Festplatte verändert.",
      remedy:
        "Der Rest wird angezeigt. Ein anderes Programm oder eine defekte Festplatte hat Dateien des Browsers verändert.",
    },
    transcript_not_stored: {
      sentence: "Der Browser kann fertige Untertitel nicht speichern; das Earshot-Programm bewahrt sie auf.",
      remedy: "Schaffen Sie Platz auf der Festplatte; dann werden sie von selbst gespeichert.",
    },
    audio_not_stored: {
      sentence:
        "Der Ton dieser Besprechung wird nicht weiter aufbewahrt: Der Browser konnte ihn nicht codieren oder hat keinen Platz dafür.",
      remedy:
        "Die Untertitel laufen weiter, und was bis dahin aufbewahrt wurde, kann gehört werden. Schaffen Sie vor der nächsten Besprechung Platz auf der Festplatte.",
    },
    edit_not_stored: {
      sentence: "Ihre Änderung ist nicht gespeichert: Die Datenbank des Browsers nimmt sie nicht an.",
      remedy:
        "Schaffen Sie Platz auf der Festplatte und speichern Sie noch einmal. Was Sie geschrieben haben, ist noch da.",
    },
    line_gone: {
      sentence: "Diese Zeile gibt es nicht mehr: Sie wurde gestrichen, oder ihre Besprechung wurde gelöscht.",
      remedy: "Kopieren Sie, was Sie geschrieben haben, falls Sie es noch brauchen.",
    },
    export_disk_full: {
      sentence: "Die Datei wurde nicht gespeichert: Die Festplatte ist voll.",
      remedy: "Schaffen Sie Platz und speichern Sie noch einmal. Die Mitschrift selbst ist sicher.",
    },
    export_blocked: {
      sentence:
        "Die Datei wurde nicht gespeichert: Der Browser oder ein Sicherheitsprogramm hat es nicht erlaubt.",
      remedy:
        "Erlauben Sie Downloads in den Einstellungen des Browsers, oder speichern Sie in einem anderen Format. Die Mitschrift selbst ist sicher.",
    },
    export_failed: {
      sentence:
        "Die Datei wurde nicht gespeichert: Der Browser konnte nicht in seinen Download-Ordner schreiben.",
      remedy:
        "Wählen Sie in den Einstellungen des Browsers unter „Downloads“ einen anderen Ordner, und speichern Sie noch einmal. Die Mitschrift selbst ist sicher.",
    },
    import_too_large: {
      sentence: "Die Datei wurde nicht gelesen: Sie ist größer als 64 MB.",
      remedy:
        "Der JSON-Export einer Besprechung ist viel kleiner. Wählen Sie die Datei, die Earshot gespeichert hat.",
    },
    import_unreadable: {
      sentence: "Der Browser konnte die Datei nicht lesen.",
      remedy:
        "Vielleicht ist es ein Ordner, oder sie wurde inzwischen verschoben oder gelöscht. Wählen Sie sie noch einmal.",
    },
    import_not_json: {
      sentence: "Die Datei ist beschädigt: Sie ist kein vollständiges JSON.",
      remedy:
        "Exportieren Sie die Besprechung dort, wo sie gespeichert ist, noch einmal, und importieren Sie diese Datei.",
    },
    import_not_an_export: {
      sentence: "Diese JSON-Datei ist keine von Earshot gespeicherte Besprechung.",
      remedy: "Wählen Sie eine Datei, die über „Exportieren“ als JSON gespeichert wurde.",
    },
    import_other_version: {
      sentence: "Die Datei stammt von einer Version von Earshot, die diese hier nicht kennt.",
      remedy: "Aktualisieren Sie Earshot, und importieren Sie die Datei noch einmal.",
    },
    import_damaged: {
      sentence:
        "In der Datei fehlt etwas, oder etwas ist nicht so, wie Earshot es schreibt. Nichts davon wurde importiert.",
      remedy:
        "Exportieren Sie die Besprechung dort, wo sie gespeichert ist, noch einmal, und importieren Sie diese Datei. Von Hand geänderte Dateien müssen dem veröffentlichten Schema entsprechen.",
    },
    import_disk_full: {
      sentence:
        "Die Besprechung wurde nicht importiert: Der Browser hat auf diesem Datenträger keinen Platz mehr.",
      remedy:
        "Schaffen Sie Platz, oder löschen Sie Besprechungen, die Sie nicht mehr brauchen, und importieren Sie die Datei noch einmal. Nichts davon wurde gespeichert.",
    },
    import_not_stored: {
      sentence:
        "Die Besprechung wurde nicht importiert: Die Datenbank des Browsers hat sie nicht angenommen.",
      remedy:
        "Starten Sie den Browser neu, und importieren Sie die Datei noch einmal. Nichts davon wurde gespeichert.",
    },
    copy_refused: {
      sentence: "Es wurde nichts kopiert: Der Browser lässt Earshot nicht auf die Zwischenablage zugreifen.",
      remedy:
        "Klicken Sie auf diese Seite und kopieren Sie noch einmal, oder speichern Sie eine Datei. Die Mitschrift selbst ist sicher.",
    },
    internal_error: {
      sentence: "In Earshot ist etwas kaputtgegangen.",
      remedy:
        "Beenden Sie die Untertitel und starten Sie sie wieder. Kommt der Fehler wieder, melden Sie ihn bitte mit „Bericht kopieren“ aus der Diagnose unter der Mitschrift.",
    },
  },
  gaps: {
    bothSides: "Beide Seiten",
    missing: (who, why) => `${who}: nicht aufgenommen – ${why}`,
    struck: (who) => `${who}: von Ihnen gestrichen`,
    reasons: {
      paused: "Sie hatten die Untertitel pausiert",
      muted: "Ihr Mikrofon war in Earshot stummgeschaltet",
      muted_in_meeting: "Sie waren in der Besprechung stummgeschaltet",
      meeting_left: "der Tab hatte die Besprechung verlassen",
      microphone_off: "Ihr Mikrofon war nicht verfügbar",
      overload: "der Computer war überlastet",
      asleep: "der Computer war im Ruhezustand",
      not_stored: "der Ton ließ sich nicht speichern",
      tab_crashed: "die Seite der Besprechung war abgestürzt",
      damaged: "das Gespeicherte ließ sich nicht mehr lesen",
    },
  },
};
