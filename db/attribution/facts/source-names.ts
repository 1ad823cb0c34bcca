import type { Sql } from '#db/database.ts';
import type { sourceNameKinds } from '#domain/attribution/facts.ts';
import { sourceName } from '#domain/attribution/touch-origin.ts';

type SourceNameKind = (typeof sourceNameKinds)[number];

/** The partner that is known by a `utm_source` or the host of a referrer; undefined if nobody is. */
export type PartnerOfSource = (scope: string, kind: SourceNameKind, name: string) => string | undefined;

export interface SourceName {
  kind: SourceNameKind;
  name: string;
}

/** Reads whose these names are, in every scope. */
export async function readSourceNames(sql: Sql, asked: SourceName[]): Promise<PartnerOfSource> {
  if (asked.length === 0) return () => undefined;
  const names = [...new Set(asked.map(({ name }) => sourceName(name)))];
  const rows = await sql<{ scope: string; kind: string; name: string; partnerId: string }[]>`
    select scope, kind, name, partner_id as "partnerId" from source_name where name = any(${names}::text[])`;
  const partners = new Map(rows.map(({ scope, kind, name, partnerId }) => [`${scope}\n${kind}\n${name}`, partnerId]));
  return (scope, kind, name) => partners.get(`${scope}\n${kind}\n${sourceName(name)}`);
}

export interface SourceNames {
  utm_sources: string[];
  referrer_hosts: string[];
}

/** The names of one partner, sorted. */
export async function findSourceNames(sql: Sql, partnerId: string): Promise<SourceNames> {
  const rows = await sql<SourceName[]>`
    select kind, name from source_name where partner_id = ${partnerId} order by kind, name`;
  const of = (wanted: SourceNameKind) => rows.flatMap(({ kind, name }) => (kind === wanted ? [name] : []));
  return { utm_sources: of('utm_source'), referrer_hosts: of('referrer_host') };
}

/** Replaces the names of a partner. Returns those that another partner has, and then changes nothing. */
export function replaceSourceNames(
  sql: Sql,
  { scope, partnerId, names }: { scope: string; partnerId: string; names: SourceNames },
): Promise<SourceName[]> {
  const rows = [
    ...names.utm_sources.map((name) => ({ kind: 'utm_source', name: sourceName(name) })),
    ...names.referrer_hosts.map((name) => ({ kind: 'referrer_host', name: sourceName(name) })),
  ];
  const [kinds, values] = [rows.map(({ kind }) => kind), rows.map(({ name }) => name)];
  return sql.begin(async (tx) => {
    // Two changes at a time could take the same name.
    await tx`select pg_advisory_xact_lock(hashtextextended('source_name', 0))`;
    const taken = await tx<SourceName[]>`
      select n.kind, n.name from source_name n join unnest(${kinds}::text[], ${values}::text[]) w (kind, name) using (kind, name)
      where n.scope = ${scope} and n.partner_id <> ${partnerId} order by 1, 2`;
    if (taken.length > 0) return [...taken];
    await tx`delete from source_name where partner_id = ${partnerId}`;
    await tx`
      insert into source_name (scope, kind, name, partner_id)
      select ${scope}, kind, name, ${partnerId} from unnest(${kinds}::text[], ${values}::text[]) w (kind, name) on conflict do nothing`;
    return [];
  });
}
