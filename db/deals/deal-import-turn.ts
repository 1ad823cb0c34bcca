import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { eq, sql } from '#db/drizzle.ts';
import { isUnstorableValue } from '#db/failure.ts';
import { dealImport, partner } from '#db/schema.ts';
import { parseBounded } from '#domain/bounded-parse.ts';
import { ImportedDeal } from '#domain/deals/deal-import.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { DomainError, type FieldError, MAX_ERRORS } from '#domain/errors.ts';
import { registrationErrors, registrationError } from '#domain/registration-errors.ts';
import { unstorableFault } from '#domain/unstorable.ts';
import { type CustomFieldsCheck, type CustomFieldsEvaluator, NotYetEvaluated, withCustomFieldsCheck } from './custom-fields.ts';
import { type CheckedRow, recordResults, type RowResult, writeDeals, type WrittenRow } from './deal-import-page.ts';
import { getDealImport } from './deal-import.ts';
import { faultsAmong, submitIn } from './deal-submit.ts';
import { type DealRow, getDeal } from './deal.ts';
import { settingsOf } from './programme.ts';

/** Rows per commit. The garbage collector copies a page while it is being written, which stops everybody: so it is no larger. */
const draftsAtOnce = 250;
/** A page of large rows has fewer: all of them are in memory at once, and written with one parameter. */
const bytesAtOnce = 256 * 1024;
/** Rows that are checked before other work gets a turn. */
const rowsAtOnce = 10;
/** A submission holds the locks of its customer until the commit, so that a transaction never holds those of several customers. */
const submissionsAtOnce = 1;
/** Errors shown per row, including one that counts the rest: each unknown field is an error, and a row can have a million. */
const faultsShown = MAX_ERRORS - 1;

export interface ImportPlace {
  done: number;
  total: number;
  /** Nothing is left to do, or nothing until the partner is active again. */
  ended: boolean;
  /** Rows up to this one are done. */
  after: number;
  /** Submitted deals that the page has created or changed. */
  toRegister: { id: string; partnerId: string }[];
}

/** Runs a page when it is its turn. */
type InTurn = <T>(partnerId: string, page: () => Promise<T>) => Promise<T>;

interface ImportedRows {
  importId: string;
  customFields: CustomFieldsEvaluator;
  inTurn: InTurn;
}

/**
 * Processes the next rows of an import after `after` and records their results in the same transaction, so that an interruption leaves both or
 * neither. Two simultaneous calls run one after the other.
 */
export async function importNextRows(
  db: Database,
  customFields: CustomFieldsEvaluator,
  importId: string,
  after: number,
  inTurn: InTurn = (_, page) => page(),
): Promise<ImportPlace> {
  const rows = { customFields, importId, inTurn };
  try {
    return await importRows(db, rows, after, draftsAtOnce);
  } catch (error) {
    if (!isUnstorableValue(error) && !(error instanceof NotYetEvaluated)) throw error;
    return importOneByOne(db, rows, after);
  }
}

/** Processes a page with a row that PostgreSQL rejects, which must not block the others, or with many rows that need an evaluator process. */
async function importOneByOne(db: Database, rows: ImportedRows, from: number): Promise<ImportPlace> {
  const toRegister: ImportPlace['toRegister'] = [];
  let place: ImportPlace = { done: 0, total: 0, ended: false, after: from, toRegister };
  for (let n = 0; n < draftsAtOnce && !place.ended; n++) {
    const { after } = place;
    place = await importRows(db, rows, after, 1).catch((error: unknown) => {
      if (isUnstorableValue(error)) {
        return importRows(db, rows, after, 1, [registrationError([], 'invalid_value', 'contains a value that cannot be stored')]);
      }
      throw error;
    });
    toRegister.push(...place.toRegister);
  }
  return { ...place, toRegister };
}

/** `faults` are the errors of the next rows. */
async function importRows(
  db: Database,
  { importId, customFields, inTurn }: ImportedRows,
  after: number,
  limit: number,
  faults?: FieldError[],
): Promise<ImportPlace> {
  const { createdBy, actorKind, partnerId } = await getDealImport(db, importId);
  const actor: Actor = { kind: actorKind, id: createdBy };
  const importPage = (checkCustomFields: CustomFieldsCheck) =>
    changeAs(db, actor, async (tx) => {
      const { job, owner } = await lockImport(tx, importId);
      if (job.status !== 'running' || owner.status === 'suspended') return { ...job, ended: true, after, toRegister: [] };
      if (owner.status === 'deleted') {
        const ended = await endImport(tx, importId, { status: 'stopped', reason: 'the partner was deleted' });
        return { ...ended, ended: true, after, toRegister: [] };
      }
      const rows = await waitingRows(tx, importId, after, job.submit ? submissionsAtOnce : limit);
      const { checked, refused } = faults
        ? { checked: [], refused: rows.map(({ row }) => refusal(row, faults)) }
        : await check(rows, owner.id);
      const checkApproved = async (present: DealRow, fields: DealFields, changed: string[]) =>
        faultsAmong(changed, fields, { settings: await settingsOf({ orm: tx }, present), checkCustomFields });
      const written = await writeDeals(
        tx,
        checked,
        { importId, partnerId: owner.id, programmeId: owner.programmeId, checkApproved },
        actor,
      );
      const results = job.submit ? await submitDrafts(tx, written, checkCustomFields, actor) : written;
      const { done, total, finished } = await recordResults(
        tx,
        importId,
        [...refused, ...results].map((result) => ({ ...result, errors: result.errors && shortened(result.errors) })),
      );
      const isWhole = refused.length + results.length === rows.length;
      return {
        done,
        total,
        ended: finished,
        after: isWhole ? (rows.at(-1)?.row ?? after) : after,
        toRegister: toRegister(results, job.submit, owner.id),
      };
    });
  return withCustomFieldsCheck(customFields, partnerId, (check) => inTurn(partnerId, () => importPage(check)));
}

async function lockImport(tx: Transaction, importId: string) {
  const [found] = await tx
    .select({ job: dealImport, owner: { id: partner.id, status: partner.status, programmeId: partner.programmeId } })
    .from(dealImport)
    .innerJoin(partner, eq(partner.id, dealImport.partnerId))
    .where(eq(dealImport.id, importId))
    .for('no key update', { of: dealImport });
  if (!found) throw new DomainError('not_found', `There is no import ${importId}`);
  return found;
}

/** The next rows, as far as they have so many bytes together. */
function waitingRows(tx: Transaction, importId: string, after: number, limit: number) {
  return tx.execute<{ row: number; input: string | null }>(sql`
    select row, input from (
      select row, input, sum(octet_length(input)) over (order by row) - octet_length(input) as before from deal_import_row
      where import_id = ${importId} and status = 'waiting' and row > ${after} order by row limit ${limit}
    ) next where before < ${bytesAtOnce} or before is null order by row`);
}

async function check(
  rows: { row: number; input: string | null }[],
  partnerId: string,
): Promise<{ checked: CheckedRow[]; refused: RowResult[] }> {
  const [checked, refused]: [CheckedRow[], RowResult[]] = [[], []];
  for (const { row, input } of rows) {
    // A row takes up to some milliseconds, and a page has hundreds.
    if (row % rowsAtOnce === 0) await nextTurn();
    const read = checkRow(input ?? 'null', partnerId);
    if ('errors' in read) refused.push(refusal(row, read.errors));
    else checked.push({ row, ...read });
  }
  return { checked, refused };
}

function refusal(row: number, errors: FieldError[]): RowResult {
  return { row, status: 'failed', dealId: null, errors };
}

function shortened(errors: FieldError[]): FieldError[] {
  if (errors.length <= MAX_ERRORS) return errors;
  const rest = registrationError([], 'invalid_value', `and ${errors.length - faultsShown} more`);
  return [...errors.slice(0, faultsShown), rest];
}

function checkRow(input: string, partnerId: string): { externalId: string; fields: DealFields } | { errors: FieldError[] } {
  const value: unknown = JSON.parse(input);
  // Only escapes can express a character that PostgreSQL cannot store.
  const unstorable = input.includes(String.raw`\u`) ? unstorableFault(value) : undefined;
  if (unstorable) return { errors: [unstorable] };
  const parsed = parseBounded(ImportedDeal, value);
  if (!parsed.success) return { errors: registrationErrors(parsed.error) };
  const { external_id: externalId, partner_id: named = partnerId, ...fields } = parsed.data;
  if (named === partnerId) return { externalId, fields };
  return {
    errors: [registrationError(['partner_id'], 'invalid_value', 'must be the partner of the import, or be left out')],
  };
}

/** A deal that the rules reject stays a draft, and its row contains the reason. */
async function submitDrafts(
  tx: Transaction,
  written: WrittenRow[],
  checkCustomFields: CustomFieldsCheck,
  actor: Actor,
): Promise<WrittenRow[]> {
  const results: WrittenRow[] = [];
  for (const result of written) results.push(await submitDraft(tx, result, checkCustomFields, actor));
  return results;
}

async function submitDraft(tx: Transaction, result: WrittenRow, checkCustomFields: CustomFieldsCheck, actor: Actor): Promise<WrittenRow> {
  const { dealId, present, status } = result;
  if (dealId === null || status === 'failed' || (present && present.reviewStatus !== 'draft')) return result;
  try {
    const settings = await settingsOf({ orm: tx }, await getDeal({ orm: tx }, dealId));
    await submitIn(tx, dealId, { settings, checkCustomFields, assertVersion: () => {} }, actor);
    return result;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const faults = error.errors.length > 0 ? error.errors : [registrationError([], 'invalid_state', error.message)];
    // The errors that prevent the submission of the draft are fixed in its row.
    const errors = faults.map(({ in: _, ...fault }) => fault);
    return { ...result, status: 'failed', errors };
  }
}

function toRegister(results: WrittenRow[], submit: boolean, partnerId: string) {
  const isHandedIn = ({ status, present }: WrittenRow) =>
    status !== 'failed' &&
    (present === null || present.reviewStatus === 'draft' ? submit : status === 'updated' && present.submittedAt !== null);
  return results.filter(isHandedIn).flatMap(({ dealId }) => (dealId === null ? [] : [{ id: dealId, partnerId }]));
}

/** Fails an import that cannot be continued. Safe to repeat: an import that has ended does not change. */
export async function failImport(db: Database, importId: string, reason: string): Promise<void> {
  const { createdBy, actorKind } = await getDealImport(db, importId);
  await changeAs(db, { kind: actorKind, id: createdBy }, async (tx) => {
    const { job } = await lockImport(tx, importId);
    if (job.status === 'running') await endImport(tx, importId, { status: 'failed', reason });
  });
}

/** Fails the remaining rows, so that every row has a result. */
async function endImport(
  tx: Transaction,
  importId: string,
  { status, reason }: { status: 'stopped' | 'failed'; reason: string },
): Promise<{ done: number; total: number }> {
  const errors = JSON.stringify([registrationError([], 'not_permitted', `was not imported, because ${reason}`)]);
  const [row] = await tx.execute<{ done: number; total: number }>(sql`
    with ended as (
      update deal_import_row set status = 'failed', input = null, errors = ${errors}::text::jsonb
      where import_id = ${importId} and status = 'waiting' returning 1
    )
    update deal_import set status = ${status}, reason = ${status === 'failed' ? reason : null}, finished_at = now(), failed = failed + (select count(*)::int from ended), done = total
    where id = ${importId} returning done, total`);
  if (!row) throw new Error(`Import ${importId} was deleted`);
  return row;
}
