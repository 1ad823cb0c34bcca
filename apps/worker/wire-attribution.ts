import type { AttributionActivityDeps } from '#activities/attribution/attribution.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { Settings } from '#domain/settings.ts';

interface Deps {
  attribution: AttributionStore;
  settings: () => Settings;
  notify: Notify;
  stopping: AbortSignal;
}

/** Attribution: its activities use the pool of its own store only. */
export function wireAttribution({ attribution, ...deps }: Deps) {
  const activityDeps: AttributionActivityDeps = { ...deps, attribution: attribution.sql, collectFacts: async () => 0 };
  return { activityDeps };
}
