import type { ApiDeps } from '#apps/api/deps.ts';
import { readRecent } from '#db/health/period.ts';
import { healthKinds } from '#domain/health/health.ts';
import type { Look } from '#domain/health/look.ts';
import type { Recent } from '#domain/health/trend.ts';

/** What the history says of these subjects: one statement for each kind among them. */
export async function recentOf({ db }: Pick<ApiDeps, 'db'>, looks: readonly Look[]): Promise<Map<string, Recent>> {
  const found = new Map<string, Recent>();
  for (const kind of healthKinds) {
    const ids = looks.filter((look) => look.kind === kind).map(({ id }) => id);
    if (ids.length === 0) continue;
    for (const [id, recent] of await readRecent(db.sql, { kind, ids })) found.set(id, recent);
  }
  return found;
}
