/**
 * Words of the sidecar's command line for both runs that the suite compares: under load the engine may choose
 * cheaper finals (STT-3), which hear some words otherwise, and a choice is not a loss. What the ladder does is
 * measured by `npm run bench -- engine --only starved`.
 */
export const UNDEGRADED: readonly string[] = ["--degrade", "off"];
