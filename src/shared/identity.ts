/** The native host's name in the browser's registry of hosts. */
export const HOST_NAME = "app.earshot.host";

/**
 * The extension's public key. It fixes the extension id on every machine, so that the host's manifest and the
 * tests can name it; the private half is needed only for a store upload and is not in the repository.
 */
export const EXTENSION_KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4ntBHbPGVf0ukCn5VrdehQY8qKCVvHLURQJlBY4eAY32D1z0Os7esHE07ymqGiYJA2ScPaU8tcCp0mdS6o/lVjPX5Glu+GjvOKQxq6qnhF0Bsg+Ea++7fIloxL3jvx70srzVrm7ui1dCJL3nIlQUGBzIMatswqvjAQ4uYrZwwdMlkwkXFAe1v9BPlBkYDodrbnmmfrowRXefHGFLV3qdhpSBh4HtQzCknt6jIvMtvviPGtw6Dzc1+ZvIMNcZxyXXSEbgvFwi2mkAlc8w0WnLCu64ehOEXewiEV7tNEAAHVUWXjJO70mppE4YNr78nO/2RoY9L9JDCgGGn3yrCgRKmwIDAQAB";

/** What the key makes the id: the first 128 bits of its SHA-256 in the letters a–p. */
export const EXTENSION_ID = "jhhkihbpdkclgklhndipdokgahiedfoa";

/**
 * The ids by which the host is called: that of an unpacked build. Each store gives an id of its own, which joins them before the
 * extension is published there; a browser reads one manifest only, so every manifest names all of them.
 */
export const EXTENSION_IDS: readonly string[] = [EXTENSION_ID];

/** What the `version_name` of an extension ends with that was built in a clone of the repository. Packages and stores get none. */
export const CLONE_BUILD = "(clone)";

/** The page from which packages of the helper are downloaded; null until there is one: no button leads nowhere (UI-7). */
export const DOWNLOAD_PAGE: string | null = null;
