import type { ErrorCode } from "../../protocol/errors.ts";
import type { ErrorText } from "./errors.ts";

/** The sentences and remedies in Japanese. */
export const japaneseErrors = {
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
    sentence: "会議のページが異常終了し、相手の声が届いていません。",
    remedy: "会議のタブを再読み込みしてください。字幕は自動で続きます。",
  },
  microphone_not_granted: {
    sentence: "マイクがまだ許可されていないため、相手の字幕だけになります。",
    remedy: "「マイクを許可…」を押し、「サイトへのアクセス時に許可」を選んでください。",
  },
  microphone_denied: {
    sentence: "マイクが拒否されているため、相手の字幕だけになります。",
    remedy: "Earshot のサイトの設定でマイクを「許可」にし、「サイトへのアクセス時に許可」を選んでください。",
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
    remedy: "残りは表示されます。ほかのプログラム、またはディスクの不調がブラウザーのファイルを変えました。",
  },
  transcript_not_stored: {
    sentence: "ブラウザーが字幕を保存できません。Earshot のプログラムが保持しています。",
    remedy: "ディスクの空き容量を増やしてください。自動で保存されます。",
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
} as const satisfies Record<ErrorCode, ErrorText>;
