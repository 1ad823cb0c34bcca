import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { csvLine } from '#apps/api/http/csv-line.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { sendLines } from '#apps/api/http/send-lines.ts';
import { driftByNight, type NightDrift } from '#db/reconciliation/drift-by-night.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { Day } from '#domain/instant.ts';
import { bookNames, runStates } from '#domain/reconciliation/reconciliation.ts';
import { TimeToSync } from './report-view.ts';

const MAX_NIGHTS = 90;

const Query = z
  .strictObject({
    sync_id: z.string().max(64).optional().describe('The pair of systems'),
    book: z.enum(bookNames).optional(),
    nights: wholeNumberText(1, MAX_NIGHTS).default(30),
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(({ sync_id, book }) => (sync_id === undefined) !== (book === undefined), {
    error: 'send either sync_id or book',
    path: ['sync_id'],
  });

const Night = z
  .object({
    reconciliation_id: z.string(),
    night: Day,
    state: z.enum(runStates),
    records: z.int().describe('Records that differ'),
    findings: z.int(),
    repaired: z.int(),
    needs_person: z.int().describe('Findings that nobody but a person can decide'),
    time_to_sync: TimeToSync,
  })
  .meta({
    id: 'ReconciliationNight',
    examples: [
      {
        ...{ reconciliation_id: 'rcn_01k9v5yq3n8t2e6w7x4z0b1c2d', night: '2026-03-01', state: 'completed' },
        ...{ records: 10, findings: 12, repaired: 9, needs_person: 3 },
        time_to_sync: { writes: 312, p50_ms: 840, p95_ms: 2_100, p99_ms: 61_000, max_ms: 64_200 },
      },
    ],
  });
const NightList = z.object({ data: z.array(Night).meta({ maxItems: MAX_NIGHTS }) }).meta({ id: 'ReconciliationDrift' });

const columns = ['night', 'state', 'records', 'findings', 'repaired', 'needs_person', 'reconciliation_id'] as const;

/** How the drift of a pair, or of a book, develops. */
export function driftRoutes(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'getReconciliationDrift',
    summary: 'Retrieve the drift night by night',
    description:
      'Returns what the latest nights of a pair of systems, or of a book, found, the newest first. Nights that were not compared are left out.',
    tags: ['Reconciliation'],
    ...needs('syncs:read'),
    querystring: Query,
    response: {
      200: {
        description: 'The nights',
        content: {
          'application/json': { schema: NightList },
          'text/csv': { schema: z.string().meta({ maxLength: 2_147_483_647, example: `${columns.join(',')}\r\n` }) },
        },
      },
      ...problems(403),
    },
  };
  app.get('/reconciliation-drift', { schema }, async (request, reply) => {
    const { sync_id: syncId, book, nights, format } = request.query;
    const data = (await driftByNight(db.sql, { syncId, book, limit: nights })).map(toNight);
    if (format === 'json') return { data };
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="drift.csv"');
    return sendLines(request, reply, csvOf(data)) as never;
  });
}

const toNight = ({ id, needsPerson, timeToSync, ...night }: NightDrift): z.infer<typeof Night> => ({
  ...night,
  reconciliation_id: id,
  needs_person: needsPerson,
  time_to_sync: timeToSync,
});

async function* csvOf(nights: readonly z.infer<typeof Night>[]): AsyncGenerator<string> {
  yield csvLine([...columns]);
  for (const night of nights) yield csvLine(columns.map((column) => String(night[column])));
}
