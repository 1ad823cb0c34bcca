/** The API's rate limit, for partners of tests that are not about it. */
export const ampleLimit = { ratePerMinute: 1_000_000, rateBurst: 1_000_000 };
