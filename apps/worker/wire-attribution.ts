import type { AttributionActivityDeps } from '#activities/attribution/attribution.ts';
import { collectFacts } from '#activities/attribution/collect-facts.ts';
import { createPseudonyms } from '#db/attribution/facts/pseudonyms.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import type { Database } from '#db/database.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import type { Settings } from '#domain/settings.ts';

interface Deps {
  db: Database;
  secretBox: SecretBox;
  attribution: AttributionStore;
  settings: () => Settings;
  notify: Notify;
  stopping: AbortSignal;
  onFacts: () => Promise<number>;
}

/** Attribution: its activities use the pool of its own store; only the reader of what others know uses the other one too. */
export function wireAttribution({ db, attribution, secretBox, ...deps }: Deps) {
  const pseudonyms = createPseudonyms(attribution.sql, secretBox);
  const activityDeps: AttributionActivityDeps = {
    ...deps,
    attribution: attribution.sql,
    fxRates: attribution.rates,
    collectFacts: () => collectFacts({ db, attribution, pseudonyms, settings: deps.settings }),
  };
  return { activityDeps };
}
