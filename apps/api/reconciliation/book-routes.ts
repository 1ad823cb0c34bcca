import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { type LatestBookRun, listLatestBookRuns, requestBookRun } from '#db/reconciliation/books/book-run.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { nightDue } from '#domain/reconciliation/book-night.ts';
import { bookNames, runStates } from '#domain/reconciliation/reconciliation.ts';

const tags = ['Reconciliation'];
const BookParams = z.object({ book: z.enum(bookNames).describe('Name of the book') });

const LatestRun = z.object({
  run_id: z.string(),
  night: Day.describe('By the calendar of `reconciliation.books.time_zone`'),
  state: z.enum(runStates),
  reason: z.string().nullable().describe('Why it is incomplete, failed or was cancelled'),
  open_findings: z.int(),
  started_at: Timestamp,
  ended_at: Timestamp.nullable(),
});
const BookList = z
  .object({
    data: z.array(z.object({ book: z.enum(bookNames), latest_run: LatestRun.nullable() })).meta({ maxItems: bookNames.length }),
  })
  .meta({
    id: 'BookList',
    examples: [
      {
        data: [
          {
            book: 'deliveries',
            latest_run: {
              ...{ run_id: 'rcn_01k9v5yq3n8t2e6w7x4z0b1c2d', night: '2026-03-01', state: 'completed', reason: null, open_findings: 0 },
              ...{ started_at: '2026-03-01T02:30:04.000Z', ended_at: '2026-03-01T02:31:10.000Z' },
            },
          },
        ],
      },
    ],
  });
const BegunRun = z
  .object({ run_id: z.string(), book: z.enum(bookNames), night: Day })
  .meta({ id: 'BegunBookRun', examples: [{ run_id: 'rcn_01k9v5yq3n8t2e6w7x4z0b1c2d', book: 'deliveries', night: '2026-03-01' }] });

/** The company's own books, which are compared each night. */
export function bookRoutes(app: App, { db, settings, workflows }: ApiDeps): void {
  const list = {
    operationId: 'listBooks',
    summary: 'List the books',
    description:
      "Returns the company's own books: deliveries against workflows, deals against the CRM, the audit log, erasures, retention, and what expires. Each is compared every night.",
    tags,
    ...needs('syncs:read'),
    response: { 200: BookList.describe('The books with their latest run'), ...problems(403) },
  };
  app.get('/books', { schema: list }, async () => {
    const latest = new Map((await listLatestBookRuns(db.sql)).map((run) => [run.book, run]));
    return { data: bookNames.map((book) => ({ book, latest_run: toRun(latest.get(book)) })) };
  });

  const reconcile = {
    operationId: 'reconcileBook',
    summary: 'Reconcile a book now',
    description: 'Compares everything, as in the night of a Sunday, and makes a report.',
    tags,
    ...needs('syncs:write'),
    params: BookParams,
    response: { 202: BegunRun.describe('Begun'), ...problems(403, 409) },
  };
  app.post('/books/:book/reconcile', { schema: reconcile }, async (request, reply) => {
    const { book } = request.params;
    const { time_of_day: timeOfDay, time_zone: timeZone } = settings().reconciliation.books;
    const actor = actorOf(request);
    const run = await beginAs(db.sql, actor, async (tx) => {
      const begun = await requestBookRun(tx, book, nightDue(new Date(), { timeOfDay, timeZone }));
      await insertAuditEntry(tx, actor, { action: 'book.reconciled', objectKind: 'book', objectId: book, detail: { run_id: begun.id } });
      return begun;
    });
    await bestEffort(request, 'reconcile a book', () => workflows.books.reconcileBook(run));
    return reply.code(202).send({ run_id: run.id, book, night: run.night });
  });
}

function toRun(run: LatestBookRun | undefined): z.input<typeof LatestRun> | null {
  if (!run) return null;
  const { runId, night, state, reason, findings, startedAt, endedAt } = run;
  return {
    ...{ run_id: runId, night, state, reason, open_findings: findings },
    ...{ started_at: startedAt.toISOString(), ended_at: endedAt?.toISOString() ?? null },
  };
}
