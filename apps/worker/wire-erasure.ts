import type { DataSubjectActivityDeps } from '#activities/erasure/data-subject-erasure.ts';
import type { PartnerErasureActivityDeps } from '#activities/erasure/partner-erasure.ts';
import type { RetentionActivityDeps } from '#activities/erasure/retention.ts';

type ErasureDeps = PartnerErasureActivityDeps & DataSubjectActivityDeps & RetentionActivityDeps;

/** What the erasure of partners, of personal data and of expired data needs from the other subjects. */
export function wireErasure(deps: Omit<ErasureDeps, 'sql'>) {
  const activityDeps: ErasureDeps = { ...deps, sql: deps.db.hot };
  return { activityDeps };
}
