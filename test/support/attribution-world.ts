import { hash } from 'node:crypto';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { learn } from '#db/attribution/versions/learn.ts';
import { beginRecomputation, recompute } from '#db/attribution/versions/recompute.ts';
import { rollUp } from '#db/attribution/versions/roll-up.ts';
import { addFirstVersion, insertVersion, type Version } from '#db/attribution/versions/version.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { createDatabase, type TestDatabase } from './services.ts';

export interface AttributionWorld extends AttributionStore {
  database: TestDatabase;
  url: string;
}

/** An attribution store of its own, with its first version. */
export async function startAttribution(settings: Partial<VersionSettings> = {}): Promise<AttributionWorld> {
  const database = await createDatabase();
  const store = openAttribution(database.url);
  await addFirstVersion(store.sql, VersionSettings.parse(settings));
  return { ...store, database, url: database.url, close: () => store.close().then(database.drop) };
}

type Cells = Record<string, string | number | boolean | Date | Uint8Array | null>;
let facts = 0;

/** Adds a fact whose columns are not all of interest; returns its id. */
export async function addFact(sql: Queryable, table: 'touch' | 'conversion' | 'revenue' | 'cost', cells: Cells): Promise<string> {
  const id = `${table}_${String(++facts).padStart(6, '0')}`;
  const all: Cells = {
    id,
    scope: 'live',
    origin: 'platform',
    digest: Buffer.from('00', 'hex'),
    occurred_at: new Date('2026-03-01T12:00:00Z'),
    ...cells,
  };
  await sql`insert into ${sql(table)} ${sql(all)}`;
  return id;
}

/** A subject that is alone. */
export async function addSubject(sql: Queryable, name: string, scope = 'live'): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into subject (scope, key, root_id) values (${scope}, ${hash('sha256', name, 'buffer')}, currval(pg_get_serial_sequence('subject', 'id')) + 1)
    returning id::text`;
  const id = row?.id ?? '';
  await sql`update subject set root_id = id where id = ${id}`;
  return id;
}

/** Says that a subject is part of another one; null: that it is not any more. Whoever is the same follows. */
export async function identify(sql: Sql, subject: string, parent: string | null): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update subject set parent_id = ${parent} where id = ${subject}`;
    await tx`
      with recursive below as (select ${subject}::bigint as id union select s.id from subject s join below b on s.parent_id = b.id)
      update subject set root_id = coalesce((select root_id from subject where id = ${parent}), ${subject}) where id in (select id from below)`;
    await tx`
      insert into identity (id, scope, subject_id, parent_id, occurred_at)
      values (${`idn_${String(++facts).padStart(6, '0')}`}, 'live', ${subject}, ${parent}, now())`;
  });
}

/** Rolls up until nothing new is left. */
export async function catchUp(sql: Sql, version = 1): Promise<void> {
  for (let isBehind = true; isBehind;) ({ isBehind } = (await rollUp(sql, version)) ?? { isBehind: false });
}

/** Computes a new version from nothing. */
export async function computeVersion(sql: Sql, settings: VersionSettings): Promise<Version> {
  const version = await insertVersion(sql, settings, 'test');
  if (version === null) throw new Error('there are too many versions');
  await beginRecomputation(sql, version.number, () => learn(sql, settings, async () => {}));
  await recompute(sql, version.number);
  return version;
}

/** All that is stored of a version, added up, in one order. What adds up to nothing is left out. */
export async function stored(sql: Sql, version: number) {
  const isSomething = sql`exists (select from unnest(by_model) share where share <> 0)`;
  const credits = await sql`
    select * from (
      select scope, fact_id, partner_id, measure, currency, min(occurred_at)::text as at, array_agg(total order by place) as by_model from (
        select scope, fact_id, partner_id, measure, currency, min(occurred_at) as occurred_at, place, sum(share)::bigint as total
        from credit, unnest(by_model) with ordinality as of (share, place) where version = ${version}
        group by scope, fact_id, partner_id, measure, currency, place) shares
      group by scope, fact_id, partner_id, measure, currency) net
    where ${isSomething} order by fact_id, partner_id, measure, currency`;
  const days = await sql`
    select scope, partner_id, day::text, measure, currency, by_model from day_rollup where version = ${version} and ${isSomething}
    order by scope, partner_id, day, measure, currency`;
  const months = await sql`
    select scope, partner_id, day::text, measure, currency, by_model from month_rollup where version = ${version} and ${isSomething}
    order by scope, partner_id, day, measure, currency`;
  const lost = await sql`select conversion_id, scope, kind, reason from unexplained where version = ${version} order by conversion_id`;
  return { credits: [...credits], days: [...days], months: [...months], lost: [...lost] };
}
