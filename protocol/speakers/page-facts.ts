/*
 * What the page's script, which loads no parser, has to know of `page-evidence.ts`.
 */

/** By which sign the page shows that somebody is audible: Meet's moving meter, or Zoom's mark of the active speaker. */
export const SPEAKING_SIGNS = ["meet_meter", "zoom_active"] as const;
export type SpeakingSign = (typeof SPEAKING_SIGNS)[number];

/** In UTF-16 units. */
export const MAX_PERSON_NAME_LENGTH = 80;
