import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rollUp } from '#db/attribution/versions/roll-up.ts';
import { measures, models } from '#domain/attribution/facts.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { seededRandom } from '#domain/random.ts';
import {
  addFact,
  addSubject,
  type AttributionWorld,
  catchUp,
  computeVersion,
  identify,
  startAttribution,
  stored,
} from '#test/support/attribution-world.ts';

const settings = VersionSettings.parse({ time_zone: 'Europe/Berlin', touch_sources: ['utm', 'api_key'] });
const DAY_MS = 86_400_000;
const start = Date.parse('2026-01-01T00:00:00Z');

let world: AttributionWorld;
beforeAll(async () => {
  world = await startAttribution(settings);
});
afterAll(() => world.close());

/** A random world of a few subjects, in which everything meets everything. */
function createChaos({ sql }: AttributionWorld, seed: number) {
  const random = seededRandom(seed);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const oneOf = <T>(list: readonly T[]): T => list[upTo(list.length - 1)] as T;
  const subjects: string[] = [];
  const parents = new Map<string, string>();
  const sales: string[] = [];
  const conversions: string[] = [];
  const at = () => new Date(start + upTo(200 * 24) * 3_600_000);
  const subject = () => oneOf([...subjects, ...subjects, null]);
  const money = () => ({ amount_minor: 1 + upTo(100_000), currency: oneOf(['EUR', 'JPY']) });
  const rootOf = (id: string): string => (parents.has(id) ? rootOf(parents.get(id) ?? '') : id);

  const steps: (() => Promise<unknown>)[] = [
    () =>
      addFact(sql, 'touch', {
        subject_id: oneOf(subjects),
        occurred_at: at(),
        partner_id: oneOf(['a', 'b', 'c', null]),
        source: oneOf(['utm', 'link', 'referral_header', 'direct']),
        is_bot: random() < 0.1,
      }),
    () => addFact(sql, 'touch', { subject_id: oneOf(subjects), occurred_at: at(), partner_id: oneOf(['a', 'b', 'c']), source: 'link' }),
    async () => {
      const registered = random() < 0.2 ? { registered_by: 'd', registered_at: at() } : {};
      conversions.push(
        await addFact(sql, 'conversion', {
          subject_id: subject(),
          occurred_at: at(),
          kind: oneOf(['lead', 'opportunity', 'customer']),
          ...registered,
        }),
      );
    },
    async () => {
      const external = `sale-${seed}-${sales.length + upTo(3)}`;
      if (sales.includes(external)) return;
      sales.push(external);
      const { amount_minor, currency } = money();
      const conversion = random() < 0.3 ? (oneOf([...conversions, 'conversion_unknown']) ?? null) : null;
      await addFact(sql, 'revenue', {
        kind: 'sale',
        subject_id: subject(),
        occurred_at: at(),
        amount_minor,
        tax_minor: upTo(amount_minor),
        currency,
        external_id: external,
        conversion_id: conversion,
      });
    },
    // Before or after its sale, of more than is left too, and of a subject of its own.
    () =>
      addFact(sql, 'revenue', {
        kind: 'refund',
        subject_id: subject(),
        occurred_at: at(),
        ...money(),
        refund_of: oneOf([`sale-${seed}-${upTo(12)}`, `sale-${seed}-${upTo(12)}`, null]),
      }),
    () =>
      addFact(sql, 'revenue', {
        kind: oneOf(['subscription_started', 'subscription_changed', 'subscription_stopped']),
        subject_id: subject(),
        occurred_at: at(),
        ...money(),
        currency: 'EUR',
        subscription: oneOf(['s1', 's2', 's3', null]),
      }),
    () => addFact(sql, 'cost', { kind: 'bonus', partner_id: oneOf(['a', 'b', null]), occurred_at: at(), ...money() }),
    async () => {
      const [child, parent] = [oneOf(subjects), oneOf(subjects)];
      if (parents.has(child)) {
        parents.delete(child);
        await identify(sql, child, null);
      } else if (rootOf(parent) !== child) {
        parents.set(child, parent);
        await identify(sql, child, parent);
      }
    },
  ];
  return {
    async addSubjects() {
      for (let i = 0; i < 8; i++) subjects.push(await addSubject(sql, `subject ${seed} ${i}`));
    },
    async batch() {
      for (let left = 1 + upTo(12); left > 0; left--) await oneOf(steps)();
    },
  };
}

/** What a rollup adds up to, by a calendar that PostgreSQL keeps. */
async function rollupsFromCredits(version: number, period: 'day' | 'month') {
  return [
    ...(await world.sql`
      select scope, partner_id, day, measure, currency, array_agg(total order by place) as by_model from (
        select scope, partner_id, date_trunc(${period}::text, occurred_at at time zone 'Europe/Berlin')::date::text as day, measure, currency, place,
          sum(share)::bigint as total
        from credit, unnest(by_model) with ordinality as of (share, place) where version = ${version}
        group by scope, partner_id, 3, measure, currency, place) shares
      group by scope, partner_id, day, measure, currency
      having bool_or(total <> 0) order by scope, partner_id, day, measure, currency`),
  ];
}

test('however facts arrive, what is rolled up step by step is what a computation from nothing gives, to the minor unit', async () => {
  const { sql } = world;
  for (let seed = 1; seed <= 6; seed++) {
    const chaos = createChaos(world, seed);
    await chaos.addSubjects();
    for (let batch = 0; batch < 12; batch++) {
      await chaos.batch();
      await rollUp(sql, 1);
    }
    await catchUp(sql);
    const fresh = await computeVersion(sql, settings);
    const [incremental, fromNothing] = [await stored(sql, 1), await stored(sql, fresh.number)];
    expect(incremental.credits.length).toBeGreaterThan(20 * seed);
    // Markov and Shapley have learnt something since the first version was made; all other models must agree.
    expect(withoutLearnt(incremental)).toEqual(withoutLearnt(fromNothing));
    for (const version of [1, fresh.number]) {
      const { days, months } = await stored(sql, version);
      expect(days).toEqual(await rollupsFromCredits(version, 'day'));
      expect(months).toEqual(await rollupsFromCredits(version, 'month'));
    }
    await sql`update version set state = 'retired' where number = ${fresh.number}`;
  }
});

function withoutLearnt({ credits, days, months, lost }: Awaited<ReturnType<typeof stored>>) {
  const cut = (rows: Record<string, unknown>[]) =>
    rows
      .map((row) => ({ ...row, by_model: (row['by_model'] as string[]).slice(0, models.indexOf('markov')) }))
      .filter(({ by_model }) => by_model.some((share) => share !== '0'));
  return { credits: cut(credits), days: cut(days), months: cut(months), lost };
}

test('every sale, refund and count is credited completely by each model', async () => {
  const sums = await world.sql<{ ok: boolean }[]>`
    select sum(by_model[m]) = (select sum(amount_minor) from revenue r where r.kind = 'sale' and r.currency = c.currency) as ok
    from credit c, generate_series(1, ${models.length}) m where version = 1 and measure = ${measures.revenue} group by currency, m`;
  expect(sums).toHaveLength(2 * models.length);
  expect(sums.every(({ ok }) => ok)).toBe(true);
  const counts = await world.sql<{ ok: boolean }[]>`
    select sum(by_model[m]) = 1000000 * (select count(*) from conversion where kind = 'lead') as ok
    from credit, generate_series(1, ${models.length}) m where version = 1 and measure = ${measures.leads} group by m`;
  expect(counts.every(({ ok }) => ok)).toBe(true);
});

describe('reports of a past moment', () => {
  test('credits that were recorded until then never change', async () => {
    const { sql } = world;
    const subject = await addSubject(sql, 'as of');
    await addFact(sql, 'touch', { subject_id: subject, partner_id: 'a', source: 'link', occurred_at: new Date('2026-05-01T00:00:00Z') });
    await addFact(sql, 'conversion', { subject_id: subject, kind: 'lead', occurred_at: new Date('2026-05-02T00:00:00Z') });
    await catchUp(sql);
    const [version] = await sql<{ asOf: Date }[]>`select complete_to as "asOf" from version where number = 1`;
    const asOf = version?.asOf ?? new Date();
    const until = () =>
      sql`select * from credit where version = 1 and recorded_at <= ${asOf} order by fact_id, partner_id, measure, recorded_at`;
    const before = await until();
    await addFact(sql, 'touch', { subject_id: subject, partner_id: 'b', source: 'link', occurred_at: new Date('2026-05-01T01:00:00Z') });
    await catchUp(sql);
    expect(await until()).toEqual(before);
    const later = await sql`select from credit where version = 1 and recorded_at > ${asOf}`;
    expect(later.length).toBeGreaterThan(0);
  });

  test('rolling up again records nothing', async () => {
    const count = async () => (await world.sql`select from credit where version = 1`).length;
    const before = await count();
    await world.sql`update version set position = '0' where number = 1`;
    await catchUp(world.sql);
    expect(await count()).toBe(before);
  });
});

describe('at once', () => {
  test('facts that commit late, and several processes that roll up, lose nothing and count nothing twice', async () => {
    const own = await startAttribution(settings);
    const { sql } = own;
    try {
      const subject = await addSubject(sql, 'late');
      await addFact(sql, 'touch', { subject_id: subject, partner_id: 'a', source: 'link', occurred_at: new Date(start) });
      let isOver = false;
      const rolling = [1, 2].map(async () => {
        while (!isOver) await rollUp(sql, 1);
      });
      const writing = Array.from({ length: 3 }, async (_, writer) => {
        for (let i = 0; i < 15; i++) {
          await sql.begin(async (tx) => {
            const at = new Date(start + (writer * 15 + i) * 60_000);
            await addFact(tx, 'conversion', { subject_id: subject, kind: 'lead', occurred_at: at });
            // Others commit meanwhile, and are rolled up.
            await tx`select pg_sleep(${((writer + i) % 3) * 0.01})`;
            await addFact(tx, 'revenue', { subject_id: subject, kind: 'sale', occurred_at: at, amount_minor: 100, currency: 'EUR' });
          });
        }
      });
      await Promise.all(writing);
      isOver = true;
      await Promise.all(rolling);
      await catchUp(sql);
      const total = (measure: number) =>
        sql<{ sum: string }[]>`select sum(by_model[1]) from day_rollup where version = 1 and measure = ${measure}`;
      expect((await total(measures.leads))[0]?.sum).toBe('45000000');
      expect((await total(measures.revenue))[0]?.sum).toBe('4500');
    } finally {
      await own.close();
    }
  });
});

test('touches outside the window of a goal, and purged ones, restate nothing', async () => {
  const { sql } = world;
  const subject = await addSubject(sql, 'old');
  const day = (days: number) => new Date(start + days * DAY_MS);
  const old = await addFact(sql, 'touch', { subject_id: subject, partner_id: 'a', source: 'link', occurred_at: day(0) });
  const lead = await addFact(sql, 'conversion', { subject_id: subject, kind: 'lead', occurred_at: day(1) });
  const credits = () => sql`select partner_id from credit where version = 1 and fact_id = ${lead}`;
  // A transaction of another test that is older than these facts has them read once more.
  const isPast = async () => {
    await catchUp(sql);
    return sql`select position > (select added_by from conversion where id = ${lead}) as "isPast" from version where number = 1`;
  };
  await expect.poll(isPast, { timeout: 60_000 }).toEqual([{ isPast: true }]);
  expect([...(await credits())]).toEqual([{ partner_id: 'a' }]);
  await sql`delete from touch where id = ${old}`;
  await addFact(sql, 'touch', { subject_id: subject, partner_id: 'b', source: 'link', occurred_at: day(100) });
  await catchUp(sql);
  expect([...(await credits())]).toEqual([{ partner_id: 'a' }]);
});
