import type { Query, QueryAnswers } from "../shared/messages.ts";
import { NO_DIAGNOSTICS } from "./diagnostics.ts";
import type { Parts } from "./parts.ts";

/** Answers a view's question. */
export function answerQuery(query: Query, ready: Promise<Parts>): Promise<QueryAnswers[Query["type"]]> {
  switch (query.type) {
    case "get-diagnostics":
      return ready.then(({ controller }) => controller.diagnostics?.report() ?? NO_DIAGNOSTICS);
    case "get-transcript":
      return ready.then(({ hub, database }) =>
        query.session === hub.transcript?.session ? hub.transcript : database.load(query.session),
      );
    default:
      return query satisfies never;
  }
}
