import type { ApiDeps } from '#apps/api/deps.ts';
import { forged } from '#apps/api/http/pagination.ts';
import { lookAtConnections } from '#db/health/look-at-connections.ts';
import { lookAtEndpoints } from '#db/health/look-at-endpoints.ts';
import { lookAtSyncs } from '#db/health/look-at-syncs.ts';
import type { Selection } from '#db/health/selection.ts';
import { describeBy } from '#domain/health/describe-vendor.ts';
import type { HealthKind, HealthState } from '#domain/health/health.ts';
import type { Look } from '#domain/health/look.ts';

/** The kinds of a list, in its order. */
export const listedKinds = ['connection', 'sync', 'endpoint'] as const satisfies readonly HealthKind[];
export type ListedKind = (typeof listedKinds)[number];

interface HealthFilter {
  /** What the caller may see, and asked for. */
  kinds: readonly ListedKind[];
  /** Only endpoints belong to partners. */
  partnerIds: readonly string[];
  states?: readonly HealthState[] | undefined;
  ids?: readonly string[] | undefined;
  /** `<kind>/<id>` of the last one of the page before. */
  after?: string | undefined;
  limit: number;
}

/** Subjects of one statement, where most of them may be left out. */
const CHUNK = 500;

/** A list across kinds: `id` is its place. */
type PlacedLook = Omit<Look, 'id'> & { id: string; subjectId: string };

/**
 * Connections first, then syncs, then endpoints; of each kind the newest first. The state follows from the facts, so a filter by state reads
 * on until the page is full, or nothing is left.
 */
export async function lookAtAll(deps: Pick<ApiDeps, 'db' | 'vendors'>, filter: HealthFilter, now: Date): Promise<PlacedLook[]> {
  const found: PlacedLook[] = [];
  let [kind, before] = readPlace(filter);
  while (kind !== undefined) {
    const wanted = filter.states === undefined ? filter.limit - found.length : CHUNK;
    const looks = await lookAt(deps, kind, { before, limit: wanted, ids: filter.ids, partnerIds: filter.partnerIds, now });
    for (const look of looks) {
      if (filter.states?.includes(look.verdict.state) === false) continue;
      found.push({ ...look, id: `${kind}/${look.id}`, subjectId: look.id });
      if (found.length === filter.limit) return found;
    }
    before = looks.at(-1)?.id;
    if (looks.length < wanted) [kind, before] = [filter.kinds[filter.kinds.indexOf(kind) + 1], undefined];
  }
  return found;
}

function readPlace({ kinds, after }: HealthFilter): [ListedKind | undefined, string | undefined] {
  if (after === undefined) return [kinds[0], undefined];
  const [name, id] = after.split('/');
  const kind = kinds.find((known) => known === name);
  if (kind === undefined || id === undefined) throw forged();
  return [kind, id];
}

function lookAt(
  deps: Pick<ApiDeps, 'db' | 'vendors'>,
  kind: ListedKind,
  { partnerIds, now, ...selection }: Selection & { partnerIds: readonly string[]; now: Date },
): Promise<Look[]> {
  const { sql } = deps.db;
  const context = { describe: describeBy(deps.vendors.connectors), now };
  switch (kind) {
    case 'connection':
      return lookAtConnections(sql, selection, context);
    case 'sync':
      return lookAtSyncs(sql, selection, context);
    case 'endpoint':
      return lookAtEndpoints(sql, { ...selection, partnerIds }, context);
  }
}
