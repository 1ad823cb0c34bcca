import type { DataSubjectActivityDeps } from '#activities/erasure/data-subject-erasure.ts';
import type { PartnerErasureActivityDeps } from '#activities/erasure/partner-erasure.ts';
import type { RetentionActivityDeps } from '#activities/erasure/retention.ts';

type ErasureDeps = PartnerErasureActivityDeps & DataSubjectActivityDeps & RetentionActivityDeps;

/** What erasing partners, persons and what is past its retention asks of the subjects before it. */
export function wireErasure(deps: Omit<ErasureDeps, 'sql'>) {
  const activityDeps: ErasureDeps = { ...deps, sql: deps.db.hot };
  return { activityDeps };
}
