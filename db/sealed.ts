import { headersContext, secretContext } from './endpoint-secret.ts';
import { subjectContext } from './erasure.ts';
import type { Sql } from './database.ts';
import { signingKeyContext } from './signing-key.ts';

/** One value sealed with an encryption key. `id` says which row; `context` is what it is bound to. */
export interface SealedValue {
  id: string;
  sealed: string;
  context: string;
}

/** A column that holds sealed values, and how to walk and rewrite it. */
export interface SealedColumn {
  name: string;
  /** Values sealed with another key than `activeKeyId`, in the order of their ids, from above `after`. */
  next(sql: Sql, activeKeyId: string, after: string, limit: number): Promise<SealedValue[]>;
  /** Writes values anew where they are still what was read: a change in between wins. */
  replace(sql: Sql, values: (SealedValue & { resealed: string })[]): Promise<number>;
}

export const sealedColumns: SealedColumn[] = [
  {
    name: 'endpoint_secret.sealed',
    async next(sql, activeKeyId, after, limit) {
      const rows = await sql<{ id: string; sealed: string }[]>`
        select id, sealed from endpoint_secret
        where id > ${after} and split_part(sealed, '.', 2) <> ${activeKeyId} order by id limit ${limit}`;
      return rows.map((row) => ({ ...row, context: secretContext(row.id) }));
    },
    async replace(sql, values) {
      const changed = await sql`
        update endpoint_secret t set sealed = v.resealed from ${asRows(sql, values)}
        where t.id = v.id and t.sealed = v.sealed`;
      return changed.count;
    },
  },
  {
    name: 'endpoint.headers_sealed',
    async next(sql, activeKeyId, after, limit) {
      const rows = await sql<{ id: string; sealed: string }[]>`
        select id, headers_sealed as sealed from endpoint
        where id > ${after} and split_part(headers_sealed, '.', 2) <> ${activeKeyId} order by id limit ${limit}`;
      return rows.map((row) => ({ ...row, context: headersContext(row.id) }));
    },
    async replace(sql, values) {
      const changed = await sql`
        update endpoint t set headers_sealed = v.resealed from ${asRows(sql, values)}
        where t.id = v.id and t.headers_sealed = v.sealed`;
      return changed.count;
    },
  },
  {
    name: 'oauth_signing_key.private_sealed',
    async next(sql, activeKeyId, after, limit) {
      const rows = await sql<{ id: string; sealed: string }[]>`
        select id, private_sealed as sealed from oauth_signing_key
        where id > ${after} and split_part(private_sealed, '.', 2) <> ${activeKeyId} order by id limit ${limit}`;
      return rows.map((row) => ({ ...row, context: signingKeyContext(row.id) }));
    },
    async replace(sql, values) {
      const changed = await sql`
        update oauth_signing_key t set private_sealed = v.resealed from ${asRows(sql, values)}
        where t.id = v.id and t.private_sealed = v.sealed`;
      return changed.count;
    },
  },
  {
    name: 'erasure.subject_sealed',
    async next(sql, activeKeyId, after, limit) {
      const rows = await sql<{ id: string; sealed: string }[]>`
        select id, subject_sealed as sealed from erasure
        where id > ${after} and split_part(subject_sealed, '.', 2) <> ${activeKeyId} order by id limit ${limit}`;
      return rows.map((row) => ({ ...row, context: subjectContext(row.id) }));
    },
    async replace(sql, values) {
      const changed = await sql`
        update erasure t set subject_sealed = v.resealed from ${asRows(sql, values)}
        where t.id = v.id and t.subject_sealed = v.sealed`;
      return changed.count;
    },
  },
  {
    name: 'idempotency_key.response',
    async next(sql, activeKeyId, after, limit) {
      // A scope holds no space, so the pair reads as one id.
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

const asRows = (sql: Sql, values: (SealedValue & { resealed: string })[]) => sql`
  unnest(${values.map((value) => value.id)}::text[], ${values.map((value) => value.sealed)}::text[],
    ${values.map((value) => value.resealed)}::text[]) as v (id, sealed, resealed)`;
