import type { Checking } from '#apps/api/http/turns.ts';
import { upsertAccounts, type UpsertedAccount } from '#db/accounts/account-batch.ts';
import type { Actor } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { AccountInput, withoutFreeMail } from '#domain/accounts/account.ts';
import { parseBounded } from '#domain/bounded-parse.ts';
import { type FieldError, shownErrors } from '#domain/errors.ts';
import { registrationErrors, registrationError } from '#domain/registration-errors.ts';
import { unstorableFault } from '#domain/unstorable.ts';
import type { AccountBatchResult, AccountResult } from './account-view.ts';

interface CheckedRow {
  externalId: string | null;
  /** Null when the row has errors. */
  account: AccountInput | null;
  errors: FieldError[];
  warnings: FieldError[];
}

/** Validates each row, writes the valid ones in one statement and returns a result per row, in order. */
export async function writeAccountBatch(
  sql: Database['sql'],
  rows: unknown[],
  { actor, checking }: { actor: Actor; checking: Checking },
): Promise<AccountBatchResult> {
  const checked = await checking.makeAll(checkRows(rows), rows.length);
  const good = checked.flatMap(({ account }) => account ?? []);
  const upserted = good.length > 0 ? await upsertAccounts(sql, good, actor, () => checking.turn()) : new Map<string, UpsertedAccount>();
  const results = checked.map(({ externalId, account, errors, warnings }): AccountResult => {
    const written = account && upserted.get(account.external_id);
    const shown = { errors: shownErrors(errors), warnings };
    return { external_id: externalId, status: written?.status ?? 'failed', id: written?.id ?? null, ...shown };
  });
  const count = (status: AccountResult['status']) => results.filter((one) => one.status === status).length;
  return { created: count('created'), updated: count('updated'), unchanged: count('unchanged'), failed: count('failed'), results };
}

function* checkRows(rows: unknown[]): Generator<CheckedRow> {
  const taken = new Set<string>();
  for (const row of rows) yield checkRow(row, taken);
}

function checkRow(row: unknown, taken: Set<string>): CheckedRow {
  const parsed = parseBounded(AccountInput, row);
  const externalId = parsed.data?.external_id ?? readExternalId(row);
  const unstorable = unstorableFault(row);
  const errors = parsed.success ? [] : registrationErrors(parsed.error);
  if (unstorable && !errors.some(({ pointer }) => pointer === unstorable.pointer)) errors.push(unstorable);
  if (externalId !== null && taken.has(externalId)) {
    errors.push(registrationError(['external_id'], 'duplicate', `is ${externalId}, which an earlier row of this request already has`));
  }
  if (externalId !== null) taken.add(externalId);
  if (!parsed.success || errors.length > 0) return { externalId, account: null, errors, warnings: [] };
  return { externalId, errors, ...withoutFreeMail(parsed.data) };
}

/** For the result of a row that has other errors. */
function readExternalId(row: unknown): string | null {
  const sent = typeof row === 'object' && row !== null && 'external_id' in row ? row.external_id : null;
  return AccountInput.shape.external_id.safeParse(sent).data ?? null;
}
