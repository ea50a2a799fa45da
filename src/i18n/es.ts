import type { Words } from "./en.ts";
import { countedIn } from "./plural.ts";

const counted = countedIn("es");
const steps = "«Ver los pasos…» indica qué hacer, paso a paso.";

/**
 * The words in Spanish, in words of both sides of the Atlantic: "dispositivo" for the computer, as the browser says it. Between a
 * number and its unit stands a no-break space (U+00A0).
 */
export const es: Words = {
  language: "es",
  name: "Earshot",
  inOneLine: (sentences) => sentences.join(" "),
  state: {
    idle: "Listo",
    starting: "Iniciando…",
    recording: "Grabando",
    paused: "En pausa",
    stalled: "No se graba nada",
    stopping: "Terminando los últimos subtítulos…",
  },
  toolbar: {
    idle: "Earshot",
    starting: "Earshot se está iniciando",
    recording: "Earshot está subtitulando esta reunión",
    paused: "Earshot está en pausa: no se graba nada",
    stalled: "Earshot no recibe sonido",
    stopping: "Earshot está terminando la transcripción",
    tryOut: "Earshot está probando su micrófono",
  },
  start: "Iniciar subtítulos",
  stop: "Detener",
  openPanel: "Abrir la transcripción",
  help: "Qué hace Earshot",
  sources: { tab: "Pestaña de la reunión", mic: "Su micrófono" },
  sourceOff: "desactivado",
  level: (source) => `Nivel de sonido: ${source}`,
  levelValue: (percent) => `${percent} %`,
  connecting: "Conectando…",
  units: {
    milliseconds: (value) => `${value} ms`,
    seconds: (value) => `${value} s`,
    minutes: (value) => `${value} min`,
    hours: (value) => `${value} h`,
    percent: (value) => `${value} %`,
  },
  speakers: { tab: "Los demás", mic: "Usted" },
  numberedSpeaker: (number) => `Voz ${number}`,
  doubtful: "el modelo no está seguro de esta palabra",
  alertWord: "una de sus palabras de aviso",
  late: "Los subtítulos van con retraso y se están poniendo al día.",
  lag: (late) =>
    `Los subtítulos llevan ${late} de retraso y se están poniendo al día. Todo el sonido está a salvo.`,
  lagUnsafe: (late) => `Los subtítulos llevan ${late} de retraso.`,
  soundIsSafe: "Todo el sonido está a salvo.",
  steps: {
    one_talker:
      "Hasta que el dispositivo se ponga al día, las palabras sin terminar solo se muestran de la última persona que habló.",
    finals_only: "Hasta que el dispositivo se ponga al día, solo se muestran las frases terminadas.",
    quick_finals:
      "Hasta que el dispositivo se ponga al día, solo se muestran las frases terminadas, transcritas con menos cuidado.",
    catching_up:
      "El dispositivo está demasiado ocupado: el sonido primero se guarda y se transcribe en cuanto hay tiempo.",
  },
  strike: {
    button: "Borrar el último minuto",
    ask: "¿Borrar el último minuto? Sus palabras y su sonido se eliminan para siempre.",
    yes: "Borrar",
    no: "Conservar",
  },
  pause: "Pausar",
  continue: "Reanudar",
  pausedNote: "No se graba nada hasta que lo reanude.",
  helperOutdated:
    "El programa de este dispositivo es más antiguo que esta extensión. Instale su paquete más reciente o, en un clon, ejecute «git pull» y «npm start».",
  heldInMemory: "El sonido nuevo se guarda en la memoria, hasta 10 minutos.",
  mute: "Silenciar",
  unmute: "Reactivar",
  muteLabel: "Silenciar mi micrófono en Earshot",
  unmuteLabel: "Reactivar mi micrófono en Earshot",
  wordAlert: (word, clock) => `${clock}: se dijo «${word}».`,
  alertWordSaid: "En la reunión se ha dicho una de sus palabras de aviso.",
  mutedNote: "Su micrófono está silenciado en Earshot: lo que usted dice no se subtitula.",
  silenced: {
    paused: "en pausa",
    muted: "silenciado",
    muted_in_meeting: "silenciado en la reunión",
    meeting_left: "fuera de la reunión",
    tab_crashed: "con error",
  },
  leaving: {
    elsewhere: "La pestaña ha salido de la reunión: allí no se graba nada.",
    left: "La llamada parece haber terminado.",
    stops: "Los subtítulos se detendrán solos en un momento.",
    back: "Si la reunión ha vuelto a esa pestaña, pulse allí el botón de Earshot.",
    keepOn: "Continuar",
    fromPage: "Pulse el botón de Earshot para continuar.",
    stopped: "Los subtítulos se detuvieron porque la llamada había terminado.",
  },
  namesUnavailable: "En esta reunión no hay nombres disponibles; los subtítulos continúan.",
  mutedInMeeting: {
    note: "Micrófono silenciado en la reunión: lo que usted dice no se subtitula.",
    blind:
      "Su micrófono estaba silenciado en la reunión y Earshot ya no ve si lo sigue estando: lo que usted dice no se subtitula.",
    fromPage: "Pulse el botón de Earshot para que se subtitule.",
    override: "Subtitularme",
    overrideLabel: "Subtitularme hasta que mi micrófono deje de estar silenciado en la reunión",
    unseen: "Earshot no ve si su micrófono está silenciado en la reunión. Siléncielo también en Earshot.",
    overridden: "Se subtitula aunque su micrófono está silenciado en la reunión.",
  },
  networkSandboxes: {
    seccomp: "El sistema niega toda conexión al reconocimiento de voz (seccomp).",
    seatbelt: "El sistema niega toda conexión al reconocimiento de voz (zona protegida de macOS).",
    "audit-hook":
      "En este dispositivo, el sistema no impide que el reconocimiento de voz acceda a la red. El propio código de Earshot no abre ninguna conexión.",
  },
  sidecar: {
    restarting: "El reconocimiento de voz se detuvo y se está iniciando de nuevo.",
    kept: "El sonido se conserva.",
    failed: "No se pudo iniciar de nuevo el reconocimiento de voz.",
    failedKept: "No se muestran subtítulos, pero el sonido se sigue grabando y se conserva.",
    failedOnly: "No se muestran subtítulos.",
    waiting: (waiting) => `Sonido a la espera de subtítulos: ${waiting}.`,
    retry: "Reintentar",
  },
  stopping: {
    left: (left) => `Quedan unos ${left} de sonido.`,
    almost: "Casi listo…",
    progress: "Progreso de los últimos subtítulos",
    finishNow: "Terminar ahora",
    finishNowNote: "El resto se conserva y se transcribe la próxima vez que se inicie.",
    improving: (done, all) => `Mejorando la transcripción: ${done} de ${all} líneas`,
    finishUnimprovedNote: "No se pierde nada: las demás líneas quedan como están.",
  },
  dismiss: "Cerrar",
  openMicrophonePage: "Permitir el micrófono…",
  openHostPage: "Ver los pasos…",
  model: {
    title: "Modelo de voz",
    downloading: (model, percent) =>
      `Descargando el modelo ${model ?? "de voz"}${percent === null ? "…" : `: ${percent} %`}`,
    loading: (model) => `Cargando el modelo ${model ?? "de voz"}…`,
    ready: (model, device) => `El modelo ${model} funciona en ${device} de este dispositivo.`,
    devices: { cpu: "el procesador", cuda: "la tarjeta gráfica" },
    demo: "Modelo de demostración: conoce las palabras de la reunión de demostración y poco más.",
    demoStandsIn: (requested) =>
      `Se usa el modelo de demostración ${requested === null ? "porque aquí no hay otro" : `en lugar de ${requested}`}. Conoce las palabras de la reunión de demostración y poco más.`,
    standsIn: (model, requested) => `Se usa el modelo ${model} en lugar de ${requested ?? "otro"}.`,
    calibrations: {
      keeps_up: (model, _partialModel, seconds) =>
        `En este dispositivo, ${model} sigue el ritmo del habla (procesa 4 s en ${seconds}).`,
      smaller_partials: (model, partialModel, seconds) =>
        `En este dispositivo: ${partialModel} para las palabras mientras se dicen, ${model} para las frases terminadas (procesa 4 s de habla en ${seconds}).`,
      rare_partials: (model, _partialModel, seconds) =>
        `El modelo ${model} es lento en este dispositivo (procesa 4 s de habla en ${seconds}), así que las palabras se muestran con menos frecuencia mientras se dicen. Ayudaría tener además un modelo más pequeño.`,
      finals_only: (model, _partialModel, seconds) =>
        `El modelo ${model} es demasiado lento en este dispositivo (procesa 4 s de habla en ${seconds}), así que solo se muestran las frases terminadas. Un modelo más pequeño mostraría las palabras mientras se dicen.`,
      graphics_card: (model, _partialModel, seconds) =>
        `El modelo ${model} funciona en la tarjeta gráfica (procesa 4 s de habla en ${seconds}).`,
    },
    unknown: "Se carga al iniciar los subtítulos.",
    safeMeanwhile: "Mientras tanto, el sonido se conserva; sus subtítulos llegarán después.",
    names: {
      auto: "Elegir según este dispositivo",
      tiny: "tiny – el más rápido, aproximado",
      base: "base – rápido",
      small: "small – equilibrado",
      medium: "medium – preciso, más lento",
      "large-v3-turbo": "large-v3-turbo – el mejor, se recomienda tarjeta gráfica",
      "large-v3": "large-v3 – el mejor, grande, necesita tarjeta gráfica",
      demo: "demo – solo para la reunión de demostración",
    },
  },
  models: {
    title: "Gestionar modelos",
    asking: "Comprobando qué modelos hay…",
    inUse: "En uso",
    about: (size) => `unos ${size}`,
    here: (size) => (size === null ? "En este dispositivo" : `${size} en este dispositivo`),
    comesAlong: "Incluido en Earshot",
    own: (size) => (size === null ? "De su propia carpeta" : `${size}, de su propia carpeta`),
    away: (size) => (size === null ? "No está en este dispositivo" : `${size} por descargar`),
    toDownload: (model, size) =>
      size === null ? `${model} (por descargar)` : `${model} (${size} por descargar)`,
    notHere: (model) => `${model} (no está en este dispositivo)`,
    part: (received, total) =>
      `Ya recibido: ${total === null ? received : `${received} de ${total}`}; la descarga continuará desde ahí.`,
    downloading: (received, total, percent) =>
      total === null || percent === null
        ? `Descargando: ${received}`
        : `${percent} % · ${received} de ${total}`,
    progress: (model) => `Descarga de «${model}»`,
    timeLeft: (time) => `Quedan unos ${time}.`,
    waiting: "A la espera de empezar…",
    checking: "Comprobando lo recibido…",
    download: "Descargar",
    goOn: "Continuar",
    tryAgain: "Reintentar",
    cancel: "Cancelar",
    remove: "Eliminar…",
    removePart: "Eliminar lo recibido",
    removeAsk: (size) =>
      size === null
        ? "¿Eliminar este modelo? Se puede volver a descargar."
        : `¿Eliminar este modelo? Así se liberan ${size}; se puede volver a descargar.`,
    removeYes: "Eliminar",
    removeNo: "Conservar",
    of: (action, model) => `${action}: ${model}`,
    news: {
      downloading: (model) => `El modelo «${model}» se está descargando.`,
      checking: (model) => `El modelo «${model}» se está comprobando.`,
      installed: (model) => `El modelo «${model}» ya está en este dispositivo.`,
      cancelled: (model) => `Se detuvo la descarga del modelo «${model}».`,
      failed: (model) => `No se pudo descargar el modelo «${model}».`,
    },
    failures: {
      model_download_failed: {
        sentence: "La descarga se interrumpió: no se pudo acceder a ningún servidor que tenga este modelo.",
        remedy: "Compruebe la red y vuelva a intentarlo; la descarga continuará donde se detuvo.",
      },
      model_corrupt: {
        sentence: "Lo recibido está dañado y se eliminó.",
        remedy:
          "Vuelva a intentarlo; si ocurre otra vez, espere un día: puede que el fallo esté en el servidor del modelo.",
      },
      model_altered: {
        sentence: "El servidor tiene otro modelo con este nombre; no se conservó nada de él.",
        remedy:
          "Vuelva a intentarlo más tarde o actualice Earshot. Si usa un servidor espejo, pruebe sin él.",
      },
      disk_full: {
        sentence: "No hay espacio suficiente en el disco para este modelo.",
        remedy: "Libere espacio y vuelva a intentarlo; la descarga continuará donde se detuvo.",
      },
      model_in_use: {
        sentence: "Otro programa está descargando este modelo.",
        remedy: "Espere a que termine y vuelva a abrir esta lista.",
      },
    },
    noRoom: (free) => `Demasiado grande: solo quedan ${free} libres en el disco. Libere espacio primero.`,
    free: (free) => `Espacio libre en el disco: ${free}.`,
    from: (server) => `Los modelos se descargan de ${server}, y solo cuando usted lo pide.`,
    fromTwo: (hub, index) =>
      `Los modelos se descargan de ${hub}, algunos de ${index} si no se puede acceder a ese servidor, y solo cuando usted lo pide.`,
    orElse: (hub, size, index) => `${hub} (o ${size} de ${index} si no se puede acceder a ese servidor)`,
    ask: (model, size, server) =>
      `El modelo ${model} todavía no está en este dispositivo. ¿Descargarlo${size === null ? "" : ` (${size})`} de ${server} y usarlo después?`,
    askYes: "Descargar y usar",
    askNo: "Ahora no",
    missing: (model) => `El modelo ${model} todavía no está en este dispositivo.`,
    offer: (model, size, server) => `Descargar ${model}${size === null ? "" : ` (${size})`} de ${server}`,
    next: (model) => `El modelo ${model} se usará en cuanto esté aquí.`,
    correction: "Mejorar después la transcripción con",
    correctionNone: "Ningún modelo",
    correctionHint:
      "Cuando el dispositivo tiene tiempo, un modelo más grande repasa las líneas terminadas. Lo que usted ha editado queda como está.",
    correctionMissing:
      "Para elegirlo aquí, descargue un modelo más grande que el de los subtítulos en tiempo real.",
  },
  settings: {
    title: "Configuración",
    more: "Más opciones",
    language: "Idioma hablado",
    detect: "Detectar automáticamente",
    languages: "Idiomas que espero",
    languagesHint: "Se prefieren en caso de duda. Ninguno: cualquier idioma.",
    addLanguage: "Añadir…",
    removeLanguage: (language) => `Quitar: ${language}`,
    translate: "Traducir los subtítulos al inglés",
    microphone: "Subtitular mi propia voz",
    browserEcho: "Dejar que el navegador elimine el eco",
    browserEchoHint:
      "Earshot quita por sí mismo el sonido de la reunión de su micrófono y conserva lo que usted dice mientras otros hablan; el navegador pierde buena parte de eso, pero también elimina lo que reproducen otras pestañas y programas.",
    meetingMute: "Seguir el silencio de la reunión",
    meetingMuteHint:
      "Mientras su micrófono esté silenciado en Google Meet o Zoom, y antes de que pida entrar, no se escucha. Earshot mira el botón de silencio de la página.",
    stopWithCall: "Detenerse al salir yo de la llamada",
    overlay: "Mostrar los subtítulos en la página de la reunión",
    voices: "Distinguir las voces",
    voicesHint:
      "Quienes hablan en la reunión se numeran por su voz y puedes ponerles nombre. Las voces se comparan en este ordenador y solo durante esta reunión.",
    doubts: "Subrayar las palabras dudosas",
    device: "Funciona en",
    devices: { auto: "Elección automática", cpu: "Procesador", cuda: "Tarjeta gráfica NVIDIA" },
    microphoneDevice: "Micrófono",
    microphoneDefault: "El predeterminado del navegador",
    microphoneNumber: (number) => `Micrófono ${number}`,
    microphoneGone: "El elegido (no conectado)",
    microphoneUnnamed: "Los micrófonos se muestran con su nombre cuando se permite su uso.",
    retention: "Conservar las transcripciones",
    retentionForever: "Hasta que yo las elimine",
    retentionDays: (days) => (days === 365 ? "1 año" : `${days} días`),
    retentionHintForever: "Nunca se elimina nada automáticamente.",
    retentionHint: (days) =>
      `Las transcripciones, y el sonido que quede de ellas, se eliminan para siempre después de ${days}. Nada más se elimina nunca.`,
    retentionAsk: (days) => `Las reuniones de hace más de ${days} se eliminarán para siempre.`,
    retentionConfirm: "Eliminar reuniones antiguas",
    retentionCancel: "Cancelar",
    vocabulary: "Nombres y palabras especiales",
    vocabularyHint: "Separados por comas. Ayudan al modelo a escribirlos bien.",
    alertWords: "Avisarme cuando los demás digan",
    alertWordsHint:
      "Por ejemplo, su nombre; separe las palabras con comas. También cuenta lo que suena parecido. Una palabra que falta en los subtítulos no genera ningún aviso.",
    alertNotification: "También con una notificación del sistema, que no muestra ninguna palabra",
  },
  consent: {
    title: "Antes de la primera vez",
    hears: "Qué oye Earshot",
    hearsBody:
      "El sonido de la pestaña de la reunión y, si usted lo permite, su micrófono. Solo desde que inicia los subtítulos hasta que los detiene.",
    stays: "Dónde se queda",
    staysBody:
      "En este dispositivo. Un programa convierte aquí el sonido en texto. El sonido se elimina en cuanto está escrito; el texto, cuando usted lo elimina. Solo si usted activa «Conservar el sonido de las reuniones» en los ajustes se conserva el sonido, cifrado.",
    leaves: "Qué sale de este dispositivo",
    leavesBody: "Nada.",
    others: "En muchos lugares, los demás deben saberlo y estar de acuerdo. Avíseles.",
    more: "Más información",
    agree: "Entendido",
    copyNotice: "Copiar un aviso para el chat",
    noteLabel: "Consentimiento de los demás, anotado en las exportaciones",
    noteHint: "Las exportaciones llevan esta nota, con la hora en que usted la hizo.",
    notNoted: "Consentimiento: sin anotar",
    bases: {
      agreed_aloud: "Todos lo dieron de viva voz",
      notice_in_chat: "Aviso en el chat",
      notice_in_invitation: "Aviso en la invitación",
      not_needed: "No hace falta consentimiento",
    },
    sentence: (basis, when) => `Consentimiento: ${basis}, ${when}`,
    inExports: {
      agreed_aloud: "todos lo dieron de viva voz",
      notice_in_chat: "aviso en el chat",
      notice_in_invitation: "aviso en la invitación",
      not_needed: "no hace falta",
    },
  },
  panel: {
    title: "Transcripción",
    empty: "Todavía no hay subtítulos",
    emptyIdle:
      "Abra la pestaña de su reunión, pulse el botón de Earshot en la barra de herramientas y después «Iniciar subtítulos».",
    emptyListening: "Escuchando. Los subtítulos se mostrarán aquí en cuanto alguien hable.",
    emptyStalled: "No llega sonido, así que no hay nada que subtitular.",
    noMatch: (query) => `Ninguna línea contiene «${query}».`,
    search: "Buscar",
    searchLabel: "Buscar en la transcripción",
    matches: counted({ one: "# línea", many: "# de líneas", other: "# líneas" }),
    copyAll: "Copiar todo",
    copyLine: "Copiar esta línea",
    copied: "Copiado",
    notCopied: "No se ha copiado",
    export: "Exportar",
    exportAgain: "Intentar de nuevo",
    copy: "Copiar",
    copyAs: (format) => `Copiar como: ${format}`,
    parts: {
      title: "Qué se incluye",
      times: "Tiempos",
      speakers: "Personas",
      gaps: "Lo que no se grabó",
      bookmarks: "Momentos marcados y resaltados",
      versions: "Versiones anteriores de las líneas",
      echoes: "Líneas que repiten a los demás",
      consent: "Nota de consentimiento",
      note: "Vale para todos los formatos. Los subtítulos siempre llevan tiempos. JSON siempre lo incluye todo, para poder importarlo de nuevo.",
    },
    formats: {
      txt: "Texto sin formato",
      md: "Markdown",
      docx: "Documento de Word",
      html: "Página web, para leer e imprimir",
      srt: "Subtítulos SubRip",
      vtt: "Subtítulos WebVTT",
      csv: "Tabla, para hojas de cálculo",
      json: "JSON, para programas",
    },
    columns: { time: "Tiempo", speaker: "Persona", text: "Texto" },
    rename: (speaker) => `Cambiar el nombre de «${speaker}»`,
    speakerName: "Nombre de la persona",
    jump: "Ir a lo último",
    newLines: counted({ one: "# línea nueva", many: "# de líneas nuevas", other: "# líneas nuevas" }),
    readAloud: "Leer las líneas nuevas con mi lector de pantalla",
    lines: "Subtítulos",
    linesHelp:
      "Las flechas arriba y abajo pasan de una línea a otra; Intro copia una línea. La flecha derecha muestra u oculta lo que hay detrás de una línea.",
    improved: "mejorada",
    improvedBy: (model) => `Mejorada por ${model}: mostrar la primera versión`,
    suppressed: "Sonido poco claro, no mostrado",
    keepEcho: "Lo he dicho yo",
    echo: "Repite a los demás",
    showSuppressed: "Mostrar",
    hideSuppressed: "Ocultar",
    speaking: "sigue hablando",
    edit: {
      open: "Editar esta línea",
      field: "Texto de esta línea",
      speaker: "Dicho por",
      save: "Guardar",
      saving: "Guardando…",
      cancel: "Cancelar",
      split: "Dividir aquí",
      splitHint: "La convierte en dos líneas donde está el cursor (Mayús+Intro)",
      splitNowhere: "Ponga el cursor entre dos palabras: la línea se divide ahí.",
      joinBefore: "Unir con la línea anterior",
      joinAfter: "Unir con la línea siguiente",
      undo: "Deshacer",
      edited: "editada",
      versions: "versiones",
      showVersions: "Mostrar todas las versiones de esta línea",
      recognisedLive: "Reconocido en el momento:",
      improvedByModel: (model) => `Mejorado por ${model}:`,
      editedAt: (moment) => `Editado (${moment}):`,
      restore: "Volver a lo reconocido",
      noWords: "sin palabras",
      tooLong: counted({
        one: "Una línea tiene como máximo # carácter. Lo que escribió sigue aquí.",
        many: "Una línea tiene como máximo # de caracteres. Lo que escribió sigue aquí.",
        other: "Una línea tiene como máximo # caracteres. Lo que escribió sigue aquí.",
      }),
      changedMeanwhile: "Mientras tanto, esta línea cambió. Ahora dice:",
      elsewhere: "La línea que está editando no está en esta lista.",
      linesHelp:
        "Las flechas arriba y abajo pasan de una línea a otra; Intro o F2 edita una línea; H la resalta; Ctrl+C la copia. La flecha derecha muestra u oculta lo que hay detrás de una línea.",
    },
    bookmarks: {
      titles: {
        moments: "Momentos marcados",
        highlights: "Líneas resaltadas",
        both: "Momentos marcados y líneas resaltadas",
      },
      mark: "Marcar este momento",
      highlight: "Resaltar esta línea",
      highlighted: "Resaltado",
      count: counted({
        one: "# momento marcado",
        many: "# de momentos marcados",
        other: "# momentos marcados",
      }),
      highlightCount: counted({
        one: "# línea resaltada",
        many: "# de líneas resaltadas",
        other: "# líneas resaltadas",
      }),
      jump: (time) => `Mostrar lo que se dijo en ${time}`,
      note: (time) => `Nota en ${time}`,
      notePlaceholder: "Nota",
      remove: (time) => `Quitar la marca en ${time}`,
    },
    replace: {
      open: "Reemplazar…",
      by: "Reemplazar por",
      all: counted({
        one: "Reemplazar en # línea",
        many: "Reemplazar en # de líneas",
        other: "Reemplazar en # líneas",
      }),
      here: "Reemplazar en esta línea",
      done: counted({
        one: "Reemplazado en # línea.",
        many: "Reemplazado en # de líneas.",
        other: "Reemplazado en # líneas.",
      }),
      tooLong: counted({
        one: "# línea queda como está: superaría los 10.000 caracteres.",
        many: "# de líneas quedan como están: superarían los 10.000 caracteres.",
        other: "# líneas quedan como están: superarían los 10.000 caracteres.",
      }),
      always: "Escribirlo siempre así",
      alwaysHint: "Lo añade a su vocabulario, que el reconocimiento preferirá a partir de ahora",
      isKnown: "Está en su vocabulario.",
    },
    back: "Volver a la reunión actual",
    keyAway:
      "El programa de Earshot en este dispositivo tiene la clave de esta reunión y no responde. No se ha perdido nada.",
    keysAway:
      "Hay reuniones de una versión anterior que esperan a ser cifradas. Se podrán leer en cuanto responda el programa de Earshot en este dispositivo. No se ha perdido nada.",
    notThere: "No se pudo abrir esta transcripción. Puede que se haya eliminado.",
    loading: "Abriendo…",
  },
  history: {
    title: "Todas las reuniones",
    readingLabel: "La reunión elegida",
    search: "Buscar en todas las reuniones",
    searchLabel: "Buscar en las palabras y los títulos de todas las reuniones",
    searchHint:
      "Se encuentra una reunión cuando contiene todas las palabras. Ponga entre comillas las palabras que van juntas.",
    count: counted({ one: "# reunión", many: "# de reuniones", other: "# reuniones" }),
    found: counted({
      one: "Encontrado en # reunión",
      many: "Encontrado en # de reuniones",
      other: "Encontrado en # reuniones",
    }),
    hits: counted({ one: "# resultado", many: "# de resultados", other: "# resultados" }),
    hitsAtLeast: (hits) => `${hits} o más`,
    reading: (read, all) => `leyendo todavía: ya se puede buscar en ${read} de ${all}`,
    words: counted({ one: "# palabra", many: "# de palabras", other: "# palabras" }),
    storage: (size) => `Unos ${size} en este dispositivo`,
    empty: "Todavía no hay reuniones",
    noMatch: (query) => `Ninguna reunión contiene «${query}».`,
    searching: "Buscando…",
    noneChosen: "Ninguna reunión coincide con lo elegido arriba.",
    locked: "Cifrada. Se podrá leer en cuanto esté su clave.",
    keysAway:
      "El programa de Earshot en este dispositivo tiene las claves de sus reuniones y no responde. No se ha perdido nada; mientras tanto, se muestran por fecha.",
    running: "En curso",
    runningNote: "Esta reunión está en curso. Deténgala primero.",
    unfinished: "Interrumpida, a la espera de terminarse",
    kept: "Conservada",
    imports: {
      button: "Importar…",
      hint: "Reuniones que Earshot guardó como JSON",
      drop: "Suelte aquí los archivos JSON para importar las reuniones.",
      reading: (file) => `Importando ${file}…`,
      imported: (title) => `«${title}» se importó.`,
      present: (title) => `«${title}» ya está aquí. No se importó nada.`,
      exempt:
        "Es más antigua de lo que usted conserva las transcripciones, por lo que se conservará hasta que la elimine.",
      waiting: counted({
        one: "# archivo más en espera.",
        many: "# de archivos más en espera.",
        other: "# archivos más en espera.",
      }),
      importedMany: counted({
        one: "Se importó # reunión.",
        many: "Se importaron # de reuniones.",
        other: "Se importaron # reuniones.",
      }),
      presentMany: counted({
        one: "# reunión ya está aquí. No se importó nada de ella.",
        many: "# de reuniones ya están aquí. No se importó nada de ellas.",
        other: "# reuniones ya están aquí. No se importó nada de ellas.",
      }),
      exemptMany:
        "Las que son más antiguas de lo que usted conserva las transcripciones se conservarán hasta que las elimine.",
      open: "Abrir",
      refused: (file) => `${file} no se importó.`,
      badge: "Importada",
    },
    order: "Orden",
    orders: {
      newest: "Primero las más recientes",
      oldest: "Primero las más antiguas",
      longest: "Primero las más largas",
      title: "Por título",
    },
    from: "Desde",
    until: "Hasta",
    allDates: "Todas las fechas",
    site: "Sitio",
    allSites: "Todos los sitios",
    sites: { meet: "Google Meet", zoom: "Zoom", other: "Otros sitios" },
    listHelp:
      "Las flechas arriba y abajo pasan de una reunión a otra; Intro abre una reunión; Espacio la selecciona.",
    select: (title) => `Seleccionar «${title}»`,
    selection: "Reuniones seleccionadas",
    selected: counted({ one: "# seleccionada", many: "# seleccionadas", other: "# seleccionadas" }),
    selectAll: "Seleccionar todo",
    clear: "No seleccionar nada",
    rename: "Cambiar el nombre",
    renameField: "Título de la reunión",
    keep: "Conservar esta",
    keepSelected: counted({
      one: "Conservar # reunión",
      many: "Conservar # de reuniones",
      other: "Conservar # reuniones",
    }),
    keepHint: counted({
      one: "Nunca se elimina automáticamente, sea cual sea el tiempo que se conserven las transcripciones.",
      other:
        "Nunca se eliminan automáticamente, sea cual sea el tiempo que se conserven las transcripciones.",
    }),
    deleteAsk: counted({
      one: "¿Eliminar esta reunión para siempre? Se destruyen sus palabras, el sonido que quede de ella y su clave. Los archivos que usted guardó se quedan.",
      many: "¿Eliminar # de reuniones para siempre? Se destruyen sus palabras, el sonido que quede de ellas y sus claves. Los archivos que usted guardó se quedan.",
      other:
        "¿Eliminar # reuniones para siempre? Se destruyen sus palabras, el sonido que quede de ellas y sus claves. Los archivos que usted guardó se quedan.",
    }),
    pick: "Elija una reunión para leerla aquí.",
    gone: "Esta reunión está eliminada.",
    wordless: "En esta reunión no se dijo nada.",
  },
  listening: {
    setting: "Conservar el sonido de las reuniones",
    hint: "Desactivado mientras usted no lo active. A partir de entonces, el sonido de ambas partes de cada reunión se conserva en este ordenador, cifrado como el texto, unos 22 MB por hora, para que pueda volver a escuchar las líneas en «Todas las reuniones». En muchos lugares los demás deben aceptar una grabación: dígaselo. No forma parte de las exportaciones.",
    retention: "Conservar el sonido",
    retentionLongest: "Tanto como la transcripción",
    retentionHintLongest: "Se elimina junto con su transcripción.",
    retentionHint: (days) =>
      `El sonido se elimina definitivamente después de ${days} y, como muy tarde, con su transcripción. Las reuniones que usted conserva mantienen el suyo.`,
    retentionAsk: (days) =>
      `El sonido de las reuniones de más de ${days} se eliminará definitivamente. El texto se conserva.`,
    retentionConfirm: "Eliminar el sonido antiguo",
    kept: "El sonido se conserva.",
    title: "Sonido de esta reunión",
    size: (size: string) => `${size} de sonido conservados`,
    line: "Escuchar esta línea",
    play: "Escuchar",
    pause: "Pausa",
    back: "5 s atrás",
    forward: "5 s adelante",
    speed: "Velocidad",
    loading: "Cargando el sonido…",
    failed: "Esta parte del sonido no se puede reproducir. El texto no se ve afectado.",
    linesHelp: "P reproduce una línea o la detiene.",
    delete: "Eliminar el sonido…",
    ask: "¿Eliminar definitivamente el sonido de esta reunión? El texto se conserva.",
    position: (time: string) => `En ${time}`,
  },
  recovered: {
    title: "Reuniones recuperadas",
    folded: counted({
      one: "# reunión interrumpida",
      many: "# de reuniones interrumpidas",
      other: "# reuniones interrumpidas",
    }),
    untitled: "Reunión",
    waiting: (left) => `Se interrumpió. Sonido a la espera de transcripción: ${left}.`,
    waitingOnly: "Se interrumpió. A la espera de terminarse.",
    transcribing: (left) => `Se interrumpió. Terminándola: quedan unos ${left} de sonido.`,
    transcribingOnly: "Se interrumpió. Terminándola…",
    done: "Se había interrumpido. Todo lo grabado ya está transcrito.",
    keyMissing: "Su clave ya no existe, así que no se puede leer. Solo se puede eliminar.",
    pendingDeletions: counted({
      one: "Aquí se eliminó # reunión. En cuanto responda el programa de Earshot en este dispositivo, destruirá la clave y el sonido.",
      many: "Aquí se eliminaron # de reuniones. En cuanto responda el programa de Earshot en este dispositivo, destruirá la clave y el sonido.",
      other:
        "Aquí se eliminaron # reuniones. En cuanto responda el programa de Earshot en este dispositivo, destruirá la clave y el sonido.",
    }),
    open: "Abrir",
    delete: "Eliminar…",
    deleteAsk: "¿Eliminar para siempre su transcripción y su sonido?",
    deleteYes: "Eliminar",
    deleteNo: "Conservar",
    of: (action, title) => `${action}: ${title}`,
  },
  diagnostics: {
    title: "Diagnóstico",
    tab: "Reunión",
    mic: "Usted",
    captured: "Bloques de sonido captados (100 ms)",
    waiting: "Bloques a la espera de guardarse",
    stored: "… de ellos, guardados",
    lost: "Bloques perdidos",
    sentAgain: "Bloques enviados otra vez",
    balance: "Captados = guardados + a la espera + perdidos",
    journalled: "Bloques en el disco",
    toSidecar: "… de ellos, enviados al reconocimiento de voz",
    notYetSent: "… aún sin enviar",
    understood: "… de ellos, procesados",
    balanced: "sí",
    unbalanced: (by) => `diferencia de ${by}`,
    dropRate: "Bloques descartados, del total recibido",
    restarts: "Reinicios del reconocimiento de voz",
    deadlocks: "Paradas (30 s sin avanzar)",
    process: (name) => `Proceso: ${name}`,
    processFigures: (cpuSeconds, peakMegabytes) =>
      `${cpuSeconds} s de procesador, como máximo ${peakMegabytes} MB`,
    copy: "Copiar el informe",
    copyHint: "Solo cifras y estados: ni palabras, ni nombres, ni títulos.",
    echo: {
      off: "Eco de la reunión en su micrófono: ahora no se busca.",
      watching: "Eco de la reunión en su micrófono: no se ha encontrado.",
      cancelling: (delayMs: number) =>
        `Eco de la reunión en su micrófono: se elimina, con un retraso de ${delayMs} ms.`,
    },
    unrendered: "Sonido perdido por sobrecarga",
    shortHoles: "… en él, huecos de menos de 0,2 s",
    firstWords: "Retraso de las primeras palabras (p50 / p95)",
    finals: "Retraso de las líneas terminadas (p50 / p95)",
    startToFirstFrame: "Desde el inicio hasta el primer sonido guardado",
    framesSent: "Bloques enviados al reconocimiento de voz",
    framesDropped: "Bloques descartados",
    eventsReceived: "Eventos recibidos",
    parseErrors: "Mensajes ilegibles",
    ipcErrors: "Errores de conexión",
    averageLatency: "Tiempo medio hasta el reconocimiento de voz",
    ignored: "Mensajes ignorados",
    peopleOnPage: "Personas en la página: con nombre / vistas",
    speakingOnPage: "Habla mostrada por la página",
    step: "Nivel de ahorro cuando el dispositivo es demasiado lento",
    steps: {
      full: "0 – todo",
      rare_partials: "1 – las líneas sin terminar cambian con menos frecuencia",
      one_talker: "2 – líneas sin terminar de una sola persona",
      finals_only: "3 – solo líneas terminadas",
      quick_finals: "4 – líneas terminadas, transcritas más rápido",
      catching_up: "5 – el sonido espera en el disco",
    },
    partialInterval: "Las líneas sin terminar cambian cada",
    redone: "Pasajes transcritos dos veces",
    suppressed: "Pasajes descartados por no ser habla",
    calibration: "Elegido para este dispositivo",
    calibrationFigures: (models, threads, unitMs) => `${models}, ${threads} hilos, 4 s en ${unitMs} ms`,
    coverage: {
      received: "Sonido que llegó al reconocimiento de voz",
      noSpeech: "… sin habla",
      final: "… en líneas terminadas",
      failed: "… con error",
      open: "… aún sin terminar",
      uncovered: "… sin explicación",
    },
  },
  overlay: {
    label: "Subtítulos de Earshot",
    move: "Mover: arrastre o use las flechas",
    resize: "Cambiar el tamaño: arrastre o use las flechas",
    smaller: "Texto más pequeño",
    larger: "Texto más grande",
    fainter: "Más transparente",
    darker: "Menos transparente",
    hide: "Ocultar los subtítulos",
    show: "Mostrar los subtítulos",
    hold: "Detener el movimiento de los subtítulos",
    marked: "Marcado",
    notMarked: "No marcado: ya no caben más",
    sight: {
      covered:
        "Algo en la página de la reunión tapa los subtítulos. Ciérrelo o arrastre los subtítulos a otro lugar. El panel lateral también los muestra.",
      removed:
        "La página de la reunión quitó sus subtítulos. Earshot los vuelve a poner mientras la página lo permita. El panel lateral también los muestra.",
      refused: "Esta página no permite mostrar subtítulos sobre ella. Están en el panel lateral.",
    },
    listening: "Escuchando…",
    starting: "Iniciando…",
    modelLoading:
      "El modelo de voz se está cargando. El sonido se conserva; sus subtítulos llegarán después.",
    demoModel: "Modelo de demostración: conoce poco más que la reunión de demostración.",
    paused: "En pausa. No se graba nada.",
    sidecarFailed:
      "No se pudo iniciar el reconocimiento de voz. El sonido se conserva. Pulse el botón de Earshot para reintentarlo.",
    unmute: "Pulse el botón de Earshot para reactivarlo.",
    helperRemedy: "Pulse el botón de Earshot: le lleva a los pasos que lo arreglan.",
    remedies: {
      microphone_not_granted:
        "Pulse el botón de Earshot, después «Permitir el micrófono…», y elija «Permitir mientras se visita el sitio».",
      microphone_denied:
        "Pulse el botón de Earshot y después «Permitir el micrófono…»: la página que se abre explica cómo permitirlo de nuevo.",
    },
  },
  captionOptions: {
    title: "Opciones de los subtítulos",
    lines: "Líneas",
    place: "Posición",
    places: {
      "top-left": "Arriba a la izquierda",
      top: "Arriba en el centro",
      "top-right": "Arriba a la derecha",
      "bottom-left": "Abajo a la izquierda",
      bottom: "Abajo en el centro",
      "bottom-right": "Abajo a la derecha",
    },
    opacity: "Fondo",
    font: "Tipo de letra",
    fonts: { sans: "Sin remates", serif: "Con remates", mono: "Ancho fijo", dyslexic: "OpenDyslexic" },
    colours: "Colores",
    systemColours: "Como el sistema",
    presets: {
      "white-on-black": "Blanco sobre negro",
      "yellow-on-black": "Amarillo sobre negro",
      "black-on-white": "Negro sobre blanco",
    },
    sample: "Aa",
    ownWords: "Mostrar lo que digo yo",
    clickThrough: "Dejar pasar los clics a la página",
    clickThroughHint: "Para volver a usar estos botones: Alt+Mayús+L, o el botón de Earshot.",
    takeClicks: "Los subtítulos vuelven a recibir los clics",
    clicksPass: "Los clics atraviesan los subtítulos hasta la página.",
  },
  captionWindow: {
    open: "Abrir los subtítulos en una ventana",
    openShort: "Ventana de subtítulos",
    onTop: "Mantener encima de las demás ventanas",
    isOnTop:
      "Los subtítulos están en una ventana pequeña encima de todas las demás. Puede minimizar esta ventana; si la cierra, también se cierran los subtítulos.",
    bringBack: "Traer los subtítulos de vuelta",
    onTopRefused:
      "El navegador no abrió ninguna ventana encima de las demás. Puede que lo impida su configuración o la de su organización.",
    ended: "La reunión ha terminado. Sus últimos subtítulos siguen aquí hasta que cierre esta ventana.",
    empty: "Ahora no se subtitula ninguna reunión. Cuando se haga, los subtítulos se mostrarán aquí.",
  },
  shortcuts: {
    title: "Atajos de teclado",
    everywhere: "En todo el navegador",
    inLines: "En las líneas de una reunión",
    inMeetings: "En la lista de reuniones",
    unset: "ninguno",
    change: "Los que valen en todo el navegador puede cambiarlos en su página chrome://extensions/shortcuts.",
    close: "Cerrar",
    commands: {
      "toggle-capture": "Iniciar o detener los subtítulos de esta pestaña",
      "mark-moment": "Marcar este momento de la reunión",
      "strike-last-minute": "Borrar el último minuto: eliminar para siempre sus palabras y su sonido",
      "toggle-click-through":
        "Dejar pasar los clics a la página a través de los subtítulos, o volver a recibirlos",
    },
    lines: [
      ["↑ ↓", "Ir a otra línea"],
      ["Intro, F2", "Editar la línea (después, Intro la guarda y Esc la deja como estaba)"],
      ["Mayús+Intro", "Dividir la línea que se edita"],
      ["H", "Resaltar la línea o dejar de resaltarla"],
      ["P", "Escuchar la línea o detenerla (en «Todas las reuniones», si se conserva su sonido)"],
      ["Ctrl+C", "Copiar la línea"],
      ["→", "Mostrar u ocultar lo que hay detrás de la línea"],
    ],
    meetings: [
      ["↑ ↓", "Ir a otra reunión"],
      ["Intro", "Abrir la reunión"],
      ["Espacio", "Seleccionar la reunión"],
    ],
  },
  welcome: {
    title: "Subtítulos que nunca salen de su dispositivo",
    lead: "Earshot pone por escrito lo que dicen ambas partes de una reunión en el navegador, mientras lo dicen.",
    steps: { done: "Hecho", now: "Ahora", later: "Después" },
    captured: "Qué escucha Earshot",
    capturedTab:
      "El sonido de una sola pestaña: aquella en la que pulsa el botón de Earshot. Ninguna otra pestaña ni el contenido de las páginas.",
    capturedMicrophone:
      "Su micrófono, si usted lo permite, para que también se subtitule lo que dice. Los dos sonidos nunca se mezclan.",
    capturedWhen:
      "Solo desde «Iniciar subtítulos» hasta «Detener». El botón de la barra de herramientas indica cuándo escucha.",
    local: "Todo se queda en este dispositivo",
    localBody:
      "Un programa en este dispositivo convierte el sonido en texto. Por reglas que impone el navegador, la extensión no puede obtener, cargar ni enviar nada. Esas reglas no abarcan WebRTC, las descargas del navegador ni las páginas que se abren: Earshot no usa WebRTC, solo guarda transcripciones y solo abre sus propias páginas y la configuración del navegador. La única descarga es la de un modelo de voz, y solo cuando usted la pide.",
    localAudio:
      "El sonido espera en su disco solo hasta que sus subtítulos están escritos. Solo si usted activa «Conservar el sonido de las reuniones» en los ajustes se conserva el sonido, cifrado.",
    others: "Avise a los demás",
    othersBody:
      "En muchos lugares, las personas deben saberlo y estar de acuerdo antes de que sus palabras se pongan por escrito. Dígalo al principio: «Uso subtítulos en tiempo real que ponen por escrito lo que decimos. Se quedan en mi dispositivo».",
    agree: "Entendido, avisaré a los demás",
    agreed: "Usted aceptó. Gracias.",
    microphone: "Su micrófono",
    microphoneBody:
      "Cuando el navegador pregunte, elija «Permitir mientras se visita el sitio». Con «Permitir esta vez», sus subtítulos terminarían al salir de esta página.",
    microphoneButton: "Permitir el micrófono",
    microphoneAgain: "Preguntar otra vez",
    microphoneSkip: "Continuar sin micrófono",
    microphoneSkipped: "No se usa, como usted eligió. Solo se subtitula a los demás.",
    microphoneStates: {
      unknown: "Aún no se ha preguntado. Sin él, solo se subtitula a los demás.",
      asking: "Esperando su respuesta en la parte superior de la ventana…",
      granted: "Permitido. Lo que usted diga se subtitulará.",
      denied:
        "Denegado. Para cambiarlo, pulse el icono a la izquierda de la dirección de esta página, abra «Configuración de sitios» y elija «Permitir» para el micrófono. Los subtítulos de los demás funcionan igualmente.",
      dismissed:
        "La pregunta se cerró sin respuesta. Pregunte otra vez y elija «Permitir mientras se visita el sitio».",
      missing:
        "No se encontró ningún micrófono. Conecte uno y pregunte otra vez. Los subtítulos de los demás funcionan igualmente.",
      busy: "No se pudo abrir el micrófono; puede que otro programa lo esté usando. Cierre ese programa y pregunte otra vez.",
    },
    host: "El programa de transcripción de este dispositivo",
    hostBody: "Un pequeño programa, junto al navegador, se encarga de escuchar.",
    hostStates: {
      disconnected: "No conectado. Se inicia con los primeros subtítulos.",
      connecting: "Conectando…",
      connected: (version) => `Conectado (versión ${version}).`,
    },
    hostRetry: "Comprobar de nuevo",
    looksAgain: "Esta página vuelve a comprobarlo sola cada pocos segundos.",
    speech: "Modelo de voz y micrófono",
    modelBody: (model) =>
      `Convierte el sonido en palabras. El primero, «${model}», es pequeño: rápido en la mayoría de los ordenadores, con algunos errores. Los más grandes cometen menos y necesitan un ordenador más rápido; están en la lista de abajo.`,
    allModels: "Todos los modelos de voz",
    tryOut: {
      title: "Pruébelo durante 20 segundos",
      body: "Diga unas frases y léalas aquí. La prueba termina sola y no se guarda nada: el sonido y las palabras se eliminan enseguida.",
      start: "Empezar la prueba",
      again: "Probar otra vez",
      stop: "Detener",
      first: "Complete primero los tres pasos anteriores.",
      noMicrophone: "Para probarlo hace falta su micrófono. Los subtítulos de los demás funcionan sin él.",
      busy: "Hay subtítulos en marcha. Podrá probarlo cuando se detengan.",
      elsewhere:
        "Está probando Earshot. La prueba termina sola en unos segundos; después podrá iniciar los subtítulos de una reunión.",
      opening: "Abriendo su micrófono…",
      speak: "Hable ahora.",
      left: (time) => `Quedan ${time}`,
      writing: "Escribiendo las últimas palabras…",
      outcomes: {
        words: "Funciona. Estas palabras solo están en esta página y desaparecen al cerrarla.",
        "no-words":
          "Llegó sonido, pero no se reconoció ninguna palabra. Acérquese al micrófono, hable con frases completas y compruebe el idioma hablado en el botón de Earshot de la barra de herramientas.",
        "no-sound":
          "No llegó ningún sonido. Compruebe que el micrófono está conectado, encendido y sin silenciar, y que es el elegido en el botón de Earshot de la barra de herramientas.",
      },
    },
    keyStorage: {
      keychain: "Las reuniones se guardan cifradas. Su clave está en el llavero de este sistema.",
      file: "Las reuniones se guardan cifradas. Su clave está en un archivo que solo usted puede leer, porque este sistema no tiene llavero.",
    },
    ready: "Todo listo",
    readyBody:
      "Abra su reunión, pulse el botón de Earshot en la barra de herramientas y después «Iniciar subtítulos».",
    readyPin:
      "Si no ve ese botón, pulse la pieza de puzle arriba a la derecha del navegador y después la chincheta junto a Earshot.",
  },
  guide: {
    title: (browser, system) => `Paso a paso, para ${browser} en ${system}`,
    follow: "Estos pasos lo arreglan:",
    unsupported: (system) =>
      `En ${system} no hay un programa de Earshot para esta copia de la extensión. Sus paquetes son para Linux, Windows y macOS.`,
    get: (system) =>
      `Instale la versión más reciente del programa de Earshot para ${system}. La encontrará donde obtuvo esta extensión.`,
    download: (system) =>
      `Descargue la versión más reciente del programa de Earshot para ${system}, abra el archivo y siga sus indicaciones.`,
    downloadButton: (system) => `Descargar para ${system}`,
    registerAgain: (terminal) => `Si ya está instalado, regístrelo de nuevo. ${terminal}`,
    terminals: {
      win: "Pulse a la vez la tecla Windows y R, escriba «cmd» y pulse Intro: se abre una ventana de comandos.",
      mac: "Pulse a la vez Comando y la barra espaciadora, escriba «Terminal» y pulse Intro: se abre una ventana de comandos.",
      linux:
        "Pulse a la vez Ctrl, Alt y T, o abra «Terminal» entre sus programas: se abre una ventana de comandos.",
    },
    inFolder: (terminal) => `${terminal} Vaya en ella a la carpeta de su clon de Earshot.`,
    enter: {
      win: "Copie este comando, péguelo en esa ventana con Ctrl y V, y pulse Intro.",
      mac: "Copie este comando, péguelo en esa ventana con Comando y V, y pulse Intro.",
      linux: "Copie este comando, péguelo en esa ventana con Ctrl, Mayús y V, y pulse Intro.",
    },
    copyCommand: "Copiar el comando",
    copyLine: "Copiar la línea",
    answer: "Lea la respuesta. Donde algo va mal, dice qué es y, tras la flecha (→), qué hacer.",
    administrator: "Envíe esta línea a la persona que se ocupa de este dispositivo y pídale que lo permita.",
    policies: (address) => `Las reglas de este navegador están en ${address}.`,
    wait: "Espere unos segundos: se inicia de nuevo por sí solo. Siga solo si eso no basta.",
    otherCopies: (address) =>
      `Si eso no basta, escriba ${address} en la barra de direcciones, pulse Intro y quite cualquier otra copia de Earshot.`,
    newestExtension: (address) =>
      `Escriba ${address} en la barra de direcciones y pulse Intro. Active el «Modo de desarrollador» y pulse «Actualizar»: así se instala la extensión más reciente.`,
    reload: (address) =>
      `Escriba ${address} en la barra de direcciones, pulse Intro y pulse la flecha redonda junto a Earshot.`,
    packagedBrowser: (browser) =>
      `Si su ${browser} procede de Snap Store o de Flathub, no puede iniciar otros programas. Use entonces un navegador instalado con el paquete de su fabricante (.deb o .rpm), por ejemplo Google Chrome.`,
    back: "Vuelva a esta página y pulse «Comprobar de nuevo».",
    checking: "Comprobando…",
    unchanged: (clock) => `Comprobado (${clock}): sigue igual.`,
    reportHint:
      "El informe es para quien le ayude: versiones, navegador, sistema y tipo de error. Ninguna palabra de una reunión.",
  },
  errors: {
    incompatible_protocol_version: {
      sentence: "La extensión y el programa de este dispositivo son de versiones distintas.",
      remedy: steps,
    },
    invalid_message: {
      sentence: "Una parte de Earshot envió algo que las demás no entienden.",
      remedy: "Detenga los subtítulos e inícielos de nuevo. Si vuelve a ocurrir, reinstale Earshot.",
    },
    unknown_method: {
      sentence: "El programa de este dispositivo es más antiguo que la extensión.",
      remedy: "Instale la versión más reciente de ambos.",
    },
    message_too_large: {
      sentence: "Un mensaje entre las partes de Earshot era demasiado grande y no se envió.",
      remedy: "Detenga los subtítulos e inícielos de nuevo.",
    },
    session_unknown: {
      sentence: "Esa reunión ya había terminado.",
      remedy: "No cambió nada más. Si los subtítulos están detenidos, puede iniciarlos de nuevo.",
    },
    session_already_running: {
      sentence: "Ya se está subtitulando otra reunión.",
      remedy: "Detenga primero esa y después inicie aquí.",
    },
    host_not_installed: {
      sentence: "El navegador no encuentra el programa de Earshot en este dispositivo.",
      remedy: steps,
    },
    host_forbidden: {
      sentence: "El programa de Earshot en este dispositivo rechaza esta copia de la extensión.",
      remedy: steps,
    },
    host_blocked: {
      sentence: "Una política del administrador impide que el navegador inicie el programa de Earshot.",
      remedy:
        "Pida a su administrador que permita «app.earshot.host» con la política «NativeMessagingAllowlist».",
    },
    host_start_failed: {
      sentence: "El programa de Earshot en este dispositivo se cierra en cuanto se inicia.",
      remedy: steps,
    },
    host_exited: {
      sentence: "El programa de Earshot en este dispositivo se detuvo.",
      remedy: "Se inicia de nuevo por sí solo. Si no, detenga los subtítulos e inícielos de nuevo.",
    },
    host_protocol_broken: {
      sentence: "El navegador no puede leer lo que escribe el programa de Earshot.",
      remedy: steps,
    },
    host_misconfigured: {
      sentence: "La configuración del programa de Earshot falta o no se puede leer.",
      remedy: steps,
    },
    sidecar_start_failed: {
      sentence: "No se pudo iniciar el reconocimiento de voz.",
      remedy: steps,
    },
    sidecar_died: {
      sentence: "El reconocimiento de voz se detuvo; su sonido se conserva.",
      remedy: "Si se detiene otra vez, elija un modelo más pequeño.",
    },
    sidecar_corrupt_output: {
      sentence: "El reconocimiento de voz da respuestas que no se pueden leer.",
      remedy: steps,
    },
    model_not_found: {
      sentence: "El modelo de voz elegido no está en este dispositivo.",
      remedy: "Descárguelo o elija otro modelo en la configuración.",
    },
    model_corrupt: {
      sentence: "Los archivos del modelo de voz elegido están dañados o no son archivos normales.",
      remedy: "Elimine el modelo y descárguelo de nuevo, o elija otro.",
    },
    model_changed: {
      sentence:
        "Los archivos de su propio modelo han cambiado desde la última vez que se usó. Se está usando el modelo cambiado.",
      remedy: "Si no los cambió usted, elija otro modelo y averigüe qué escribe en esa carpeta.",
    },
    model_altered: {
      sentence: "Los archivos del modelo de voz elegido no son los que deberían ser, así que no se usan.",
      remedy:
        "Elimine el modelo y descárguelo de nuevo. Si no lo cambió usted, puede que lo haya hecho otra persona.",
    },
    model_download_failed: {
      sentence: "No se pudo descargar el modelo de voz.",
      remedy: "Compruebe la red y elija el modelo de nuevo; la descarga continuará donde se detuvo.",
    },
    model_in_use: {
      sentence: "Este modelo de voz se está usando o descargando y ahora no se puede eliminar.",
      remedy: "Primero detenga la reunión, elija otro modelo o cancele la descarga.",
    },
    model_too_large: {
      sentence: "Queda muy poca memoria libre para el modelo de voz elegido.",
      remedy: "Cierre otros programas y elija el modelo de nuevo, o elija uno más pequeño.",
    },
    transcription_failed: {
      sentence: "No se pudieron transcribir algunas palabras.",
      remedy:
        "No hace falta hacer nada: los subtítulos continúan. Si se repite, elija un modelo más pequeño.",
    },
    journal_unwritable: {
      sentence: "Earshot no puede escribir en su carpeta, así que no se puede guardar el sonido nuevo.",
      remedy:
        "«Ver los pasos…» indica qué carpeta es. En cuanto se pueda escribir en ella, se seguirá guardando por sí solo.",
    },
    disk_full: {
      sentence: "El disco está lleno, así que no se puede guardar el sonido nuevo.",
      remedy: "Libere espacio; después se seguirá guardando por sí solo.",
    },
    disk_nearly_full: {
      sentence: "El disco está casi lleno: cabe menos de una hora de sonido.",
      remedy: "Libere espacio pronto. Hasta que se llene, todo se conserva.",
    },
    session_key_missing: {
      sentence: "La clave de esta reunión ya no existe, así que no se puede leer.",
      remedy:
        "Elimine la reunión. Si movió la carpeta de Earshot, vuelva a poner en su lugar la carpeta «keys».",
    },
    keychain_unavailable: {
      sentence:
        "El llavero de su dispositivo está bloqueado o no existe, así que ahora no se pueden abrir las reuniones anteriores.",
      remedy:
        "Desbloquee el llavero (inicie sesión de nuevo) y vuelva a abrir la reunión. No se ha perdido nada.",
    },
    audio_lost: {
      sentence: "Una parte del sonido no se pudo conservar; puede que falten palabras en la transcripción.",
      remedy: "Cierre otros programas o libere espacio en el disco para que no vuelva a ocurrir.",
    },
    tab_not_capturable: {
      sentence: "El navegador no permite que ninguna extensión escuche esta página.",
      remedy: "Vaya a la pestaña de la reunión e inicie allí.",
    },
    tab_already_captured: {
      sentence: "El sonido de esta pestaña ya se está captando.",
      remedy: "Detenga la otra captación o vuelva a cargar la pestaña, y después inicie de nuevo.",
    },
    tab_not_invoked: {
      sentence: "El navegador quiere que sea usted quien elija la pestaña.",
      remedy:
        "Vaya a la pestaña de la reunión, pulse el botón de Earshot en la barra de herramientas e inicie allí.",
    },
    tab_capture_failed: {
      sentence: "El navegador no dio acceso al sonido de esta pestaña.",
      remedy: "Vuelva a cargar la pestaña de la reunión e inicie de nuevo.",
    },
    tab_closed: {
      sentence:
        "Se cerró la pestaña de la reunión, así que los subtítulos terminaron. La transcripción se conserva.",
      remedy: "Abra la reunión de nuevo e inicie allí.",
    },
    tab_crashed: {
      sentence: "La página de la reunión dejó de funcionar, así que no se subtitula a los demás.",
      remedy: "Vuelva a cargar la pestaña de la reunión; los subtítulos continuarán por sí solos.",
    },
    microphone_not_granted: {
      sentence: "Su micrófono aún no está permitido; solo se subtitula a los demás.",
      remedy: "Pulse «Permitir el micrófono…» y elija «Permitir mientras se visita el sitio».",
    },
    microphone_denied: {
      sentence: "No se permitió el micrófono; solo se subtitula a los demás.",
      remedy:
        "Abra la configuración del sitio de Earshot, elija «Permitir» para el micrófono y después «Permitir mientras se visita el sitio».",
    },
    microphone_missing: {
      sentence: "No hay ningún micrófono conectado; solo se subtitula a los demás.",
      remedy: "Conecte un micrófono; sus subtítulos se iniciarán entonces por sí solos.",
    },
    microphone_lost: {
      sentence: "El micrófono se detuvo; solo se subtitula a los demás.",
      remedy:
        "Sus subtítulos continuarán por sí solos cuando lo conecte o lo permita de nuevo con «Permitir mientras se visita el sitio».",
    },
    capture_stalled: {
      sentence: "No llega sonido del navegador.",
      remedy:
        "Vuelva a cargar la pestaña de la reunión y después detenga los subtítulos e inícielos de nuevo.",
    },
    frames_not_stored: {
      sentence: "El sonido se oye, pero no llega al programa de Earshot; se guarda en la memoria.",
      remedy: "Espere un momento. Si sigue así, detenga los subtítulos e inícielos de nuevo.",
    },
    transcript_damaged: {
      sentence: "Partes de una reunión guardada no se pueden leer: se cambiaron en el disco.",
      remedy: "Se muestra el resto. Otro programa, o un disco que falla, cambió los archivos del navegador.",
    },
    transcript_not_stored: {
      sentence:
        "El navegador no puede guardar los subtítulos terminados; el programa de Earshot los conserva.",
      remedy: "Libere espacio en el disco; después se guardarán por sí solos.",
    },
    audio_not_stored: {
      sentence:
        "El sonido de esta reunión ya no se conserva: el navegador no pudo codificarlo o no tiene espacio para él.",
      remedy:
        "Los subtítulos continúan y lo conservado hasta entonces se puede escuchar. Libere espacio en el disco antes de la próxima reunión.",
    },
    edit_not_stored: {
      sentence: "Su cambio no se guardó: la base de datos del navegador no lo acepta.",
      remedy: "Libere espacio en el disco y guárdelo de nuevo. Lo que escribió sigue aquí.",
    },
    line_gone: {
      sentence: "Esta línea ya no existe: se borró, o se eliminó su reunión.",
      remedy: "Copie lo que escribió, si lo necesita en otro lugar.",
    },
    export_disk_full: {
      sentence: "El archivo no se guardó: el disco está lleno.",
      remedy: "Libere espacio y guárdelo de nuevo. La transcripción está a salvo.",
    },
    export_blocked: {
      sentence: "El archivo no se guardó: el navegador o un programa de seguridad no lo permitió.",
      remedy:
        "Permita las descargas en la configuración del navegador o guárdelo en otro formato. La transcripción está a salvo.",
    },
    export_failed: {
      sentence: "El archivo no se guardó: el navegador no pudo escribir en su carpeta de descargas.",
      remedy:
        "Elija otra carpeta en la configuración del navegador, en «Descargas», y guárdelo de nuevo. La transcripción está a salvo.",
    },
    import_too_large: {
      sentence: "El archivo no se leyó: ocupa más de 64 MB.",
      remedy: "La exportación JSON de una reunión ocupa mucho menos. Elija el archivo que guardó Earshot.",
    },
    import_unreadable: {
      sentence: "El navegador no pudo leer el archivo.",
      remedy: "Puede que sea una carpeta o que se haya movido o eliminado entretanto. Elíjalo de nuevo.",
    },
    import_not_json: {
      sentence: "El archivo está dañado: no es un JSON completo.",
      remedy: "Exporte de nuevo la reunión donde está guardada e importe ese archivo.",
    },
    import_not_an_export: {
      sentence: "Este archivo JSON no es una reunión guardada por Earshot.",
      remedy: "Elija un archivo guardado con «Exportar», como JSON.",
    },
    import_other_version: {
      sentence: "El archivo es de una versión de Earshot que esta no conoce.",
      remedy: "Actualice Earshot e importe el archivo de nuevo.",
    },
    import_damaged: {
      sentence: "En el archivo falta algo o hay algo que no es como lo escribe Earshot. No se importó nada.",
      remedy:
        "Exporte de nuevo la reunión donde está guardada e importe ese archivo. Los archivos modificados a mano tienen que seguir el esquema publicado.",
    },
    import_disk_full: {
      sentence: "La reunión no se importó: al navegador no le queda espacio en este disco.",
      remedy:
        "Libere espacio o elimine reuniones que ya no necesite e importe el archivo de nuevo. No se guardó nada de él.",
    },
    import_not_stored: {
      sentence: "La reunión no se importó: la base de datos del navegador no la aceptó.",
      remedy: "Reinicie el navegador e importe el archivo de nuevo. No se guardó nada de él.",
    },
    copy_refused: {
      sentence: "No se copió nada: el navegador no deja que Earshot use el portapapeles.",
      remedy:
        "Haga clic en esta página y copie de nuevo, o guárdelo como archivo. La transcripción está a salvo.",
    },
    internal_error: {
      sentence: "Algo falló en Earshot.",
      remedy:
        "Detenga los subtítulos e inícielos de nuevo. Si vuelve a ocurrir, comuníquelo, por favor, con «Copiar el informe», en el diagnóstico bajo la transcripción.",
    },
  },
  gaps: {
    bothSides: "Ambas partes",
    missing: (who, why) => `${who}: sin grabar – ${why}`,
    struck: (who) => `${who}: borrado por usted`,
    reasons: {
      paused: "usted puso los subtítulos en pausa",
      muted: "su micrófono estaba silenciado en Earshot",
      muted_in_meeting: "su micrófono estaba silenciado en la reunión",
      meeting_left: "la pestaña había salido de la reunión",
      microphone_off: "su micrófono no estaba disponible",
      overload: "el dispositivo estaba sobrecargado",
      asleep: "el dispositivo estaba en suspensión",
      not_stored: "no se pudo guardar el sonido",
      tab_crashed: "la página de la reunión había dejado de funcionar",
      damaged: "no se pudo leer lo que estaba guardado",
    },
  },
};
