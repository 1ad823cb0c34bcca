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

/** The values of a column that need one key. Empty `keyId`: they are not encrypted at all. */
export interface KeyUse {
  keyId: string;
  rows: number;
  /** The first and the last value, to find out whether the key that is configured under this id is the right one. */
  samples: SealedValue[];
}

/** A column with encrypted values, and how to count, list and rewrite them. */
export interface SealedColumn {
  name: string;
  /** What the values are, for people. */
  kind: string;
  /** The keys that values in use need: not those of deleted endpoints, expired secrets and retired keys, which nobody decrypts. */
  uses(sql: Sql): Promise<KeyUse[]>;
  /** Values encrypted with a key other than `activeKeyId`, in the order of their ids, from above `after`. */
  next(sql: Sql, activeKeyId: string, after: string, limit: number): Promise<SealedValue[]>;
  /** Rewrites values that have not changed since they were read: a change in between wins. */
  replace(sql: Sql, values: (SealedValue & { resealed: string })[]): Promise<number>;
}

type Fragment = ReturnType<Sql>;

const newestResponses = 1_000;
const responseContext = (id: string) => `idempotency_key.response ${id}`;

export const sealedColumns: SealedColumn[] = [
  columnById('endpoint_secret', 'sealed', {
    kind: 'signing secrets of endpoints',
    contextOf: secretContext,
    inUse: (sql) => sql`(expires_at is null or expires_at > now())
      and exists (select from endpoint ep where ep.id = endpoint_id and ep.deleted_at is null)`,
  }),
  columnById('endpoint', 'headers_sealed', {
    kind: 'custom headers of endpoints',
    contextOf: headersContext,
    inUse: (sql) => sql`deleted_at is null`,
  }),
  columnById('endpoint', 'url_query_sealed', {
    kind: 'queries of endpoint URLs',
    contextOf: urlQueryContext,
    inUse: (sql) => sql`deleted_at is null`,
  }),
  columnById('oauth_signing_key', 'private_sealed', {
    kind: 'signing keys of access tokens',
    contextOf: signingKeyContext,
    inUse: (sql) => sql`retires_at is null`,
  }),
  columnById('erasure', 'subject_sealed', {
    kind: 'addresses of persons to erase',
    contextOf: subjectContext,
    inUse: (sql) => sql`status = 'running'`,
  }),
  {
    name: 'idempotency_key.response',
    kind: 'stored responses',
    async uses(sql) {
      // Only the newest: there can be millions, each is deleted after a day, and a process that lacks the key shows in them first.
      return toUses(
        await sql<FoundUse[]>`
          with value as (
            select scope || ' ' || key as id, response #>> '{}' as sealed from idempotency_key
            where response is not null order by created_at desc limit ${newestResponses}
          ), ${counted(sql)}`,
        responseContext,
      );
    },
    async next(sql, activeKeyId, after, limit) {
      // A scope contains no space, so the pair can be used as one id.
      const rows = await sql<{ id: string; sealed: string }[]>`
        select scope || ' ' || key as id, response #>> '{}' as sealed from idempotency_key
        where response is not null and split_part(response #>> '{}', '.', 2) <> ${activeKeyId}
          and (scope, key) > (split_part(${after}, ' ', 1), substr(${after}, strpos(${after}, ' ') + 1))
        order by scope, key limit ${limit}`;
      return rows.map((row) => ({ ...row, context: responseContext(row.id) }));
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

interface ColumnById {
  kind: string;
  contextOf: (id: string) => string;
  inUse: (sql: Sql) => Fragment;
}

/** A text column of a table whose key is `id`. */
function columnById(table: string, column: string, { kind, contextOf, inUse }: ColumnById): SealedColumn {
  return {
    name: `${table}.${column}`,
    kind,
    async uses(sql) {
      return toUses(
        await sql<FoundUse[]>`
          with value as (
            select id, ${sql(column)} as sealed from ${sql(table)} where ${sql(column)} is not null and ${inUse(sql)}
          ), ${counted(sql)}`,
        contextOf,
      );
    },
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

interface FoundUse {
  keyId: string;
  rows: number;
  samples: { id: string; sealed: string }[];
}

/** Completes `with value as (select id, sealed …),`. */
const counted = (sql: Sql) => sql`
  key as (
    select split_part(sealed, '.', 2) as id, count(*)::int as rows, min(id) as first, max(id) as last from value group by 1
  )
  select key.id as "keyId", key.rows,
    (select json_agg(json_build_object('id', v.id, 'sealed', v.sealed)) from value v where v.id in (key.first, key.last)) as samples
  from key order by key.id`;

const toUses = (found: FoundUse[], contextOf: (id: string) => string): KeyUse[] =>
  found.map(({ samples, ...use }) => ({ ...use, samples: samples.map((value) => ({ ...value, context: contextOf(value.id) })) }));

const asRows = (sql: Sql, values: (SealedValue & { resealed: string })[]) => sql`
  unnest(${values.map((value) => value.id)}::text[], ${values.map((value) => value.sealed)}::text[],
    ${values.map((value) => value.resealed)}::text[]) as v (id, sealed, resealed)`;
