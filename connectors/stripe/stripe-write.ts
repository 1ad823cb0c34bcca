import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { Fields, RecordWrite, WriteFailure, WriteResult } from '#connectors/record.ts';
import { tidyReason } from '#connectors/vendor-http.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { distinctBatches } from '#connectors/write-batches.ts';
import { toForm } from './stripe-form.ts';
import { endpointOf, fetchOne, idempotencyKey, inParallel, StripeObject, toRecord, unlessMissing } from './stripe-record.ts';

/** Stripe takes one record a call. Writes of the same record keep their order. */
export async function writeBatch(session: VendorSession, object: string, writes: readonly RecordWrite[]): Promise<WriteResult[]> {
  const results: WriteResult[] = [];
  for (const batch of distinctBatches(writes, Number.POSITIVE_INFINITY)) {
    results.push(...(await inParallel(batch, (write) => settle(write, () => writeOne(session, object, write)))));
  }
  return results;
}

async function writeOne(session: VendorSession, object: string, write: RecordWrite): Promise<WriteResult> {
  const { key, operation, id = '', fields } = write;
  switch (operation) {
    case 'create':
      return { key, status: 'created', ...(await post(session, object, undefined, fields, key)) };
    case 'update':
      return { key, status: 'updated', ...(await post(session, object, id, fields, key)) };
    case 'upsert':
      return upsert(session, object, write);
    case 'delete':
      await session.call({ method: 'DELETE', path: pathOf(object, id), draws: endpointOf('DELETE', object, id) });
      return { key, status: 'deleted', id };
  }
}

const pathOf = (object: string, id: string | undefined) => `/v1/${object}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** Stripe answers a POST that is repeated with its key within 24 hours as the first time, and does nothing. */
async function post(
  session: VendorSession,
  object: string,
  id: string | undefined,
  fields: Fields,
  key: string,
): Promise<{ id: string; isAltered: boolean }> {
  const form = toForm(object, fields);
  const headers = { 'idempotency-key': idempotencyKey(key) };
  const answer = await session.call({ method: 'POST', path: pathOf(object, id), headers, form, draws: endpointOf('POST', object, id) });
  const stored = answer.read(StripeObject);
  return { id: stored.id, isAltered: !isAs(fields, toRecord(object, stored, Object.keys(fields)).fields) };
}

const isAs = (wanted: Fields, stored: Fields): boolean =>
  Object.entries(wanted).every(([name, value]) => String(value ?? '') === String(stored[name] ?? ''));

/**
 * By id, which only products can be given, or by a key of the metadata. Searches show a new record after a minute. Therefore the idempotency key
 * of a creation is that of the external id, not that of the write: whoever creates it again within a day gets the same record.
 */
async function upsert(session: VendorSession, object: string, { key, externalId, fields }: RecordWrite): Promise<WriteResult> {
  if (!externalId) throw new ConnectorError('rejected', 'an upsert needs an external id');
  const { field, value } = externalId;
  const present = field === 'id' ? await fetchOne(session, object, value) : await search(session, object, externalId);
  if (present) return { key, status: 'updated', ...(await post(session, object, present.id, fields, key)) };
  const named = { ...fields, [field]: value };
  return { key, status: 'created', ...(await post(session, object, undefined, named, `${object}-${field}-${value}`)) };
}

const Found = z.object({ data: z.array(StripeObject) });

async function search(
  session: VendorSession,
  object: string,
  { field, value }: { field: string; value: string },
): Promise<StripeObject | null> {
  const [, name] = /^metadata\.(.+)$/.exec(field) ?? [];
  if (name === undefined) throw new ConnectorError('rejected', `Stripe finds records by a key of the metadata, not by ${field}`);
  const query = `metadata['${quoted(name)}']:'${quoted(value)}'`;
  const call = { method: 'GET', path: `/v1/${object}/search`, query: { query, limit: 1 }, draws: [{ id: 'search' }] } as const;
  return (await session.call(call)).read(Found).data[0] ?? null;
}

const quoted = (text: string) => text.replaceAll(/['\\]/g, String.raw`\$&`);

/** What concerns the record is its result; limits, credentials and outages end the batch, which is safe to repeat. */
async function settle(write: RecordWrite, act: () => Promise<WriteResult>): Promise<WriteResult> {
  try {
    return (await unlessMissing(act)) ?? failed(write.key, 'resource_missing', 'Stripe has no such record', null);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { code, field = null } = error.details;
    const isAboutRecord = error.kind === 'rejected' && error.details.missingScopes === undefined;
    if (isAboutRecord || code === 'lock_timeout') return failed(write.key, code ?? 'UNKNOWN', error.message, field);
    throw error;
  }
}

function failed(key: string, code: string, message: string, field: string | null): WriteResult {
  return { key, status: 'failed', failure: { ...meaningOf(code), code, message: tidyReason(message, []), field } };
}

function meaningOf(code: string): Pick<WriteFailure, 'reason' | 'retryable'> {
  if (code === 'resource_missing') return { reason: 'missing', retryable: false };
  if (code === 'resource_already_exists') return { reason: 'duplicate', retryable: false };
  // The record was created with other values a moment ago, and the next search finds it.
  if (code === 'idempotency_error' || code === 'lock_timeout') return { reason: 'busy', retryable: true };
  return { reason: 'invalid', retryable: false };
}
