/**
 * The one door to zod. `jitless` must be set before the first schema is built: zod otherwise probes
 * `new Function`, which an extension page's content security policy reports as a violation.
 */
import * as z from "zod/mini";

z.config({ jitless: true });

export { z };
