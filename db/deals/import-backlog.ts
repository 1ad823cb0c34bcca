import type { Queryable } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';

/** Five files of the largest size: half a minute of work, so that what a partner sends next is not old before it begins. */
const MAX_WAITING_ROWS = 50_000;
/** Each has a workflow, however few rows it has. */
const MAX_WAITING_IMPORTS = 50;
/** Any constant that no other advisory lock uses. */
const lockSpace = 7_302;

/** Throws if the imports of the partner that wait or run have no room for so many more rows. */
export async function assertImportRoom(sql: Queryable, partnerId: string, newRows = 1): Promise<void> {
  const [waiting] = await sql<{ imports: number; rows: number }[]>`
    select count(*)::int as imports, coalesce(sum(total - done), 0)::int as rows from deal_import
    where partner_id = ${partnerId} and status = 'running'`;
  const { imports, rows } = waiting ?? { imports: 0, rows: 0 };
  if (imports < MAX_WAITING_IMPORTS && rows + newRows <= MAX_WAITING_ROWS) return;
  throw new DomainError(
    'import_backlog_full',
    `${rows} rows of ${imports} imports wait to be imported already; at most ${MAX_WAITING_ROWS} rows of ${MAX_WAITING_IMPORTS} imports can wait ` +
      `for one partner. Nothing was imported. Send the file again when some of them are done: GET /deal-imports shows their progress.`,
  );
}

/** The same for an import that this transaction adds: imports that are added at the same time are counted one after the other. */
export async function takeImportRoom(tx: Queryable, partnerId: string, newRows: number): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${partnerId}, ${lockSpace}))`;
  await assertImportRoom(tx, partnerId, newRows);
}
