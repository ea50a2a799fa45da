import type { Text } from "./en.ts";

/** Behind a full-width bracket there is no space. */
function fromServer(server: string): string {
  return server.endsWith("）") ? `${server}から` : `${server} から`;
}

/** The same in Japanese. */
export const japaneseModels: Pick<Text, "model" | "models"> = {
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
    seconds: (seconds) => `${seconds} 秒`,
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
};
