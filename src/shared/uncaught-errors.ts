import { errorKind } from "../../protocol/errors.ts";

/** What `window` and a worker's global scope have in common here. */
interface Scope {
  addEventListener(
    type: "error" | "unhandledrejection",
    listener: (event: { preventDefault(): void; error?: unknown; reason?: unknown }) => void,
  ): void;
}

/**
 * The browser prints an error that nobody caught with its message, which may quote what was being shown or stored, and keeps it
 * in the extension's list of errors. Its class is printed instead (SEC-2). To be called before anything else.
 */
export function reportUncaughtErrors(scope: object, warn: (what: string, kind: string) => void): void {
  // The global types of window and of a worker differ in everything but this.
  const shared = scope as Scope;
  for (const type of ["error", "unhandledrejection"] as const) {
    shared.addEventListener(type, (event) => {
      event.preventDefault();
      warn("Earshot did not expect an error:", errorKind(event.error ?? event.reason));
    });
  }
}
