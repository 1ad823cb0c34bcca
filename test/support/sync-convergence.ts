import { setImmediate } from 'node:timers/promises';
import { advanceForAWhile } from '#activities/sync/sync-slice.ts';
import type { FaultKind } from '#apps/fakes/vendor-faults.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import { changeSync } from '#db/sync/sync.ts';
import { seededRandom } from '#domain/random.ts';
import type { Side } from '#domain/sync/mapping.ts';
import type { TwoHubSpots } from './hubspot-pair.ts';
import { tester } from './tester.ts';

const owners = ['a', 'b', 'newest', 'prefer_a', 'none'] as const;
type Owner = (typeof owners)[number];

/** Both sides create, and each owner rule has a field. */
const mapping = {
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'companies', creates: ['a', 'b'] },
      links: [
        { how: 'external_id', a: 'id', b: 'counterpart_id' },
        { how: 'external_id', a: 'counterpart_id', b: 'id' },
      ],
      fields: [
        { a: 'name', b: 'name', type: 'text', direction: 'both', owner: 'none' },
        ...owners.map((owner) => ({ a: fieldOf(owner), b: fieldOf(owner), type: 'text', direction: 'both', owner })),
      ],
    },
  ],
};
const faults: FaultKind[] = ['rate_limited', 'unavailable', 'reset', 'drop_after_accept', 'truncated', 'html'];
const FAULTS_A_ROUND = 3;

export interface ConvergencePlan {
  pairs: number;
  rounds: number;
  editsARound: number;
  /** A failure can be repeated. */
  seed: number;
}

export interface Convergence {
  edits: number;
  /** Fields that are not as the owner rules say. */
  mismatches: { pair: number; owner: Owner; a: string; b: string; expected: string }[];
  /** Of each side; as many as there are pairs. */
  records: Record<Side, number>;
}

interface Pair {
  a: string;
  b: string;
}

/**
 * People edit both sides at random while two workers sync over failing vendors. Then everything is left alone until it comes to rest, and
 * compared with what the owner rules say of the edits.
 */
export async function convergeAtRandom(world: TwoHubSpots, { pairs, rounds, editsARound, seed }: ConvergencePlan): Promise<Convergence> {
  const next = seededRandom(seed);
  const random = (below: number) => Math.floor(next() * below);
  const fakes = { a: world.a, b: world.b };
  for (const { account } of [world.a, world.b]) {
    for (const owner of owners) account.addProperty('companies', { name: fieldOf(owner), label: owner, type: 'text' });
  }
  for (let i = 0; i < pairs; i++) fakes[i % 2 === 0 ? 'a' : 'b'].records('companies').create({ name: `company ${i}` });
  const syncId = await world.createSync(mapping, { maxChangePercent: 100 });
  await world.runSync(syncId);
  const links = await world.db.sql<Pair[]>`select a_id as a, b_id as b from sync_link where sync_id = ${syncId} order by a_id`;

  /** What people wrote last, by side, pair and field. */
  const written = new Map<string, string>();
  const edit = () => {
    const side: Side = random(2) === 0 ? 'a' : 'b';
    const pair = random(links.length);
    const owner = owners[random(owners.length)] ?? 'a';
    const value = random(6) === 0 ? '' : `v${random(50)}`;
    fakes[side].records('companies').update(links[pair]?.[side] ?? '', { [fieldOf(owner)]: value });
    written.set(`${side}/${pair}/${owner}`, value);
  };

  for (let round = 0; round < rounds; round++) {
    await changeSync(world.db, syncId, () => ({ requestedAt: new Date() }), tester);
    for (let i = 0; i < FAULTS_A_ROUND; i++) {
      const kind = faults[random(faults.length)] ?? 'reset';
      fakes[random(2) === 0 ? 'a' : 'b'].faults.plan({ kind, at: /companies/, after: random(6) });
    }
    const before = Math.floor(editsARound / 2);
    for (let i = 0; i < before; i++) edit();
    const workers = [work(world, syncId), work(world, syncId)];
    for (let i = before; i < editsARound; i++) {
      edit();
      await setImmediate();
    }
    await Promise.all(workers);
  }
  await comeToRest(world, syncId);
  const isOpen = await openConflictsOf(world, syncId);
  const mismatches = links.flatMap((pair, index) =>
    owners.flatMap((owner) => {
      const [a = '', b = ''] = (['a', 'b'] as const).map((side) => valueOf(fakes[side], pair[side], owner));
      const expected = owner === 'a' || owner === 'b' ? (written.get(`${owner}/${index}/${owner}`) ?? '') : a;
      // Changes at the same millisecond are as undecided as changes without a rule.
      const isRight = a === b ? a === expected : (owner === 'none' || owner === 'newest') && isOpen(pair, owner);
      return isRight ? [] : [{ pair: index, owner, a, b, expected }];
    }),
  );
  const count = ({ records }: TwoHubSpots['a']) => records('companies').all().length;
  return { edits: rounds * editsARound, mismatches, records: { a: count(world.a), b: count(world.b) } };
}

function fieldOf(owner: Owner): string {
  return `owner_${owner}`;
}

const valueOf = ({ records }: TwoHubSpots['a'], id: string, owner: Owner) =>
  String(records('companies').get(id)?.fields[fieldOf(owner)] ?? '');

/** A worker whose vendor fails tries again, as its workflow would. */
async function work({ runner }: TwoHubSpots, syncId: string): Promise<void> {
  for (let state = 'more'; state === 'more';) {
    try {
      ({ state } = await advanceForAWhile(runner, syncId));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await setImmediate();
    }
  }
}

async function comeToRest(world: TwoHubSpots, syncId: string): Promise<void> {
  for (const fake of [world.a, world.b]) fake.faults.clear();
  // Writes that a failing vendor postponed are due now.
  await world.db.sql`update sync_write set next_attempt_at = now(), claimed_until = null where state in ('waiting', 'failed')`;
  for (let i = 0; i < 4; i++) await world.runSync(syncId);
}

async function openConflictsOf({ db }: TwoHubSpots, syncId: string): Promise<(pair: Pair, owner: Owner) => boolean> {
  const open = await db.sql<{ aId: string; field: string }[]>`
    select l.a_id as "aId", c.field from sync_conflict c join sync_link l on l.id = c.link_id
    where c.sync_id = ${syncId} and c.resolved_at is null`;
  const names = new Set(open.map(({ aId, field }) => `${aId} ${field}`));
  return ({ a }, owner) => names.has(`${a} ${fieldOf(owner)}=${fieldOf(owner)}`);
}
