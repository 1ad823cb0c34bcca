import type { Queryable } from '#db/database.ts';
import { nameOf, resolveSubjects } from './resolve-subjects.ts';

/** What every new fact has. */
export interface NewFact {
  id: string;
  scope: string;
  /** The pseudonym of its subject; null without one. */
  subjectKey: string | null;
  occurredAt: Date;
  externalId: string | null;
  origin: string;
  /** Hex digits. */
  digest: string;
  metadata: Record<string, unknown> | null;
}

/** `repeated`: the same was recorded before, under this id. `conflict`: something else has the external id, under this id. */
export interface FactOutcome {
  status: 'created' | 'repeated' | 'conflict';
  id: string;
}

export type FactTable = 'touch' | 'conversion' | 'revenue' | 'cost';
type ColumnType = 'text' | 'bytea' | 'bigint' | 'boolean' | 'timestamptz' | 'jsonb';
type Column = readonly [name: string, type: ColumnType, values: (string | null)[]];

/**
 * Adds facts in one statement and returns the outcome of each, in order. What has an external id is added once, whoever repeats it: also if it
 * is in the list twice. `columns` are those of the kind; their values are read as text.
 */
export async function insertFacts(sql: Queryable, table: FactTable, facts: readonly NewFact[], columns: Column[]): Promise<FactOutcome[]> {
  if (facts.length === 0) return [];
  const all: Column[] = [...(await commonColumns(sql, facts)), ...columns];
  const names = all.map(([name]) => name);
  const values = all.map(([, , list], i) => sql`${i === 0 ? sql`` : sql`, `}${list}::text[]`);
  const casts = all.map(([name, type], i) => sql`${i === 0 ? sql`` : sql`, `}${castOf(sql, name, type)}`);
  // In one order, so that two calls with the same ids do not wait for each other in a circle.
  const rows = await sql<{ id: string }[]>`
    insert into ${sql(table)} (${sql(names)})
    select ${casts} from unnest(${values}) f (${sql(names)}) order by scope, origin, external_id, id
    on conflict (scope, origin, external_id) where external_id is not null do nothing
    returning id`;
  const created = new Set(rows.map(({ id }) => id));
  const known = await findKnown(
    sql,
    table,
    facts.filter(({ id }) => !created.has(id)),
  );
  return facts.map((fact) => {
    if (created.has(fact.id)) return { status: 'created', id: fact.id };
    const first = known.get(placeOf(fact));
    if (!first) throw new Error(`A ${table} with the external id ${fact.externalId} was neither added nor found`);
    return { status: first.digest === fact.digest ? 'repeated' : 'conflict', id: first.id };
  });
}

function castOf(sql: Queryable, name: string, type: ColumnType) {
  switch (type) {
    case 'text':
      return sql`${sql(name)}`;
    case 'bytea':
      return sql`decode(${sql(name)}, 'hex')`;
    case 'bigint':
      return sql`${sql(name)}::bigint`;
    case 'boolean':
      return sql`${sql(name)}::boolean`;
    case 'timestamptz':
      return sql`${sql(name)}::timestamptz`;
    case 'jsonb':
      return sql`${sql(name)}::jsonb`;
  }
}

async function commonColumns(sql: Queryable, facts: readonly NewFact[]): Promise<Column[]> {
  const keys = facts.map(({ scope, subjectKey }) => (subjectKey === null ? null : { scope, key: subjectKey }));
  const subjects = await resolveSubjects(
    sql,
    keys.filter((key) => key !== null),
  );
  return [
    ['id', 'text', facts.map(({ id }) => id)],
    ['scope', 'text', facts.map(({ scope }) => scope)],
    ['subject_id', 'bigint', keys.map((key) => key && (subjects.get(nameOf(key)) ?? null))],
    ['occurred_at', 'timestamptz', facts.map(({ occurredAt }) => occurredAt.toISOString())],
    ['external_id', 'text', facts.map(({ externalId }) => externalId)],
    ['origin', 'text', facts.map(({ origin }) => origin)],
    ['digest', 'bytea', facts.map(({ digest }) => digest)],
    ['metadata', 'jsonb', facts.map(({ metadata }) => metadata && JSON.stringify(metadata))],
  ];
}

type Place = Pick<NewFact, 'scope' | 'origin' | 'externalId'>;
const placeOf = ({ scope, origin, externalId }: Place): string => `${scope}\n${origin}\n${externalId}`;

async function findKnown(sql: Queryable, table: FactTable, facts: NewFact[]): Promise<Map<string, { id: string; digest: string }>> {
  if (facts.length === 0) return new Map();
  const rows = await sql<(Place & { id: string; digest: string })[]>`
    select t.id, t.scope, t.origin, t.external_id as "externalId", encode(t.digest, 'hex') as digest
    from unnest(${facts.map(({ scope }) => scope)}::text[], ${facts.map(({ origin }) => origin)}::text[],
      ${facts.map(({ externalId }) => externalId)}::text[]) f (scope, origin, external_id)
    join ${sql(table)} t using (scope, origin, external_id)`;
  return new Map(rows.map((row) => [placeOf(row), row]));
}
