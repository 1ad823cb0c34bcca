import type { Queryable } from '#db/database.ts';
import { isViolationOf } from '#db/failure.ts';

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
  /** Of what was created by this very call. */
  recordedAt?: Date;
}

export type FactTable = 'touch' | 'conversion' | 'revenue' | 'cost';
type ColumnType = 'text' | 'bytea' | 'bigint' | 'boolean' | 'timestamptz' | 'jsonb';
type Column = readonly [name: string, type: ColumnType, values: (string | null)[]];

/**
 * Adds facts and their subjects in one statement, and returns the outcome of each, in order. What has an external id is added once, whoever repeats it:
 * also if it is in the list twice. The same list can be added again after a failure. `columns` are those of the kind; their values are read as
 * text. Only what is committed is found, so a fact whose subject somebody else adds at this moment is added with the next statement.
 */
export async function insertFacts(sql: Queryable, table: FactTable, facts: readonly NewFact[], columns: Column[]): Promise<FactOutcome[]> {
  if (facts.length === 0) return [];
  const all: Column[] = [...commonColumns(facts), ...columns];
  const outcomes = new Map<string, FactOutcome>();
  for (let tries = 0; outcomes.size < facts.length; tries += 1) {
    if (tries === 5) throw new Error(`${facts.length - outcomes.size} facts (${table}) were neither added nor found`);
    const isLeft = facts.map(({ id }) => !outcomes.has(id));
    for (const added of await addFacts(sql, table, leave(all, isLeft))) outcomes.set(added.id, { status: 'created', ...added });
    const others = facts.filter(({ id }) => !outcomes.has(id));
    const known = await findKnown(sql, table, others);
    for (const fact of others) {
      const first = known.get(fact.id);
      if (first) outcomes.set(fact.id, outcomeOf(fact, first));
    }
  }
  return facts.map(({ id }) => outcomes.get(id) as FactOutcome);
}

/** Its own row is there if an earlier try was committed and failed afterwards. */
function outcomeOf({ id, digest }: NewFact, first: Known): FactOutcome {
  if (first.id === id) return { status: 'created', id };
  return { status: first.digest === digest ? 'repeated' : 'conflict', id: first.id };
}

const leave = (columns: Column[], isLeft: boolean[]): Column[] =>
  isLeft.every(Boolean) ? columns : columns.map(([name, type, values]) => [name, type, values.filter((_, index) => isLeft[index])]);

/** Returns the facts that were added. In one order, so that two calls with the same ids or subjects do not wait for each other in a circle. */
async function addFacts(sql: Queryable, table: FactTable, columns: Column[]): Promise<{ id: string; recordedAt: Date }[]> {
  const text = statements.get(table) ?? statementOf(table, columns);
  statements.set(table, text);
  const parameters = columns.map(([, , values]) => values);
  try {
    return await sql.unsafe<{ id: string; recordedAt: Date }[]>(text, parameters, { prepare: true });
  } catch (error) {
    // Some of them were added before, by a call that failed afterwards. They are found like the others, and the rest is tried again.
    if (isViolationOf(error, `${table}_pkey`)) return [];
    throw error;
  }
}

// Each kind always has the same columns. Composing the statement for every fact took most of the time of a single one.
const statements = new Map<FactTable, string>();

const list = (parts: string[]): string => parts.join(', ');

function statementOf(table: FactTable, columns: Column[]): string {
  const names = columns.map(([name]) => name);
  const targets = names.map((name) => (name === SUBJECT ? 'subject_id' : name));
  const casts = columns.map(([name, type]) => (name === SUBJECT ? 'whose.id' : castOf(name, type)));
  return `
    with f as materialized (select * from unnest(${list(names.map((_, index) => `$${index + 1}::text[]`))}) f (${list(names)})),
    wanted as (select distinct scope, decode(${SUBJECT}, 'hex') as key from f where ${SUBJECT} is not null),
    known as materialized (select s.id, s.scope, s.key from wanted join subject s using (scope, key)),
    added as (
      insert into subject (id, scope, key, root_id) overriding system value
      select id, scope, key, id from (
        select nextval('subject_id_seq') as id, scope, key
        from (select scope, key from wanted except select scope, key from known order by scope, key) sorted) numbered
      on conflict (scope, key) do nothing returning id, scope, key),
    whose as (select * from known union all select * from added)
    insert into ${table} (${list(targets)})
    select ${list(casts)} from f left join whose on whose.scope = f.scope and whose.key = decode(f.${SUBJECT}, 'hex')
    where f.${SUBJECT} is null or whose.id is not null order by f.scope, f.origin, f.external_id, f.id
    on conflict (scope, origin, external_id) where external_id is not null do nothing
    returning id, recorded_at as "recordedAt"`;
}

const castOf = (name: string, type: ColumnType): string => (type === 'bytea' ? `decode(f.${name}, 'hex')` : `f.${name}::${type}`);

/** The pseudonym, which becomes the id of its subject. */
const SUBJECT = 'subject_key';

function commonColumns(facts: readonly NewFact[]): Column[] {
  return [
    ['id', 'text', facts.map(({ id }) => id)],
    ['scope', 'text', facts.map(({ scope }) => scope)],
    [SUBJECT, 'text', facts.map(({ subjectKey }) => subjectKey)],
    ['occurred_at', 'timestamptz', facts.map(({ occurredAt }) => occurredAt.toISOString())],
    ['external_id', 'text', facts.map(({ externalId }) => externalId)],
    ['origin', 'text', facts.map(({ origin }) => origin)],
    ['digest', 'bytea', facts.map(({ digest }) => digest)],
    ['metadata', 'jsonb', facts.map(({ metadata }) => metadata && JSON.stringify(metadata))],
  ];
}

interface Known {
  id: string;
  digest: string;
}

/** What is stored under the external ids of these facts, or under their own ids, by the ids of the facts. */
async function findKnown(sql: Queryable, table: FactTable, facts: NewFact[]): Promise<Map<string, Known>> {
  if (facts.length === 0) return new Map();
  const rows = await sql<(Known & { asked: string })[]>`
    with f as (
      select * from unnest(${facts.map(({ id }) => id)}::text[], ${facts.map(({ scope }) => scope)}::text[],
        ${facts.map(({ origin }) => origin)}::text[], ${facts.map(({ externalId }) => externalId)}::text[]) f (id, scope, origin, external_id))
    select f.id as asked, t.id, encode(t.digest, 'hex') as digest from f join ${sql(table)} t using (scope, origin, external_id)
    union all
    select f.id, t.id, encode(t.digest, 'hex') from f join ${sql(table)} t on t.id = f.id where f.external_id is null`;
  return new Map(rows.map((row) => [row.asked, row]));
}
