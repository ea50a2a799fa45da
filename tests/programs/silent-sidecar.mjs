/** Takes audio and answers requests, but sends no event, ever: not even that it took audio in. */
import { serve } from "../../tools/driver/sidecar/wire.mjs";

serve();
