import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explainFact } from '#db/attribution/reports/explain-fact.ts';
import { compareVersions } from '#db/attribution/versions/compare-versions.ts';
import { draftOf } from '#db/attribution/versions/credit-partitions.ts';
import { learn } from '#db/attribution/versions/learn.ts';
import { beginRecomputation, recompute } from '#db/attribution/versions/recompute.ts';
import { activateVersion, endVersion, findVersion, insertVersion, spareVersions } from '#db/attribution/versions/version.ts';
import { measures, models } from '#domain/attribution/facts.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import {
  addFact,
  addSubject,
  type AttributionWorld,
  catchUp,
  computeVersion,
  startAttribution,
  stored,
} from '#test/support/attribution-world.ts';
import { eventually } from '#test/support/engine.ts';

const settings = VersionSettings.parse({});
const subjects = 3_000;

let world: AttributionWorld;
beforeAll(async () => {
  world = await startAttribution();
  await addMany(world);
});
afterAll(() => world.close());

/** Many subjects with four touches of seven partners, a customer, and a sale. */
async function addMany({ sql }: AttributionWorld) {
  await sql`insert into subject (scope, key, root_id) select 'live', sha256(i::text::bytea), i from generate_series(1, ${subjects}) i`;
  await sql`
    insert into touch (id, scope, subject_id, origin, digest, source, partner_id, occurred_at)
    select 'tch_' || lpad((s * 10 + t)::text, 8, '0'), 'live', s, 'platform', '', 'link', 'ptn_' || (s * 3 + t * t) % 7, '2026-01-01'::timestamptz + s * interval '1 hour' + t * interval '1 day'
    from generate_series(1, ${subjects}) s, generate_series(1, 4) t`;
  await sql`
    insert into conversion (id, scope, subject_id, origin, digest, kind, occurred_at)
    select 'cnv_' || lpad(s::text, 8, '0'), 'live', s, 'platform', '', 'customer', '2026-01-06'::timestamptz + s * interval '1 hour'
    from generate_series(1, ${subjects}) s where s % 3 > 0`;
  await sql`
    insert into revenue (id, scope, subject_id, origin, digest, kind, occurred_at, amount_minor, currency)
    select 'rev_' || lpad(s::text, 8, '0'), 'live', s, 'platform', '', 'sale', '2026-01-07'::timestamptz + s * interval '1 hour', 100 + s, 'EUR'
    from generate_series(1, ${subjects}) s where s % 3 = 1`;
}

const countFacts = async (table: string, version = 0) => {
  const ofVersion = version === 0 ? world.sql`true` : world.sql`version = ${version}`;
  const [row] = await world.sql<
    { count: number }[]
  >`select count(distinct fact_id)::int as count from ${world.sql(table)} where ${ofVersion}`;
  return row?.count ?? 0;
};
const bytesOf = async (version: number) => JSON.stringify(await stored(world.sql, version));
const retire = (version: number) => endVersion(world.sql, version, 'retired', 'not needed any more');

test('a computation that is repeated, and one whose process was killed in the middle, are the same to the byte', async () => {
  const { sql } = world;
  const [first, second] = [await computeVersion(sql, settings), await computeVersion(sql, settings)];
  const bytes = await bytesOf(first.number);
  expect(bytes.length).toBeGreaterThan(100_000);
  expect(await bytesOf(second.number)).toBe(bytes);
  expect((await findVersion(sql, second.number))?.learnt).toEqual((await findVersion(sql, first.number))?.learnt);
  await retire(second.number);

  const killed = await insertVersion(sql, settings, 'test');
  const number = killed?.number ?? 0;
  const script = fileURLToPath(new URL('../../support/recompute-process.ts', import.meta.url));
  const start = () => spawn(process.execPath, [script, world.url, String(number), '200'], { stdio: 'ignore' });
  const kill = async (child: ChildProcess) => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect((await findVersion(sql, number))?.state).toBe('building');
  };
  for (const until of [400, 1_200]) {
    const child = start();
    await eventually(
      () => countFacts(draftOf(number)),
      (count) => count >= until,
    );
    await kill(child);
  }
  // While it adds up.
  await sql.begin(async (tx) => {
    await tx`lock table day_rollup in share mode`;
    const child = start();
    await eventually(
      () => findVersion(sql, number),
      (version) => version?.cursor === 'sums ',
    );
    await kill(child);
  });
  expect(await recompute(sql, number)).toBe(true);
  expect(await bytesOf(number)).toBe(bytes);
  await retire(number);
  await retire(first.number);
});

test('facts that arrive during a computation are in the version once it is ready and caught up', async () => {
  const { sql } = world;
  const version = await insertVersion(sql, settings, 'test');
  const number = version?.number ?? 0;
  await beginRecomputation(sql, number, () => learn(sql, settings, async () => {}));
  const sale = { subject_id: '1', kind: 'sale', amount_minor: 777, currency: 'SEK', occurred_at: new Date('2026-02-01T00:00:00Z') };
  let isAdded = false;
  const onPage = async () => {
    const [begun] = await sql`select from ${sql(draftOf(number))} where fact_id = 'cnv_00000001'`;
    if (isAdded || !begun) return;
    isAdded = true;
    await addFact(sql, 'revenue', sale);
  };
  await recompute(sql, number, { onPage, pageSize: 100 });
  expect(isAdded).toBe(true);
  await catchUp(sql, number);
  const [sum] =
    await sql`select sum(by_model[1]) as sum from day_rollup where version = ${number} and currency = 'SEK' and measure = ${measures.revenue}`;
  expect(sum?.['sum']).toBe('777');
  await retire(number);
});

test('a version has no credits for reports until it is ready; what was computed of one that nobody wants is dropped with the next one', async () => {
  const { sql } = world;
  const unwanted = (await insertVersion(sql, settings, 'test'))?.number ?? 0;
  await beginRecomputation(sql, unwanted, () => learn(sql, settings, async () => {}));
  let computed = 0;
  const onPage = async () => {
    computed = await countFacts(draftOf(unwanted));
    if (computed > 0) await retire(unwanted);
  };
  expect(await recompute(sql, unwanted, { onPage, pageSize: 100 })).toBe(false);
  expect(computed).toBeGreaterThan(0);
  expect(await countFacts('credit', unwanted)).toBe(0);
  const next = await computeVersion(sql, settings);
  expect(await countFacts('credit', next.number)).toBeGreaterThan(computed);
  const [left] = await sql`select to_regclass(${draftOf(unwanted)})::text as name`;
  expect(left).toEqual({ name: null });
  await retire(next.number);
});

test('the credits of a day are next to each other, and among them those of each partner', async () => {
  const { number } = await computeVersion(world.sql, settings);
  const inPlace = await world.sql<{ day: string; partner: string; at: Date }[]>`
    select (occurred_at at time zone 'UTC')::date::text as day, partner_id as partner, occurred_at as at from ${world.sql(draftOf(number))} order by ctid`;
  const places = inPlace.map(({ day, partner, at }) => `${day} ${partner} ${at.toISOString()}`);
  expect(new Set(places).size).toBeGreaterThan(1_000);
  expect(places).toEqual(places.toSorted());
  await retire(number);
});

test('a version that is not wanted any more is not computed any further', async () => {
  const version = await insertVersion(world.sql, settings, 'test');
  await beginRecomputation(world.sql, version?.number ?? 0, () => learn(world.sql, settings, async () => {}));
  await retire(version?.number ?? 0);
  expect(await recompute(world.sql, version?.number ?? 0)).toBe(false);
});

test('one version is active; of several activations at once each retires the one before', async () => {
  const own = await startAttribution();
  try {
    const made = [];
    for (let i = 0; i < spareVersions; i++) made.push(await computeVersion(own.sql, settings));
    expect(await insertVersion(own.sql, settings, 'test')).toBeNull();
    await Promise.all(made.map(({ number }) => activateVersion(own.sql, number)));
    const states = await own.sql<{ state: string }[]>`select state from version order by state`;
    expect(states.map(({ state }) => state)).toEqual(['active', ...made.map(() => 'retired')]);
    expect(await activateVersion(own.sql, 1)).toBeNull();
  } finally {
    await own.close();
  }
});

test('Markov and Shapley are learnt from all paths, and each sums to one', async () => {
  const { markov, shapley } = await learn(world.sql, settings, async () => {});
  for (const coefficients of [markov, shapley]) {
    expect(Object.keys(coefficients)).toHaveLength(7);
    expect(Object.values(coefficients).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
  }
});

test('two versions are compared: who gains, who loses, and by which facts', async () => {
  const { sql } = world;
  await catchUp(sql);
  const shorter = await computeVersion(sql, { ...settings, window_days: 2 });
  const wanted = {
    scope: 'live',
    from: '2026-01-01',
    until: '2026-12-31',
    timeZone: 'UTC',
    measure: measures.customers,
    model: 'first_touch' as const,
    limit: 3,
  };
  const compared = await compareVersions(sql, [1, shorter.number], wanted);
  expect(compared).toHaveLength(3);
  const change = ({ before, after }: { before: string; after: string }) => BigInt(after) - BigInt(before);
  const sizes = compared.map(change).map((size) => (size < 0n ? -size : size));
  expect(sizes).toEqual(sizes.toSorted((a, b) => (a < b ? 1 : -1)));
  for (const { partnerId, facts } of compared) {
    expect(facts).toHaveLength(3);
    const explained = await explainFact(sql, (await findVersion(sql, shorter.number))!, facts[0]?.factId ?? '');
    const own = explained?.credits.find((credit) => credit.partnerId === partnerId && credit.measure === measures.customers);
    expect(String(own?.byModel[0] ?? 0n)).toBe(facts[0]?.after);
  }
  await retire(shorter.number);
});

test('a fact is explained by its touches, their weights, and the shares that follow', async () => {
  const { sql } = world;
  const subject = await addSubject(sql, 'explained');
  const touch = (partner: string | null, day: number, source = 'link') =>
    addFact(sql, 'touch', { subject_id: subject, partner_id: partner, source, occurred_at: new Date(Date.UTC(2026, 5, day)) });
  const ids = [await touch('a', 1), await touch(null, 2, 'direct'), await touch('b', 3), await touch('c', 20)];
  await addFact(sql, 'conversion', { subject_id: subject, kind: 'customer', occurred_at: new Date(Date.UTC(2026, 5, 10)) });
  const sale = await addFact(sql, 'revenue', {
    subject_id: subject,
    kind: 'sale',
    amount_minor: 100,
    currency: 'EUR',
    external_id: 'e1',
    occurred_at: new Date(Date.UTC(2026, 5, 12)),
  });
  const refund = await addFact(sql, 'revenue', {
    kind: 'refund',
    amount_minor: 100,
    currency: 'EUR',
    refund_of: 'e1',
    occurred_at: new Date(Date.UTC(2026, 5, 13)),
  });
  const version = (await findVersion(sql, 1))!;
  const explained = await explainFact(sql, version, refund);
  expect(explained).toMatchObject({
    factId: refund,
    type: 'revenue',
    lost: null,
    isWaiting: false,
    chain: [sale, refund],
    sourcedBy: 'a',
    influencedBy: ['b'],
  });
  const linear = models.indexOf('linear');
  expect(explained?.touches.map(({ id, refusal, weights }) => [id, refusal, weights[linear]])).toEqual([
    ...ids.slice(0, 3).map((id) => [id, null, expect.closeTo(1 / 3, 8)]),
    [ids[3], 'outside_window', undefined],
  ]);
  const refunded = explained?.credits
    .filter(({ measure }) => measure === measures.refund)
    .map(({ partnerId, byModel }) => [partnerId, byModel[linear]]);
  expect(refunded).toEqual([
    ['', 34n],
    ['a', 33n],
    ['b', 33n],
  ]);
  expect(await explainFact(sql, version, 'rev_unknown')).toBeNull();
  const waiting = await addFact(sql, 'revenue', { kind: 'refund', amount_minor: 1, currency: 'EUR', refund_of: 'unknown' });
  expect(await explainFact(sql, version, waiting)).toMatchObject({ isWaiting: true, credits: [] });
});
