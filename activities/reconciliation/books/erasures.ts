import { type Book, type BookCheck, type Found, start } from '#activities/reconciliation/book.ts';
import type { Sql } from '#db/database.ts';
import {
  type ErasedPartner,
  findFullPartners,
  findLeftovers,
  findNamingEvents,
  type LateErasure,
  listErased,
  listKeptSubjects,
  listLateErasures,
  listPartnerTables,
  listUnerased,
} from '#db/reconciliation/books/erasure-book.ts';
import { counted } from '#domain/counted.ts';
import { daysAgo } from '#domain/days.ts';

export interface ErasureBookDeps {
  sql: Sql;
}

const limit = 500;
/** Only two columns of each are read. */
const eventLimit = 20_000;
/** The largest partner takes hours. */
const lateHours = 24;
/** In other nights than Sunday's: a night that failed is made up for. */
const recentDays = 8;
const again =
  'A backup was restored, or a row was written by hand. Delete the rows, or start the erasure again: set its status to running (runbook)';

/** Erasures that do not end, and what is left of what was erased. */
export function erasuresBook({ sql }: ErasureBookDeps): Book {
  const list = <Row extends { id: string }>(
    { name, title }: Pick<BookCheck, 'name' | 'title'>,
    read: (page: { after: string; limit: number }) => Promise<Row[]>,
    toFound: (row: Row) => Found,
  ): BookCheck => ({
    ...{ name, title, settleMs: 0 },
    async page(after) {
      const rows = await read({ after, limit });
      return { checked: rows.length, found: rows.map(toFound), next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
    },
  });

  const leftovers: BookCheck = {
    name: 'leftovers',
    title: 'No table has rows of an erased partner',
    settleMs: 0,
    async page(after, { isFull }) {
      const erased = await listErased(sql, isFull ? null : daysAgo(recentDays), { after, limit });
      const found = erased.length === 0 ? [] : await leftOf(erased);
      return { checked: erased.length, found, next: erased.length === limit ? (erased.at(-1)?.erasureId ?? null) : null };
    },
  };

  async function leftOf(erased: ErasedPartner[]): Promise<Found[]> {
    const ids = erased.map(({ partnerId }) => partnerId);
    const found = (await findFullPartners(sql, ids)).map(({ partnerId }) => leftIn('partner', partnerId, 1));
    for (const table of await listPartnerTables(sql)) {
      if (table.isList) continue;
      for (const { partnerId, rows } of await findLeftovers(sql, table, ids)) found.push(leftIn(table.name, partnerId, rows));
    }
    return found;
  }

  /** Events name their receivers in a list. Its rows are read only while there are recent erasures. */
  const events: BookCheck = {
    name: 'naming-events',
    title: 'No event names an erased partner',
    settleMs: 0,
    async page(place, { isFull }) {
      const erased = await listErased(sql, isFull ? null : daysAgo(recentDays), { after: start, limit: eventLimit });
      if (erased.length === 0) return { checked: 0, found: [], next: null };
      const ids = erased.map(({ partnerId }) => partnerId);
      const { checked, last, found } = await findNamingEvents(sql, ids, { after: place, limit: eventLimit });
      return { checked, found: found.map(naming), next: checked === eventLimit ? last : null };
    },
  };

  return {
    name: 'erasures',
    checks: [
      list(
        { name: 'late', title: 'Each erasure ends within a day' },
        (page) => listLateErasures(sql, lateHours, page),
        (row) => late(row),
      ),
      list(
        { name: 'unerased', title: 'Each deleted partner has an erasure' },
        (page) => listUnerased(sql, page),
        ({ id }) => unerased(id),
      ),
      list(
        { name: 'kept-subjects', title: 'No finished erasure keeps the address of the person' },
        (page) => listKeptSubjects(sql, page),
        ({ id }) => keptSubject(id),
      ),
      leftovers,
      events,
    ],
    blind: [
      'What is left of an erased person: the address is deleted with the end of the erasure, so nobody can look for it again',
      'Data of a partner that names neither it nor a row of it, such as a text that somebody wrote',
    ],
  };
}

const late = ({ id, kind, partnerId, reason, createdAt }: LateErasure): Found => ({
  ...{ object: 'erasure', class: 'stale', id, otherId: partnerId, value: reason },
  message: `Erasure ${id} of a ${kind === 'partner' ? 'partner' : 'person'}, asked for at ${createdAt.toISOString()}, has not ended${reason ? `: it gave up, because ${reason}` : ''}`,
  remedy: 'Look at its workflow in Temporal UI. If it gave up, remove the cause and continue it as the runbook says',
});

const unerased = (id: string): Found => ({
  ...{ object: 'partner', class: 'missing_right', id },
  message: `Partner ${id} was deleted, but there is no erasure of its data`,
  remedy: 'Somebody changed the database directly. Set the status of the partner to suspended and delete it through the API',
});

const keptSubject = (id: string): Found => ({
  ...{ object: 'erasure', class: 'broken', id },
  message: `Erasure ${id} has finished and still keeps the address of the person, encrypted`,
  remedy: `Delete it: update erasure set subject_sealed = null where id = '${id}'`,
});

const leftIn = (table: string, partnerId: string, rows: number): Found => ({
  ...{ object: table, class: 'broken', id: partnerId, value: String(rows), remedy: again },
  message:
    table === 'partner'
      ? `The row of erased partner ${partnerId} still has its data`
      : `Table ${table} has ${counted(rows, 'row')} of erased partner ${partnerId}`,
});

const naming = ({ eventId, partnerId }: { eventId: string; partnerId: string }): Found => ({
  ...{ object: 'event', class: 'broken', id: eventId, otherId: partnerId, remedy: again },
  message: `Event ${eventId} still names erased partner ${partnerId}`,
});
