import type { Transaction } from '#db/actor.ts';
import type { Queryable } from '#db/database.ts';
import { inArray } from '#db/drizzle.ts';
import { eventType, eventTypeVersion } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { type DownConversions, findPinFaults, type SchemaVersions } from '#domain/events/transformation.ts';

/** The down-conversions of all versions of these event types. Unknown types are missing from the result. */
export async function listDownConversions(sql: Queryable, types: string[]): Promise<Map<string, DownConversions>> {
  if (types.length === 0) return new Map();
  return byType(
    await sql<VersionRow[]>`
    select event_type as type, version, down_conversion as expression
    from event_type_version where event_type = any(${types}::text[])`,
  );
}

/** Rejects invalid pins. Locks the types, so that no version is added to them until the transaction ends. */
export async function assertPins(tx: Transaction, pins: SchemaVersions): Promise<void> {
  const types = Object.keys(pins);
  if (types.length === 0) return;
  await tx.select({ name: eventType.name }).from(eventType).where(inArray(eventType.name, types)).orderBy(eventType.name).for('share');
  const { eventType: type, version, downConversion: expression } = eventTypeVersion;
  const rows = await tx.select({ type, version, expression }).from(eventTypeVersion).where(inArray(type, types));
  const faults = findPinFaults(pins, byType(rows));
  if (faults.length > 0) throw new DomainError('invalid_request', 'The schema_versions are not valid', faults);
}

interface VersionRow {
  type: string;
  version: number;
  expression: string | null;
}

function byType(rows: VersionRow[]): Map<string, DownConversions> {
  const grouped = Map.groupBy(rows, (row) => row.type);
  return new Map([...grouped].map(([type, own]) => [type, new Map(own.map((row) => [row.version, row.expression]))]));
}

/** The example payloads of each event type's newest version, if it has any. */
export async function listExamples(sql: Queryable): Promise<{ type: string; version: number; examples: unknown[] }[]> {
  return sql<{ type: string; version: number; examples: unknown[] }[]>`
    select * from (
      select distinct on (event_type) event_type as type, version, examples
      from event_type_version order by event_type, version desc
    ) newest where jsonb_array_length(examples) > 0`;
}

/** How many endpoints pin a version of this event type. */
export async function countPinned(sql: Queryable, type: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from endpoint where deleted_at is null and schema_versions ? ${type}`;
  return row?.count ?? 0;
}
