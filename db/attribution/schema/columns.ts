import { customType, pgSchema, sql, text } from '../../drizzle.ts';
import { at, transactionId } from '../../schema/columns.ts';

/**
 * The attribution store: a schema of its own, with its own migrations, pool and role, which may be in another database. No statement joins
 * it to the other tables. Facts are only added: a correction is another fact.
 */
export const attribution = pgSchema('attribution');

export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
export const shares = customType<{ data: string[] }>({ dataType: () => 'bigint[]' });

/** `live`, or the id of the sandbox partner whose data it is: nothing of one scope is ever added to another. */
export const scope = () => text().notNull();
/**
 * The transaction that added the row. What `pg_snapshot_xmin(pg_current_snapshot())` has passed is complete, so that reading from one
 * position to the next misses nothing that commits late.
 */
export const addedBy = () =>
  transactionId('added_by')
    .notNull()
    .default(sql`pg_current_xact_id()`);
export const recordedAt = () =>
  at('recorded_at')
    .notNull()
    .default(sql`clock_timestamp()`);
