import { type Actor, beginAs } from '#db/actor.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { counted } from '#domain/counted.ts';
import { DomainError } from '#domain/errors.ts';
import type { EventTypeChange } from '#domain/events/event-type.ts';
import { countPinned } from './schema-version.ts';

export interface StoredEventType {
  name: string;
  description: string;
  deprecated: boolean;
  /** The newest version. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface NewSchema {
  schema: Record<string, unknown>;
  examples?: unknown[];
  downConversion?: string | null;
}

export interface StoredSchema extends Required<NewSchema> {
  version: number;
  createdAt: Date;
}

const columns = (sql: Queryable) => sql`
  t.name, t.description, t.deprecated, t.created_at as "createdAt", t.updated_at as "updatedAt",
  (select max(version) from event_type_version v where v.event_type = t.name) as version`;

/** Sorted by name, without schemas. Without a limit all are returned, at most a few hundred. */
export async function listEventTypes(
  sql: Sql,
  { after = '', limit }: { after?: string | undefined; limit?: number } = {},
): Promise<StoredEventType[]> {
  return await sql<StoredEventType[]>`
    select ${columns(sql)} from event_type t where t.name > ${after} order by t.name limit ${limit ?? null}`;
}

export async function findEventType(sql: Queryable, name: string): Promise<StoredEventType | undefined> {
  const [row] = await sql<StoredEventType[]>`select ${columns(sql)} from event_type t where t.name = ${name}`;
  return row;
}

/** Newest first. */
export async function listSchemas(sql: Queryable, name: string): Promise<StoredSchema[]> {
  return await sql<StoredSchema[]>`
    select version, schema, examples, down_conversion as "downConversion", created_at as "createdAt"
    from event_type_version where event_type = ${name} order by version desc`;
}

export async function getSchema(sql: Sql, name: string, version: number): Promise<Record<string, unknown>> {
  const [row] = await sql<{ schema: Record<string, unknown> }[]>`
    select schema from event_type_version where event_type = ${name} and version = ${version}`;
  if (!row) throw new Error(`Event type ${name} has no version ${version}`);
  return row.schema;
}

/** Returns false if the name is taken. */
export async function insertEventType(
  sql: Sql,
  type: { name: string; description: string; schema: Record<string, unknown>; examples?: unknown[] },
  actor: Actor,
): Promise<boolean> {
  const [row] = await beginAs(
    sql,
    actor,
    (tx) => tx`
    with added as (
      insert into event_type (name, description) values (${type.name}, ${type.description})
      on conflict (name) do nothing returning name
    )
    insert into event_type_version (event_type, version, schema, examples)
    select name, 1, ${JSON.stringify(type.schema)}::text::jsonb, ${JSON.stringify(type.examples ?? [])}::text::jsonb
    from added returning version`,
  );
  return row !== undefined;
}

/** Returns false if the type does not exist. */
export async function updateEventType(sql: Sql, name: string, change: EventTypeChange, actor: Actor): Promise<boolean> {
  const [row] = await beginAs(
    sql,
    actor,
    (tx) => tx`
    update event_type set
      description = coalesce(${change.description ?? null}, description),
      deprecated = coalesce(${change.deprecated ?? null}, deprecated),
      updated_at = now()
    where name = ${name} returning name`,
  );
  return row !== undefined;
}

/**
 * Adds the version that follows `after`. Returns false if another one has been added in the meantime. The row lock on the type serialises
 * additions with each other, and with endpoints that pin a version.
 */
export async function insertSchema(
  sql: Sql,
  name: string,
  { after, schema, examples = [], downConversion = null }: NewSchema & { after: number },
  actor: Actor,
): Promise<boolean> {
  return await beginAs(sql, actor, async (tx) => {
    await tx`update event_type set updated_at = now() where name = ${name}`;
    const [newest] = await tx<{ version: number }[]>`
      select max(version) as version from event_type_version where event_type = ${name}`;
    if (newest?.version !== after) return false;
    const pinned = downConversion === null ? await countPinned(tx, name) : 0;
    if (pinned > 0) throw pinnedWithoutConversion(name, pinned);
    await tx`
      insert into event_type_version (event_type, version, schema, examples, down_conversion)
      values (${name}, ${after + 1}, ${JSON.stringify(schema)}::text::jsonb, ${JSON.stringify(examples)}::text::jsonb, ${downConversion})`;
    return true;
  });
}

function pinnedWithoutConversion(name: string, count: number): DomainError {
  const who = counted(count, 'endpoint pins', 'endpoints pin');
  return new DomainError(
    'event_type_pinned',
    `${who} an older version of ${name} and would no longer receive events. Give the new version a down_conversion and examples`,
  );
}
