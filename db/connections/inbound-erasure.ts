import type { Queryable, Sql } from '#db/database.ts';
import { mayHold } from '#db/may-hold.ts';
import type { DataSubject } from '#domain/data-subject.ts';
import { daysAgo } from '#domain/days.ts';
import { idBelow } from '#domain/id-range.ts';

interface Page {
  /** The end of the page, or null after the last page. */
  last: string | null;
  /** Rows that name the person. */
  found: string[];
}

/** The webhooks in the page above `after` whose bodies name the person. */
export async function scanWebhooks(sql: Sql, subject: DataSubject, after: string, limit: number): Promise<Page> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(id) as last from (select id from inbound_webhook where id > ${after} order by id limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, found: [] };
  // Forms spell the address with %40. `escape` shows ASCII as it is, and any other byte as three digits.
  const rows = await sql<{ id: string; body: Buffer }[]>`
    select id, body from inbound_webhook where id > ${after} and id <= ${last}
      and (content_type like 'application/x-www-form-urlencoded%' or ${mayHold(sql, sql`encode(body, 'escape')`, subject)})`;
  return { last, found: rows.filter(({ body }) => isIn(subject, body.toString())).map(({ id }) => id) };
}

const isIn = (subject: DataSubject, text: string) => subject.isIn(text) || subject.isIn(decodeForm(text));

function decodeForm(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Replaces bodies as a whole. */
export async function eraseWebhooks(tx: Queryable, ids: string[], erasureId: string): Promise<{ inbound_webhooks: number }> {
  const body = Buffer.from(JSON.stringify({ erased: erasureId })).toString('hex');
  const { count } = await tx`
    update inbound_webhook set body = decode(${body}, 'hex'), content_type = 'application/json' where id = any(${ids}::text[])`;
  return { inbound_webhooks: count };
}

/** The events in the page above `after` whose ids or types name the person. */
export async function scanInboundEvents(sql: Sql, subject: DataSubject, after: string, limit: number): Promise<Page> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(id) as last from (select id from inbound_event where id > ${after} order by id limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, found: [] };
  const rows = await sql<{ id: string; words: string }[]>`
    select id, words from inbound_event, lateral (select concat_ws(' ', external_id, type, object, record_id, account_id, reason) as words) t
    where id > ${after} and id <= ${last} and ${mayHold(sql, sql`words`, subject)}`;
  return { last, found: rows.filter((row) => subject.isIn(row.words)).map(({ id }) => id) };
}

/** Erases what a vendor called events and their records. Their own id takes the place of the vendor's, so a repeat would be a new event. */
export async function eraseInboundEvents(tx: Queryable, ids: string[]): Promise<{ inbound_events: number }> {
  const { count } = await tx`
    update inbound_event set external_id = 'erased:' || id, type = 'erased', object = null, record_id = null, account_id = null, reason = null
    where id = any(${ids}::text[])`;
  return { inbound_events: count };
}

/** Deletes hints of records whose ids name the person. There are few: the next read takes them. */
export async function eraseHints(tx: Queryable, subject: DataSubject): Promise<{ change_hints: number }> {
  const rows = await tx<{ place: string; words: string }[]>`
    select ctid::text as place, words from change_hint, lateral (select concat_ws(' ', object, record_id) as words) t
    where ${mayHold(tx, tx`words`, subject)} for update of change_hint`;
  const theirs = rows.filter(({ words }) => subject.isIn(words)).map(({ place }) => place);
  const { count } = await tx`delete from change_hint where ctid = any(${theirs}::text[]::tid[])`;
  return { change_hints: count };
}

/** Deletes one page of webhooks with their events: those past their retention, and those of deleted sources. */
export async function deleteOldWebhooks(sql: Sql, retentionDays: number, limit: number): Promise<number> {
  const before = daysAgo(retentionDays);
  const { count } = await sql`
    delete from inbound_webhook where id in (
      select id from inbound_webhook
      where (id < ${idBelow('inw', before)} and received_at < ${before})
        or source_id in (select id from inbound_source where deleted_at is not null)
      order by id limit ${limit} for update skip locked)`;
  return count;
}

/** Deletes hints that nobody takes, and the rows of deleted sources of which nothing is left. */
export async function deleteLeftovers(sql: Sql, retentionDays: number): Promise<void> {
  await sql`delete from change_hint where hinted_at < now() - ${retentionDays} * interval '1 day'`;
  await sql`
    delete from inbound_source s where s.deleted_at is not null
      and not exists (select from inbound_webhook w where w.source_id = s.id)`;
}

/** When the oldest webhook was received, if that was before; null if there is none. */
export async function findExpiredWebhook(sql: Sql, before: Date): Promise<Date | null> {
  const [found] = await sql<{ at: Date }[]>`
    select received_at as at from inbound_webhook where id < ${idBelow('inw', before)} and received_at < ${before} order by id limit 1`;
  return found?.at ?? null;
}
