import { signingKeyContext } from '#db/access/signing-key.ts';
import { headersContext, secretContext, urlQueryContext } from '#db/delivery/endpoint-secret.ts';
import { subjectContext } from '#db/erasure/erasure.ts';
import type { Sql } from './database.ts';

/** One encrypted value. `id` identifies its row; `context` is the context that it was encrypted with. */
export interface SealedValue {
  id: string;
  sealed: string;
  context: string;
}

/** A column with encrypted values, and how to list and rewrite them. */
export interface SealedColumn {
  name: string;
  /** Values encrypted with a key other than `activeKeyId`, in the order of their ids, from above `after`. */
  next(sql: Sql, activeKeyId: string, after: string, limit: number): Promise<SealedValue[]>;
  /** Rewrites values that have not changed since they were read: a change in between wins. */
  replace(sql: Sql, values: (SealedValue & { resealed: string })[]): Promise<number>;
}

export const sealedColumns: SealedColumn[] = [
  columnById('endpoint_secret', 'sealed', secretContext),
  columnById('endpoint', 'headers_sealed', headersContext),
  columnById('endpoint', 'url_query_sealed', urlQueryContext),
  columnById('oauth_signing_key', 'private_sealed', signingKeyContext),
  columnById('erasure', 'subject_sealed', subjectContext),
  {
    name: 'idempotency_key.response',
    async next(sql, activeKeyId, after, limit) {
      // A scope contains no space, so the pair can be used as one id.
      const rows = await sql<{ id: string; sealed: string }[]>`
        select scope || ' ' || key as id, response #>> '{}' as sealed from idempotency_key
        where response is not null and split_part(response #>> '{}', '.', 2) <> ${activeKeyId}
          and (scope, key) > (split_part(${after}, ' ', 1), substr(${after}, strpos(${after}, ' ') + 1))
        order by scope, key limit ${limit}`;
      return rows.map((row) => ({ ...row, context: `idempotency_key.response ${row.id}` }));
    },
    async replace(sql, values) {
      const changed = await sql`
        update idempotency_key t set response = to_json(v.resealed) from ${asRows(sql, values)}
        where t.scope = split_part(v.id, ' ', 1) and t.key = substr(v.id, strpos(v.id, ' ') + 1)
          and t.response #>> '{}' = v.sealed`;
      return changed.count;
    },
  },
];

/** A text column of a table whose key is `id`. */
function columnById(table: string, column: string, contextOf: (id: string) => string): SealedColumn {
  return {
    name: `${table}.${column}`,
    async next(sql, activeKeyId, after, limit) {
      const rows = await sql<{ id: string; sealed: string }[]>`
        select id, ${sql(column)} as sealed from ${sql(table)}
        where id > ${after} and split_part(${sql(column)}, '.', 2) <> ${activeKeyId} order by id limit ${limit}`;
      return rows.map((row) => ({ ...row, context: contextOf(row.id) }));
    },
    async replace(sql, values) {
      const changed = await sql`
        update ${sql(table)} t set ${sql(column)} = v.resealed from ${asRows(sql, values)}
        where t.id = v.id and t.${sql(column)} = v.sealed`;
      return changed.count;
    },
  };
}

const asRows = (sql: Sql, values: (SealedValue & { resealed: string })[]) => sql`
  unnest(${values.map((value) => value.id)}::text[], ${values.map((value) => value.sealed)}::text[],
    ${values.map((value) => value.resealed)}::text[]) as v (id, sealed, resealed)`;
