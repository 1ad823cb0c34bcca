/** The API's rate limit, for partners of tests that are not about it. */
export const ampleLimit = { ratePerMinute: 1_000_000, rateBurst: 1_000_000 };

/** For processes that share a busy machine, and their event loop with a test: they refuse nothing because they are late. */
export const patient = { load_shedding: { max_event_loop_delay_ms: 60_000 } };

/** A second, as long as a busy machine may take for it. Without notifications, caches are read again after 45 s. */
export const secondMs = 5_000;
