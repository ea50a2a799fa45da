import { useRef, useState } from "preact/hooks";
import browser from "webextension-polyfill";
import { words } from "../../i18n/index.ts";
import { commandRows, type ShortcutRow } from "./shortcut-rows.ts";

/** All keys that do something, on demand. The dialog gives the keyboard back to the button. */
export function Shortcuts() {
  const text = words.shortcuts;
  const heading = useRef<HTMLHeadingElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const [everywhere, setEverywhere] = useState<readonly ShortcutRow[]>([]);
  // Each time: they may have been changed meanwhile.
  const open = async () => {
    setEverywhere(commandRows(await browser.commands.getAll(), text));
    dialog.current?.showModal();
    // Read from its beginning, also where it scrolls: the one button stands at its end.
    heading.current?.focus();
  };
  return (
    <>
      <button type="button" class="plain" data-action="shortcuts" onClick={() => void open()}>
        {text.title}
      </button>
      <dialog class="shortcuts" ref={dialog} aria-labelledby="shortcuts-title">
        <h2 id="shortcuts-title" ref={heading} tabIndex={-1}>
          {text.title}
        </h2>
        <Rows title={text.everywhere} rows={everywhere} />
        <p class="quiet">{text.change}</p>
        <Rows title={text.inLines} rows={text.lines} />
        <Rows title={text.inMeetings} rows={text.meetings} />
        <button type="button" data-action="close-shortcuts" onClick={() => dialog.current?.close()}>
          {text.close}
        </button>
      </dialog>
    </>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly ShortcutRow[] }) {
  return (
    <table>
      <caption>{title}</caption>
      <tbody>
        {rows.map(([keys, does]) => (
          <tr key={does}>
            <th scope="row">
              <kbd>{keys}</kbd>
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
