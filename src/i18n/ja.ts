import type { Words } from "./en.ts";
import { countedIn } from "./plural.ts";

const counted = countedIn("ja");

/** After a full-width bracket there is no space. */
function fromServer(server: string): string {
  return server.endsWith("）") ? `${server}から` : `${server} から`;
}

/** The words in Japanese. */
export const ja: Words = {
  language: "ja",
  name: "Earshot",
  inOneLine: (sentences) => sentences.join(""),
  state: {
    idle: "待機中",
    starting: "開始しています…",
    recording: "録音中",
    paused: "一時停止中",
    stalled: "録音できていません",
    stopping: "最後の字幕を仕上げています…",
  },
  toolbar: {
    idle: "Earshot",
    starting: "Earshot を開始しています",
    recording: "Earshot がこの会議に字幕を付けています",
    paused: "Earshot は一時停止中です。録音していません",
    stalled: "Earshot に音声が届いていません",
    stopping: "Earshot が文字起こしを仕上げています",
  },
  start: "字幕を開始",
  stop: "停止",
  openPanel: "文字起こしを開く",
  help: "Earshot について",
  sources: { tab: "会議のタブ", mic: "自分のマイク" },
  sourceOff: "オフ",
  level: (source) => `音量：${source}`,
  levelValue: (percent) => `${percent}％`,
  connecting: "接続しています…",
  units: {
    milliseconds: (value) => `${value} ms`,
    seconds: (value) => `${value} 秒`,
    minutes: (value) => `${value} 分`,
    percent: (value) => `${value} %`,
  },
  speakers: { tab: "相手", mic: "自分" },
  doubtful: "確信の低い語",
  late: "字幕が遅れており、追いつこうとしています。",
  lag: (late) => `字幕が ${late}遅れており、追いつこうとしています。音声はすべて保存されています。`,
  lagUnsafe: (late) => `字幕が ${late}遅れています。`,
  soundIsSafe: "音声はすべて保存されています。",
  steps: {
    one_talker: "処理が追いつくまで、話の途中の字幕は最後に話した側だけ表示します。",
    finals_only: "処理が追いつくまで、話し終えた文だけを表示します。",
    quick_finals: "処理が追いつくまで、話し終えた文だけを簡易な認識で表示します。",
    catching_up: "処理が追いつかないため、音声をいったん保存し、余裕ができしだい文字にします。",
  },
  strike: {
    button: "直前の 1 分を消去",
    ask: "直前の 1 分を消去しますか？文字も音声も完全に削除され、元に戻せません。",
    yes: "消去する",
    no: "残す",
  },
  pause: "一時停止",
  continue: "再開",
  pausedNote: "再開するまで録音されません。",
  heldInMemory: "新しい音声は、最長 10 分間メモリーに保持します。",
  mute: "ミュート",
  unmute: "ミュート解除",
  muteLabel: "Earshot で自分のマイクをミュートする",
  unmuteLabel: "Earshot での自分のマイクのミュートを解除する",
  wordAlert: (word, clock) => `${clock} に「${word}」と言われました。`,
  mutedNote: "Earshot でマイクがミュートされています。自分の発言は字幕になりません。",
  silenced: { paused: "一時停止中", muted: "ミュート中", tab_crashed: "ページが異常終了" },
  networkSandboxes: {
    seccomp: "音声認識プログラムの通信は、システムがすべて拒否しています（seccomp）。",
    seatbelt: "音声認識プログラムの通信は、システムがすべて拒否しています（macOS サンドボックス）。",
    "audit-hook":
      "このコンピューターでは、システムは音声認識プログラムの通信を遮断していません。Earshot 自身のコードは通信しません。",
  },
  sidecar: {
    restarting: "音声認識が停止したため、再起動しています。",
    kept: "音声は保存されています。",
    failed: "音声認識を再起動できませんでした。",
    failedKept: "字幕は表示されませんが、録音は続いており、音声は保存されています。",
    failedOnly: "字幕は表示されません。",
    waiting: (waiting) => `字幕になるのを待っている音声：${waiting}`,
    retry: "もう一度試す",
  },
  stopping: {
    left: (left) => `残りの音声：約 ${left}`,
    almost: "まもなく完了します…",
    progress: "最後の字幕の進み具合",
    finishNow: "今すぐ終了",
    finishNowNote: "残りの音声は保存され、次回の起動時に文字になります。",
    improving: (done, all) => `文字起こしを改善しています：${all} 行中 ${done} 行`,
    finishUnimprovedNote: "失われるものはありません。残りの行は今のまま残ります。",
  },
  dismiss: "閉じる",
  openMicrophonePage: "マイクを許可…",
  openHostPage: "設定方法を見る…",
  model: {
    title: "音声認識モデル",
    downloading: (model, percent) =>
      `${model === null ? "音声認識モデル" : `${model} `}をダウンロードしています${percent === null ? "…" : `：${percent}％`}`,
    loading: (model) => `${model === null ? "音声認識モデル" : `${model} `}を読み込んでいます…`,
    ready: (model, device) => `${model} がこのコンピューターの${device}で動いています。`,
    devices: { cpu: "CPU", cuda: "GPU" },
    demo: "デモ用モデルです。デモ会議の言葉以外はほとんど認識できません。",
    demoStandsIn: (requested) =>
      `${requested === null ? "ほかのモデルがないため、" : `${requested} の代わりに`}デモ用モデルを使っています。デモ会議の言葉以外はほとんど認識できません。`,
    standsIn: (model, requested) => `${requested ?? "別のモデル"} の代わりに ${model} を使っています。`,
    calibrations: {
      keeps_up: (model, _partialModel, seconds) =>
        `このコンピューターでは ${model} で話す速さに追いつけます（4 秒の音声を ${seconds}で処理）。`,
      smaller_partials: (model, partialModel, seconds) =>
        `このコンピューターでは、話の途中の字幕に ${partialModel}、話し終えた文に ${model} を使います（4 秒の音声を ${seconds}で処理）。`,
      rare_partials: (model, _partialModel, seconds) =>
        `${model} はこのコンピューターでは遅いため（4 秒の音声に ${seconds}）、話の途中の字幕の更新が少なくなります。小さいモデルも入れると速くなります。`,
      finals_only: (model, _partialModel, seconds) =>
        `${model} はこのコンピューターでは遅すぎるため（4 秒の音声に ${seconds}）、話し終えた文だけを表示します。小さいモデルなら話の途中から表示できます。`,
      graphics_card: (model, _partialModel, seconds) =>
        `${model} が GPU で動いています（4 秒の音声を ${seconds}で処理）。`,
    },
    unknown: "字幕の開始時に読み込まれます。",
    safeMeanwhile: "音声は保存されており、字幕はあとから表示されます。",
    names: {
      auto: "このコンピューターに合わせて選ぶ",
      tiny: "tiny – 最速、精度は低め",
      base: "base – 高速",
      small: "small – 標準",
      medium: "medium – 高精度、やや遅い",
      "large-v3-turbo": "large-v3-turbo – 最高精度、GPU 推奨",
      "large-v3": "large-v3 – 最高精度、大容量、GPU 必須",
      demo: "demo – デモ会議専用",
    },
  },
  models: {
    title: "モデルの管理",
    asking: "モデルを確認しています…",
    inUse: "使用中",
    about: (size) => `約 ${size}`,
    here: (size) => (size === null ? "取得済み" : `${size} · 取得済み`),
    comesAlong: "Earshot に付属",
    own: (size) => (size === null ? "自分のフォルダーのモデル" : `${size}（自分のフォルダーのモデル）`),
    away: (size) => (size === null ? "未ダウンロード" : `${size} · 未ダウンロード`),
    toDownload: (model, size) =>
      size === null ? `${model}（要ダウンロード）` : `${model}（要ダウンロード、${size}）`,
    notHere: (model) => `${model}（このコンピューターにはありません）`,
    part: (received, total) =>
      `${total === null ? received : `${total} のうち ${received}`} まで取得済みです。続きからダウンロードできます。`,
    downloading: (received, total, percent) =>
      total === null || percent === null
        ? `ダウンロード中：${received}`
        : `${percent}％ · ${total} のうち ${received}`,
    progress: (model) => `${model} のダウンロード`,
    waiting: "開始を待っています…",
    checking: "取得したファイルを検査しています…",
    download: "ダウンロード",
    goOn: "続ける",
    tryAgain: "もう一度試す",
    cancel: "中止",
    remove: "削除…",
    removePart: "途中まで削除",
    removeAsk: (size) =>
      size === null
        ? "削除しますか？あとで再びダウンロードできます。"
        : `削除しますか？${size} の空きができます。あとで再びダウンロードできます。`,
    removeYes: "削除する",
    removeNo: "残す",
    of: (action, model) => `${action}：${model}`,
    news: {
      downloading: (model) => `${model} をダウンロードしています。`,
      checking: (model) => `${model} を検査しています。`,
      installed: (model) => `${model} がこのコンピューターに入りました。`,
      cancelled: (model) => `${model} のダウンロードを中止しました。`,
      failed: (model) => `${model} をダウンロードできませんでした。`,
    },
    failures: {
      model_download_failed: {
        sentence: "このモデルの配布元につながらず、ダウンロードが途中で切れました。",
        remedy: "ネットワークを確認して、もう一度お試しください。続きから再開します。",
      },
      model_corrupt: {
        sentence: "取得したファイルが壊れていたため、破棄しました。",
        remedy: "もう一度お試しください。繰り返す場合は、配布元の問題かもしれません。翌日にお試しください。",
      },
      model_altered: {
        sentence: "配布元にあるのは、この名前の正しいモデルではありません。何も保存していません。",
        remedy:
          "時間をおいて試すか、Earshot を更新してください。ミラーを使っている場合は外してみてください。",
      },
      disk_full: {
        sentence: "このモデルを保存する空きがディスクにありません。",
        remedy: "空きを増やして、もう一度お試しください。続きから再開します。",
      },
      model_in_use: {
        sentence: "ほかのプログラムがこのモデルをダウンロードしています。",
        remedy: "終わるまで待ってから、この一覧を開き直してください。",
      },
    },
    noRoom: (free) => `大きすぎます。ディスクの空きは ${free} です。先に空きを増やしてください。`,
    free: (free) => `ディスクの空き：${free}`,
    from: (server) => `モデルは、ダウンロードを選んだときだけ ${server} から取得します。`,
    fromTwo: (hub, index) =>
      `モデルは、ダウンロードを選んだときだけ ${hub} から取得します。つながらない場合、一部のモデルは ${index} から取得します。`,
    orElse: (hub, size, index) => `${hub}（つながらない場合は ${index} から ${size}）`,
    ask: (model, size, server) =>
      `${model} はまだこのコンピューターにありません。${fromServer(server)}${size === null ? "" : ` ${size} を`}ダウンロードして使いますか？`,
    askYes: "ダウンロードして使う",
    askNo: "今はしない",
    missing: (model) => `${model} はまだこのコンピューターにありません。`,
    offer: (model, size, server) =>
      `${fromServer(server)} ${model}${size === null ? "" : `（${size}）`}をダウンロードする`,
    next: (model) => `${model} は、ダウンロードが終わりしだい使われます。`,
    correction: "あとから文字起こしを改善するモデル",
    correctionNone: "なし",
    correctionHint:
      "コンピューターに余裕があるときに、大きいモデルが確定した行を聞き直します。自分で編集した行は変わりません。",
    correctionMissing: "字幕用より大きいモデルをダウンロードすると、ここで選べます。",
  },
  settings: {
    title: "設定",
    more: "その他の設定",
    language: "話されている言語",
    detect: "自動検出",
    languages: "想定する言語",
    languagesHint: "迷ったときに優先します。なしなら、どの言語でも検出します。",
    addLanguage: "追加…",
    removeLanguage: (language: string) => `${language}を外す`,
    translate: "字幕を英語に翻訳する",
    microphone: "自分の声も字幕にする",
    overlay: "会議のページに字幕を表示する",
    doubts: "確信の低い語に下線を付ける",
    device: "実行する装置",
    devices: { auto: "自動", cpu: "プロセッサー", cuda: "NVIDIA グラフィックカード" },
    microphoneDevice: "マイク",
    microphoneDefault: "ブラウザーの既定のマイク",
    microphoneNumber: (number) => `マイク ${number}`,
    microphoneGone: "選んだマイク（未接続）",
    microphoneUnnamed: "マイクを許可すると、ここに名前が表示されます。",
    retention: "文字起こしの保存期間",
    retentionForever: "自分で削除するまで",
    retentionDays: (days) => (days === 365 ? "1 年" : `${days} 日`),
    retentionHintForever: "自動で削除されることはありません。",
    retentionHint: (days) =>
      `${days}を過ぎた文字起こしと残っている音声は完全に削除されます。ほかのものは削除されません。`,
    retentionAsk: (days) => `${days}より前の会議は完全に削除されます。`,
    retentionConfirm: "古い会議を削除する",
    retentionCancel: "キャンセル",
    vocabulary: "名前や専門用語",
    vocabularyHint: "読点またはコンマで区切ります。表記の手がかりになります。",
    alertWords: "相手が言ったら知らせる言葉",
    alertWordsHint:
      "たとえば自分の名前。カンマで区切ります。漢字とかなの両方を入れておくと確実です。字幕が聞き取れなかった言葉は知らせられません。",
  },
  consent: {
    title: "初めてお使いになる前に",
    hears: "聞き取るもの",
    hearsBody: "会議のタブの音声と、許可された場合はマイクの音声。「開始」から「停止」の間だけです。",
    stays: "保存される場所",
    staysBody:
      "このコンピューターの中だけです。音声を文字にするのもこのコンピューターのプログラムです。音声は文字になった時点で、文字はあなたが削除した時点で消えます。",
    leaves: "このコンピューターから出るもの",
    leavesBody: "ありません。",
    others: "多くの国や地域で、会議の相手に知らせ、同意を得る必要があります。相手に伝えてください。",
    more: "詳しく見る",
    agree: "理解しました",
    copyNotice: "チャット用の通知文をコピー",
    noteLabel: "相手の同意（書き出すファイルに記されます）",
    noteHint: "書き出すファイルに、記録した時刻とともに記されます。",
    notNoted: "同意：記録なし",
    bases: {
      agreed_aloud: "口頭で全員が同意",
      notice_in_chat: "チャットで通知",
      notice_in_invitation: "招待状で通知",
      not_needed: "同意は不要",
    },
    sentence: (basis, when) => `同意：${basis}（${when}）`,
    inExports: {
      agreed_aloud: "口頭で全員が同意",
      notice_in_chat: "チャットで通知",
      notice_in_invitation: "招待状で通知",
      not_needed: "同意は不要",
    },
  },
  panel: {
    title: "文字起こし",
    empty: "字幕はまだありません",
    emptyIdle: "会議のタブを開き、ツールバーの Earshot ボタンから「字幕を開始」を押してください。",
    emptyListening: "聞き取っています。誰かが話すとここに字幕が表示されます。",
    emptyStalled: "音声が届いていないため、字幕を作れません。",
    noMatch: (query) => `「${query}」を含む行はありません。`,
    search: "検索",
    searchLabel: "文字起こしを検索",
    matches: counted({ other: "# 行" }),
    copyAll: "すべてコピー",
    copyLine: "この行をコピー",
    copied: "コピーしました",
    save: "保存",
    saveAgain: "もう一度保存",
    formats: {
      txt: "テキスト",
      md: "Markdown",
      docx: "Word 文書",
      html: "Web ページ（閲覧・印刷用）",
      srt: "字幕（SubRip）",
      vtt: "字幕（WebVTT）",
      csv: "表（表計算ソフト用）",
      json: "JSON（プログラム用）",
    },
    columns: { time: "時間", speaker: "話者", text: "発言" },
    rename: (speaker) => `${speaker} の名前を変更`,
    speakerName: "話者の名前",
    jump: "最新へ移動",
    newLines: counted({ other: "新しい # 行" }),
    readAloud: "新しい行をスクリーンリーダーで読み上げる",
    lines: "字幕",
    linesHelp:
      "上下の矢印キーで行を移動し、Enter キーで行をコピーします。右矢印キーで、行に隠れた文字を表示または非表示にします。",
    improved: "改善済み",
    improvedBy: (model) => `改善済み（${model}）：最初の字幕を表示`,
    suppressed: "不明瞭な音声を保留しました",
    showSuppressed: "表示",
    hideSuppressed: "隠す",
    speaking: "発話中",
    edit: {
      open: "この行を編集",
      field: "この行の文字",
      speaker: "話者",
      save: "保存",
      saving: "保存しています…",
      cancel: "キャンセル",
      undo: "元に戻す",
      edited: "編集済み",
      versions: "履歴",
      showVersions: "この行のすべての履歴を表示",
      recognisedLive: "最初の認識結果：",
      improvedByModel: (model) => `改善（${model}）：`,
      editedAt: (moment) => `編集（${moment}）：`,
      restore: "認識結果に戻す",
      noWords: "文字なし",
      tooLong: counted({ other: "1 行は # 文字までです。入力した文字は残っています。" }),
      changedMeanwhile: "編集中にこの行が変わりました。現在の文字：",
      elsewhere: "編集中の行は、この一覧にはありません。",
      linesHelp:
        "上下の矢印キーで行を移動し、Enter キーまたは F2 キーで行を編集、Ctrl+C で行をコピーします。右矢印キーで、行に隠れた文字を表示または非表示にします。",
    },
    back: "現在の会議に戻る",
    keyAway:
      "この会議の鍵はこのコンピューターの Earshot のプログラムが持っていますが、応答がありません。会議は失われていません。",
    keysAway:
      "以前のバージョンの会議が暗号化を待っています。このコンピューターの Earshot のプログラムが応答しだい、読めるようになります。会議は失われていません。",
    notThere: "この文字起こしを開けませんでした。削除された可能性があります。",
    loading: "開いています…",
  },
  recovered: {
    title: "復元された会議",
    folded: counted({ other: "途中で切れた以前の会議：#件" }),
    untitled: "会議",
    waiting: (left) => `途中で切れた会議です。文字になるのを待っている音声：${left}`,
    waitingOnly: "途中で切れた会議です。仕上げを待っています。",
    transcribing: (left) => `途中で切れた会議を仕上げています。残りの音声：約 ${left}`,
    transcribingOnly: "途中で切れた会議を仕上げています…",
    done: "途中で切れましたが、録音された分はすべて文字になりました。",
    keyMissing: "鍵が失われたため、もう誰にも読めません。削除だけができます。",
    pendingDeletions: counted({
      other:
        "#件の会議をここから削除しました。このコンピューターの Earshot のプログラムが応答しだい、鍵と音声を消去します。",
    }),
    open: "開く",
    delete: "削除…",
    deleteAsk: "この会議の文字起こしと音声を完全に削除しますか？",
    deleteYes: "削除する",
    deleteNo: "残す",
    of: (action, title) => `${action}：${title}`,
  },
  diagnostics: {
    title: "診断",
    tab: "会議",
    mic: "自分",
    captured: "取得フレーム数（100 ms）",
    waiting: "保存待ちのフレーム数",
    stored: "うち保存済み",
    lost: "失われたフレーム数",
    sentAgain: "再送したフレーム数",
    balance: "取得 = 保存済み + 待ち + 喪失",
    journalled: "ディスク上のフレーム数",
    toSidecar: "うち認識へ送信済み",
    notYetSent: "うち未送信",
    understood: "うち処理済み",
    balanced: "一致",
    unbalanced: (by) => `差 ${by}`,
    dropRate: "破棄率（受信に対する割合）",
    restarts: "音声認識の再起動回数",
    deadlocks: "停滞の回数（30 秒間進まず）",
    process: (name) => `プロセス：${name}`,
    processFigures: (cpuSeconds, peakMegabytes) => `CPU ${cpuSeconds} 秒、最大 ${peakMegabytes} MB`,
    copy: "レポートをコピー",
    copyHint: "数値と状態だけです。発言、名前、題名は含みません。",
    unrendered: "過負荷で失われた音声",
    shortHoles: "… うち 0.2 秒未満の途切れの回数",
    firstWords: "最初の語までの遅れ（p50 / p95）",
    finals: "確定までの遅れ（p50 / p95）",
    startToFirstFrame: "開始から最初の保存まで",
    framesSent: "認識へ送ったフレーム数",
    framesDropped: "破棄フレーム数",
    eventsReceived: "受信イベント数",
    parseErrors: "読み取れないメッセージ",
    ipcErrors: "接続エラー",
    averageLatency: "認識までの平均時間",
    ignored: "無視したメッセージ",
    step: "処理が遅いときの段階",
    steps: {
      full: "0 – すべて表示",
      rare_partials: "1 – 途中の字幕を半分に",
      one_talker: "2 – 途中の字幕は片側のみ",
      finals_only: "3 – 確定した行のみ",
      quick_finals: "4 – 確定を簡易に",
      catching_up: "5 – 音声はディスクで待機",
    },
    partialInterval: "途中の字幕の間隔",
    redone: "認識をやり直した区間",
    suppressed: "発話でないとみて保留した区間",
    calibration: "このコンピューターでの選択",
    calibrationFigures: (models, threads, unitMs) => `${models}、${threads} スレッド、4 秒を ${unitMs} ms`,
    coverage: {
      received: "認識に届いた音声",
      noSpeech: "うち発話なし",
      final: "うち確定済み",
      failed: "うち失敗",
      open: "うち未確定",
      uncovered: "うち所在不明",
    },
  },
  overlay: {
    label: "Earshot の字幕",
    move: "移動：ドラッグまたは矢印キー",
    resize: "サイズ変更：ドラッグまたは矢印キー",
    smaller: "文字を小さく",
    larger: "文字を大きく",
    fainter: "背景を薄く",
    darker: "背景を濃く",
    hide: "字幕を隠す",
    show: "字幕を表示",
    sight: {
      covered:
        "会議のページの何かが字幕に重なっています。それを閉じるか、字幕をドラッグしてずらしてください。字幕はサイドパネルにも表示されます。",
      removed:
        "会議のページが字幕を取り除きました。ページが許すかぎり Earshot が元に戻します。字幕はサイドパネルにも表示されます。",
      refused: "このページには字幕を表示できません。字幕はサイドパネルに表示されます。",
    },
    listening: "聞き取っています…",
    starting: "開始しています…",
    modelLoading: "音声認識モデルを読み込んでいます。音声は保存されており、字幕はあとから表示されます。",
    demoModel: "デモ用モデルです。デモ会議以外はほとんど認識できません。",
    paused: "一時停止中です。録音されていません。",
    sidecarFailed:
      "音声認識を再起動できませんでした。音声は保存されています。Earshot ボタンからもう一度お試しください。",
    unmute: "解除するには Earshot ボタンを押してください。",
    remedies: {
      microphone_not_granted:
        "Earshot ボタンを押して「マイクを許可…」を選び、「サイトへのアクセス時に許可」を選んでください。",
      microphone_denied:
        "Earshot ボタンを押して「マイクを許可…」を選んでください。開いたページに、もう一度許可する手順があります。",
    },
  },
  captionWindow: {
    open: "字幕を別ウィンドウで表示",
    openShort: "字幕ウィンドウ",
    ended: "会議は終わりました。最後の字幕は、このウィンドウを閉じるまで表示されます。",
    empty: "字幕を付けている会議はありません。始まると、字幕がここに表示されます。",
  },
  welcome: {
    title: "コンピューターの外に出ない字幕",
    lead: "Earshot は、ブラウザー会議の双方の発言をその場で文字にします。",
    captured: "Earshot が聞き取るもの",
    capturedTab: "Earshot ボタンを押したタブの音声だけです。ほかのタブやページの内容は読みません。",
    capturedMicrophone:
      "許可された場合は、自分の発言も字幕にするためにマイクの音声。二つの音声は混ぜません。",
    capturedWhen:
      "「字幕を開始」から「停止」までの間だけです。聞き取り中はツールバーのボタンに表示されます。",
    local: "すべてこのコンピューターの中で",
    localBody:
      "音声を文字にするのは、このコンピューター上のプログラムです。拡張機能は、ブラウザーが守らせる規則により、何も取得・読み込み・送信できません。この規則は WebRTC、ブラウザーのダウンロード、ページを開くことには及びませんが、Earshot は WebRTC を使わず、保存するのは文字起こしだけで、自分のページとブラウザーの設定しか開きません。ダウンロードするのは音声認識モデルだけで、ダウンロードを選んだときに限ります。",
    localAudio: "音声は、字幕になるまでの間だけディスクに置かれます。",
    others: "会議の相手に伝える",
    othersBody:
      "多くの地域では、発言を文字に残す前に本人に知らせ、同意を得る必要があります。はじめに一言どうぞ。「発言を文字にする字幕を使います。内容は私のコンピューターから出ません。」",
    agree: "理解しました。相手にも伝えます",
    agreed: "同意いただきました。ありがとうございます。",
    microphone: "マイク",
    microphoneBody:
      "ブラウザーに尋ねられたら「サイトへのアクセス時に許可」（Allow while visiting the site）を選んでください。「今回のみ許可」では、このページを離れると自分の字幕が止まります。",
    microphoneButton: "マイクを許可",
    microphoneAgain: "もう一度尋ねる",
    microphoneStates: {
      unknown: "まだ許可されていません。許可がない間は相手の字幕だけになります。",
      asking: "ウィンドウ上部の質問に答えてください…",
      granted: "許可されました。自分の発言も字幕になります。",
      denied:
        "拒否されています。変更するには、このページのアドレスの左のアイコンから「サイトの設定」を開き、マイクを「許可」にしてください。相手の字幕はそのまま使えます。",
      dismissed: "回答せずに閉じられました。もう一度尋ね、「サイトへのアクセス時に許可」を選んでください。",
      missing: "マイクが見つかりません。接続してからもう一度お試しください。相手の字幕はそのまま使えます。",
      busy: "マイクを開けません。ほかのプログラムが使用している可能性があります。閉じてからもう一度お試しください。",
    },
    host: "このコンピューターの文字起こしプログラム",
    hostBody: "ブラウザーの外で動く小さなプログラムが、音声を文字にします。",
    hostStates: {
      disconnected: "未接続です。最初の字幕と一緒に起動します。",
      connecting: "接続しています…",
      connected: (version) => `接続済み（バージョン ${version}）。`,
    },
    hostRetry: "もう一度確認",
    keyStorage: {
      keychain: "会議は暗号化して保存されます。鍵はこのシステムのキーチェーンにあります。",
      file: "会議は暗号化して保存されます。このシステムにはキーチェーンがないため、鍵はあなただけが読めるファイルにあります。",
    },
    ready: "準備完了",
    readyBody: "会議を開き、ツールバーの Earshot ボタンから「字幕を開始」を押してください。",
  },
  errors: {
    incompatible_protocol_version: {
      sentence: "拡張機能とこのコンピューターのプログラムのバージョンが合いません。",
      remedy: "同じリリースから両方を入れ直してください（npm start）。",
    },
    invalid_message: {
      sentence: "Earshot の内部で理解できないメッセージが送られました。",
      remedy: "字幕を停止して開始し直してください。続く場合は Earshot を入れ直してください。",
    },
    unknown_method: {
      sentence: "このコンピューターのプログラムが拡張機能より古いようです。",
      remedy: "同じリリースから両方を入れ直してください（npm start）。",
    },
    message_too_large: {
      sentence: "Earshot の内部のメッセージが大きすぎて送れませんでした。",
      remedy: "字幕を停止して開始し直してください。",
    },
    session_unknown: {
      sentence: "その会議はすでに終了していました。",
      remedy: "ほかには何も変更していません。字幕が止まっているときは、もう一度開始してください。",
    },
    session_already_running: {
      sentence: "別の会議の字幕を作成中です。",
      remedy: "先にそちらを停止してから、ここで開始してください。",
    },
    host_not_installed: {
      sentence: "このコンピューターに Earshot のプログラムが見つかりません。",
      remedy: "Earshot のフォルダーで「npm start」を実行すると、インストールと登録が行われます。",
    },
    host_forbidden: {
      sentence: "このコンピューターのプログラムが、この拡張機能を受け付けません。",
      remedy: "Earshot のフォルダーで「npm start」を実行し、そこから拡張機能を読み込んでください。",
    },
    host_exited: {
      sentence: "Earshot のプログラムが停止しました。",
      remedy: "自動で再起動します。戻らない場合は字幕を停止して開始し直してください。",
    },
    host_protocol_broken: {
      sentence: "ブラウザーが Earshot のプログラムの出力を読めません。",
      remedy: "Earshot のフォルダーで「npm run doctor」を実行し、原因を確かめてください。",
    },
    host_misconfigured: {
      sentence: "Earshot のプログラムの設定がないか、読めません。",
      remedy: "Earshot のフォルダーで「npm start」を実行すると、設定が作り直されます。",
    },
    sidecar_start_failed: {
      sentence: "音声認識を起動できませんでした。",
      remedy: "Earshot のフォルダーで「npm run doctor」を実行し、足りないものを確かめてください。",
    },
    sidecar_died: {
      sentence: "音声認識が停止しました。音声は保存されています。",
      remedy: "繰り返し停止する場合は、小さいモデルを選んでください。",
    },
    sidecar_corrupt_output: {
      sentence: "音声認識の応答を読めません。",
      remedy: "Earshot のフォルダーで「npm run doctor」を実行してから、字幕を開始し直してください。",
    },
    model_not_found: {
      sentence: "選んだモデルがこのコンピューターにありません。",
      remedy: "ダウンロードするか、設定で別のモデルを選んでください。",
    },
    model_corrupt: {
      sentence: "選んだモデルのファイルが壊れているか、通常のファイルではありません。",
      remedy: "モデルを削除してもう一度ダウンロードするか、別のモデルを選んでください。",
    },
    model_changed: {
      sentence:
        "ご自分で用意されたモデルのファイルが、前回の使用後に変わりました。変わったモデルを使用しています。",
      remedy:
        "心当たりがない場合は、別のモデルを選び、そのフォルダーに何が書き込んでいるかを確認してください。",
    },
    model_altered: {
      sentence: "選んだモデルのファイルが本来のものと違うため、使いません。",
      remedy:
        "モデルを削除してもう一度ダウンロードしてください。変更した覚えがなければ、ほかの誰かが変えた可能性があります。",
    },
    model_download_failed: {
      sentence: "モデルをダウンロードできませんでした。",
      remedy: "ネットワークを確認してモデルを選び直してください。続きから再開します。",
    },
    model_in_use: {
      sentence: "このモデルは使用中またはダウンロード中のため、いま削除できません。",
      remedy: "会議を終了するか、別のモデルを選ぶか、ダウンロードを中止してください。",
    },
    model_too_large: {
      sentence: "選んだモデルに必要なメモリが足りません。",
      remedy: "ほかのプログラムを閉じてモデルを選び直すか、小さいモデルを選んでください。",
    },
    transcription_failed: {
      sentence: "一部の言葉を文字にできませんでした。",
      remedy: "字幕は続いています。繰り返す場合は小さいモデルを選んでください。",
    },
    journal_unwritable: {
      sentence: "Earshot のフォルダーに書き込めず、新しい音声を保存できません。",
      remedy: "「npm run doctor」が示すフォルダーへの書き込みを許可すると、自動で保存が再開します。",
    },
    disk_full: {
      sentence: "ディスクがいっぱいで、新しい音声を保存できません。",
      remedy: "空き容量を増やすと、自動で保存が再開します。",
    },
    disk_nearly_full: {
      sentence: "ディスクの空きが少なく、1 時間分の音声が入りません。",
      remedy: "早めに空き容量を増やしてください。いっぱいになるまでの音声はすべて保存されます。",
    },
    session_key_missing: {
      sentence: "この会議の鍵が失われたため、内容を読み取れません。",
      remedy:
        "この会議を削除してください。Earshot のフォルダーを移動した場合は「keys」フォルダーを元に戻してください。",
    },
    keychain_unavailable: {
      sentence: "コンピューターのキーチェーンがロックされているか見つからないため、以前の会議を開けません。",
      remedy:
        "キーチェーンのロックを解除（再ログイン）して、もう一度開いてください。データは失われていません。",
    },
    audio_lost: {
      sentence: "一部の音声を保存できませんでした。文字起こしに抜けがあるかもしれません。",
      remedy: "ほかのプログラムを閉じるか、ディスクの空き容量を増やしてください。",
    },
    tab_not_capturable: {
      sentence: "このページの音声は、ブラウザーの決まりで拡張機能には聞き取れません。",
      remedy: "会議のタブに移動して開始してください。",
    },
    tab_already_captured: {
      sentence: "このタブの音声はすでに取り込まれています。",
      remedy: "もう一方の取り込みを止めるか、タブを再読み込みしてから開始してください。",
    },
    tab_not_invoked: {
      sentence: "どのタブを聞き取るかは、ご自身で選ぶ必要があります。",
      remedy: "会議のタブに移動し、ツールバーの Earshot ボタンから開始してください。",
    },
    tab_capture_failed: {
      sentence: "ブラウザーからこのタブの音声を受け取れませんでした。",
      remedy: "会議のタブを再読み込みして、もう一度開始してください。",
    },
    tab_closed: {
      sentence: "会議のタブが閉じられたため、字幕を終了しました。文字起こしは保存されています。",
      remedy: "会議を開き直して、そこで開始してください。",
    },
    tab_crashed: {
      sentence: "会議のページが異常終了したため、相手の字幕が出ません。",
      remedy: "会議のタブを再読み込みしてください。字幕は自動で続きます。",
    },
    microphone_not_granted: {
      sentence: "マイクがまだ許可されていないため、相手の字幕だけになります。",
      remedy: "「マイクを許可…」を押し、「サイトへのアクセス時に許可」を選んでください。",
    },
    microphone_denied: {
      sentence: "マイクが拒否されているため、相手の字幕だけになります。",
      remedy:
        "Earshot のサイトの設定でマイクを「許可」にし、「サイトへのアクセス時に許可」を選んでください。",
    },
    microphone_missing: {
      sentence: "マイクが接続されていないため、相手の字幕だけになります。",
      remedy: "マイクを接続すると、自分の字幕が自動で始まります。",
    },
    microphone_lost: {
      sentence: "マイクが止まったため、相手の字幕だけになります。",
      remedy: "マイクを接続し直すか、「サイトへのアクセス時に許可」でもう一度許可すると、自動で再開します。",
    },
    capture_stalled: {
      sentence: "ブラウザーから音声が届いていません。",
      remedy: "会議のタブを再読み込みし、字幕を停止して開始し直してください。",
    },
    frames_not_stored: {
      sentence: "音声は聞こえていますが、プログラムに届いていません。メモリーに保持しています。",
      remedy: "少しお待ちください。続く場合は字幕を停止して開始し直してください。",
    },
    transcript_damaged: {
      sentence: "保存された会議の一部が読めません。ディスク上で書き換えられています。",
      remedy:
        "残りは表示されます。ほかのプログラム、またはディスクの不調がブラウザーのファイルを変えました。",
    },
    transcript_not_stored: {
      sentence: "ブラウザーが字幕を保存できません。Earshot のプログラムが保持しています。",
      remedy: "ディスクの空き容量を増やしてください。自動で保存されます。",
    },
    edit_not_stored: {
      sentence: "変更を保存できません。ブラウザーのデータベースが受け付けませんでした。",
      remedy: "ディスクの空き容量を増やしてから、もう一度保存してください。入力した文字は残っています。",
    },
    line_gone: {
      sentence: "この行はもうありません。消去されたか、会議が削除されました。",
      remedy: "入力した文字が必要なときは、コピーしておいてください。",
    },
    export_disk_full: {
      sentence: "ディスクの空き容量が足りず、ファイルを保存できませんでした。",
      remedy: "空き容量を増やしてから、もう一度保存してください。文字起こしそのものは失われていません。",
    },
    export_blocked: {
      sentence: "ブラウザーまたはセキュリティソフトに止められ、ファイルを保存できませんでした。",
      remedy:
        "ブラウザーの設定でダウンロードを許可するか、別の形式で保存してください。文字起こしそのものは失われていません。",
    },
    export_failed: {
      sentence: "ブラウザーがダウンロード先のフォルダーに書き込めず、ファイルを保存できませんでした。",
      remedy:
        "ブラウザーの設定の「ダウンロード」で別のフォルダーを選び、もう一度保存してください。文字起こしそのものは失われていません。",
    },
    internal_error: {
      sentence: "Earshot の内部で問題が起きました。",
      remedy: "字幕を停止して開始し直し、「npm run doctor」の結果を添えてお知らせください。",
    },
  },
  gaps: {
    bothSides: "双方",
    missing: (who, why) => `${who}：録音なし（${why}）`,
    struck: (who) => `${who}：あなたが記録から消去しました`,
    reasons: {
      paused: "一時停止していました",
      muted: "Earshot でマイクをミュートしていました",
      microphone_off: "マイクが使えませんでした",
      overload: "コンピューターに負荷がかかりすぎていました",
      asleep: "コンピューターがスリープしていました",
      not_stored: "音声を保存できませんでした",
      tab_crashed: "会議のページが異常終了していました",
      damaged: "保存した内容を読み戻せませんでした",
    },
  },
};
