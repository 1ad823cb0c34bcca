import { Client, Connection } from '@temporalio/client';
import { inject } from 'vitest';
import { type Book, identity, type Look, lookTwice, start } from '#activities/reconciliation/book.ts';
import { type BookDeps, createBooks } from '#activities/reconciliation/books/index.ts';
import { createWorkflows } from '#apps/dispatch/workflows.ts';
import { registerSearchAttributes } from '#apps/worker/namespace.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { storePage, beginChecks } from '#db/reconciliation/books/book-check.ts';
import { endBookRun } from '#db/reconciliation/books/book-report.ts';
import { newId } from '#domain/id.ts';
import type { BookName } from '#domain/reconciliation/reconciliation.ts';
import { Settings } from '#domain/settings.ts';
import { registerNamespace } from './engine.ts';
import { createDatabase } from './services.ts';

/** A database and a Temporal namespace in which nobody works, so that faults stay as a test makes them. */
export async function openBooks(more: Partial<BookDeps> = {}) {
  const database = await createDatabase();
  const db = openDatabase(database.url);
  const attribution = openAttribution(database.url);
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const namespace = await registerNamespace(connection);
  const temporal = new Client({ connection, namespace });
  await registerSearchAttributes(connection, namespace);
  const workflows = createWorkflows((call) => call(temporal), { sql: db.hot, hasWorkers: false });
  const books = createBooks({
    ...{ db, sql: db.sql, settings: () => Settings.parse({}), crm: null, readCertificates: async () => [], listOverdue: async () => [] },
    attribution,
    findNotRunning: workflows.findNotRunning,
    // In this namespace nothing is as old as a night finds it.
    listDeliveryWorkflows: ({ place }) => workflows.listDeliveryWorkflows({ olderThanS: -60, place }),
    describeSchedule: workflows.books.describeSchedule,
    ...more,
  });
  return {
    ...{ db, attribution, connection, namespace, temporal, workflows },
    /** What a night finds in a book, as `object class id`. Faults are there to stay, so the second look comes at once. */
    look: async (book: BookName, options?: Partial<Look>) =>
      (await lookAt({ db, books }, book, options)).map(({ object, class: of, id }) => `${object} ${of} ${id}`),
    find: (book: BookName, options?: Partial<Look>) => lookAt({ db, books }, book, options),
    async close() {
      await db.close();
      await attribution.close();
      await connection.close();
      await database.drop();
    },
  };
}

/** A whole run of a book, page by page, which is stored as a night's is. */
async function lookAt({ db, books }: { db: Database; books: readonly Book[] }, name: BookName, options: Partial<Look> = {}) {
  const book = books.find((one) => one.name === name);
  if (!book) throw new Error(`no book ${name}`);
  const look = { runId: newId('rcn'), night: '2026-03-02', isFull: false, ...options };
  await db.sql`insert into reconciliation_run (id, book, night, trigger) values (${look.runId}, ${name}, ${look.night}, 'schedule')`;
  await beginChecks(
    db.sql,
    look.runId,
    book.checks.map((check) => check.name),
  );
  const all = [];
  for (const check of book.checks) {
    let at: string | null = null;
    for (let place: string | null = start; place !== null;) {
      const {
        found,
        next,
        end = place,
        checked,
      }: Awaited<ReturnType<typeof check.page>> = await lookTwice(check, place, look, async () => {});
      const findings = found.map(({ object, class: of, id, message, remedy }, n) => ({
        ...{ id: newId('fnd'), object, class: of, field: null, aId: id, bId: null, aValue: null, bValue: null, message, remedy },
        ...{ fingerprint: `${check.name} ${place} ${n}`, valuesHash: '' },
      }));
      await storePage(db.sql, { runId: look.runId, check: check.name, place: at, checked, findings, next, end });
      all.push(...found);
      place = at = next;
    }
  }
  await endBookRun(db.sql, look.runId, { state: 'completed', reason: null });
  if (new Set(all.map(identity)).size !== all.length) throw new Error('the same finding twice');
  return all;
}
