import { signingKeyContext } from '#db/access/signing-key.ts';
import { ssoSecretContext } from '#db/access/sso-connection.ts';
import { channelContext } from '#db/alerts/alert-channel.ts';
import { pseudonymContext } from '#db/attribution/facts/pseudonyms.ts';
import { verifierContext } from '#db/connections/connect-attempt.ts';
import { clientContext, tokensContext } from '#db/connections/connection.ts';
import { inboundSecretContext } from '#db/connections/inbound-source.ts';
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
interface KeyUse {
  keyId: string;
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
  /** How many values in use need this key. Reads them all, so only for a key that is missing. */
  count(sql: Sql, keyId: string): Promise<number>;
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
  columnById('connection', 'client_sealed', {
    kind: 'credentials of connections',
    contextOf: clientContext,
    inUse: (sql) => sql`status not in ('disconnecting', 'disconnected')`,
  }),
  columnById('connection', 'tokens_sealed', {
    kind: 'tokens of connections',
    contextOf: tokensContext,
    inUse: (sql) => sql`status not in ('disconnecting', 'disconnected')`,
  }),
  columnById('connect_attempt', 'verifier_sealed', {
    kind: 'unfinished consents to connections',
    contextOf: verifierContext,
    inUse: (sql) => sql`used_at is null and expires_at > now()`,
  }),
  columnById('alert_channel', 'secrets_sealed', {
    kind: 'secrets of the channels of alerts',
    contextOf: channelContext,
    inUse: (sql) => sql`deleted_at is null`,
  }),
  columnById('sso_connection', 'secret_sealed', {
    kind: 'secrets of sign-in connections',
    contextOf: ssoSecretContext,
    inUse: (sql) => sql`deleted_at is null`,
  }),
  columnById('inbound_secret', 'sealed', {
    kind: 'secrets that webhooks of vendors are verified with',
    contextOf: inboundSecretContext,
    inUse: (sql) => sql`expires_at is null or expires_at > now()`,
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
      const found = await sql<FoundUse[]>`
        with value as (${newestOf(sql)}), key as (
          select ${keyIdOf(sql, 'sealed')} as id, min(id) as first, max(id) as last from value group by 1
        )
        select key.id as "keyId",
          (select json_agg(json_build_object('id', v.id, 'sealed', v.sealed)) from value v where v.id in (key.first, key.last)) as samples
        from key order by key.id`;
      return toUses(found, responseContext);
    },
    async count(sql, keyId) {
      const [row] = await sql<[{ rows: number }]>`
        select count(*)::int as rows from (${newestOf(sql)}) as value where ${keyIdOf(sql, 'sealed')} = ${keyId}`;
      return row.rows;
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

/** The same of the attribution store, which can be in another database. */
export const attributionSealedColumns: SealedColumn[] = [
  columnById('pseudonym_key', 'sealed', { kind: 'the key of pseudonyms', contextOf: pseudonymContext, inUse: (sql) => sql`true` }),
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
      // A step through the index for each key, however many values there are.
      const [from, keyId] = [sql`from ${sql(table)} where ${sql(column)} is not null`, keyIdOf(sql, column)];
      const sample = (order: Fragment) =>
        sql`(select id, ${sql(column)} as sealed ${from} and ${keyId} = key.id and ${inUse(sql)} order by id ${order} limit 1)`;
      const found = await sql<FoundUse[]>`
        with recursive key as (
          (select ${keyId} as id ${from} order by 1 limit 1)
          union all
          select (select ${keyId} ${from} and ${keyId} > key.id order by 1 limit 1) from key where key.id is not null
        ), used as (
          select key.id, (select json_agg(v) from (${sample(sql`asc`)} union ${sample(sql`desc`)}) as v) as samples
          from key where key.id is not null
        )
        select id as "keyId", samples from used where samples is not null order by id`;
      return toUses(found, contextOf);
    },
    async count(sql, keyId) {
      const [row] = await sql<[{ rows: number }]>`
        select count(*)::int as rows from ${sql(table)}
        where ${sql(column)} is not null and ${keyIdOf(sql, column)} = ${keyId} and ${inUse(sql)}`;
      return row.rows;
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
  samples: { id: string; sealed: string }[];
}

/** The same expression as in the indexes of the large tables. */
const keyIdOf = (sql: Sql, column: string): Fragment => sql`split_part(${sql(column)}, '.', 2)`;

const newestOf = (sql: Sql): Fragment => sql`
  select scope || ' ' || key as id, response #>> '{}' as sealed from idempotency_key
  where response is not null order by created_at desc limit ${newestResponses}`;

const toUses = (found: FoundUse[], contextOf: (id: string) => string): KeyUse[] =>
  found.map(({ samples, ...use }) => ({ ...use, samples: samples.map((value) => ({ ...value, context: contextOf(value.id) })) }));

const asRows = (sql: Sql, values: (SealedValue & { resealed: string })[]) => sql`
  unnest(${values.map((value) => value.id)}::text[], ${values.map((value) => value.sealed)}::text[],
    ${values.map((value) => value.resealed)}::text[]) as v (id, sealed, resealed)`;
