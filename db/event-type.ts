import type { EventTypeChange } from '#domain/event-type.ts';
import { type Actor, beginAs } from './actor.ts';
import type { Sql } from './database.ts';

export interface StoredEventType {
  name: string;
  description: string;
  deprecated: boolean;
  /** The newest. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface StoredSchema {
  version: number;
  schema: Record<string, unknown>;
  createdAt: Date;
}

const columns = (sql: Sql) => sql`
  t.name, t.description, t.deprecated, t.created_at as "createdAt", t.updated_at as "updatedAt",
  (select max(version) from event_type_version v where v.event_type = t.name) as version`;

/** By name, without their schemas; all of them without a limit: there are hundreds at most. */
export async function listEventTypes(
  sql: Sql,
  { after = '', limit }: { after?: string | undefined; limit?: number } = {},
): Promise<StoredEventType[]> {
  return await sql<StoredEventType[]>`
    select ${columns(sql)} from event_type t where t.name > ${after} order by t.name limit ${limit ?? null}`;
}

export async function findEventType(sql: Sql, name: string): Promise<StoredEventType | undefined> {
  const [row] = await sql<StoredEventType[]>`select ${columns(sql)} from event_type t where t.name = ${name}`;
  return row;
}

/** Newest first. */
export async function listSchemas(sql: Sql, name: string): Promise<StoredSchema[]> {
  return await sql<StoredSchema[]>`
    select version, schema, created_at as "createdAt"
    from event_type_version where event_type = ${name} order by version desc`;
}

export async function getSchema(sql: Sql, name: string, version: number): Promise<Record<string, unknown>> {
  const [row] = await sql<{ schema: Record<string, unknown> }[]>`
    select schema from event_type_version where event_type = ${name} and version = ${version}`;
  if (!row) throw new Error(`Event type ${name} has no version ${version}`);
  return row.schema;
}

/** Returns false when the name is taken. */
export async function insertEventType(
  sql: Sql,
  type: { name: string; description: string; schema: Record<string, unknown> },
  actor: Actor,
): Promise<boolean> {
  const [row] = await beginAs(sql, actor, (tx) => tx`
    with added as (
      insert into event_type (name, description) values (${type.name}, ${type.description})
      on conflict (name) do nothing returning name
    )
    insert into event_type_version (event_type, version, schema)
    select name, 1, ${JSON.stringify(type.schema)}::text::jsonb from added returning version`);
  return row !== undefined;
}

/** Returns false when there is no such type. */
export async function updateEventType(sql: Sql, name: string, change: EventTypeChange, actor: Actor): Promise<boolean> {
  const [row] = await beginAs(sql, actor, (tx) => tx`
    update event_type set
      description = coalesce(${change.description ?? null}, description),
      deprecated = coalesce(${change.deprecated ?? null}, deprecated),
      updated_at = now()
    where name = ${name} returning name`);
  return row !== undefined;
}

/**
 * The row lock on the type makes concurrent additions count on one after the other. Undefined when there is no such
 * type.
 */
export async function insertSchema(
  sql: Sql,
  name: string,
  schema: Record<string, unknown>,
  actor: Actor,
): Promise<number | undefined> {
  return await beginAs(sql, actor, async (tx) => {
    const [type] = await tx`update event_type set updated_at = now() where name = ${name} returning name`;
    if (!type) return undefined;
    const [row] = await tx<{ version: number }[]>`
      insert into event_type_version (event_type, version, schema)
      select ${name}, max(version) + 1, ${JSON.stringify(schema)}::text::jsonb
      from event_type_version where event_type = ${name}
      returning version`;
    return row?.version;
  });
}
