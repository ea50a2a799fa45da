import { words } from "../../i18n/index.ts";
import type { MeetingSite } from "../../shared/listed-meetings.ts";
import { type Arrangement, ORDERS } from "./arrange.ts";

interface ListToolsProps {
  readonly arrangement: Arrangement;
  /** Those that there are meetings of. */
  readonly sites: readonly MeetingSite[];
  readonly arrange: (arrangement: Arrangement) => void;
}

/** In which order the meetings stand, of which days, and of which sites where there are several. */
export function ListTools({ arrangement, sites, arrange }: ListToolsProps) {
  const text = words.history;
  const { order, from, until, site } = arrangement;
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
      {(sites.length > 1 || site !== null) && (
        <label>
          <span>{text.site}</span>
          <select
            name="site"
            value={site ?? ""}
            onChange={({ currentTarget }) => {
              const chosen = sites.find((known) => known === currentTarget.value);
              arrange({ ...arrangement, site: chosen ?? null });
            }}
          >
            <option value="">{text.allSites}</option>
            {sites.map((known) => (
              <option key={known} value={known}>
                {text.sites[known]}
              </option>
            ))}
          </select>
        </label>
      )}
      {(from !== "" || until !== "") && (
        <button
          type="button"
          class="plain"
          data-action="all-dates"
          onClick={() => arrange({ ...arrangement, from: "", until: "" })}
        >
          {text.allDates}
        </button>
      )}
    </div>
  );
}
