import { words } from "../../i18n/index.ts";
import { type Arrangement, NEWEST_FIRST, ORDERS } from "./arrange.ts";

interface ListToolsProps {
  readonly arrangement: Arrangement;
  readonly arrange: (arrangement: Arrangement) => void;
}

/** In which order the meetings stand, and of which days. */
export function ListTools({ arrangement, arrange }: ListToolsProps) {
  const text = words.history;
  const { order, from, until } = arrangement;
  return (
    <div class="list-tools">
      <label>
        <span>{text.order}</span>
        <select
          name="order"
          value={order}
          onChange={({ currentTarget }) => {
            const chosen = ORDERS.find((known) => known === currentTarget.value);
            arrange({ ...arrangement, order: chosen ?? "newest" });
          }}
        >
          {ORDERS.map((known) => (
            <option key={known} value={known}>
              {text.orders[known]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{text.from}</span>
        <input
          type="date"
          name="from"
          value={from}
          max={until}
          onChange={({ currentTarget }) => arrange({ ...arrangement, from: currentTarget.value })}
        />
      </label>
      <label>
        <span>{text.until}</span>
        <input
          type="date"
          name="until"
          value={until}
          min={from}
          onChange={({ currentTarget }) => arrange({ ...arrangement, until: currentTarget.value })}
        />
      </label>
      {(from !== "" || until !== "") && (
        <button
          type="button"
          class="plain"
          data-action="all-dates"
          onClick={() => arrange({ ...NEWEST_FIRST, order })}
        >
          {text.allDates}
        </button>
      )}
    </div>
  );
}
