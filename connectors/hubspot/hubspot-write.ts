import { z } from 'zod';
import type { FieldValue, RecordWrite, WriteFailure, WriteResult } from '#connectors/record.ts';
import { tidyReason } from '#connectors/vendor-http.ts';
import { parseJson, type VendorSession } from '#connectors/vendor-session.ts';
import { sendOrHalve } from '#connectors/write-batches.ts';
import { objectPath } from './hubspot-page.ts';

const Fault = z.object({
  category: z.string().optional(),
  message: z.string().optional(),
  context: z.record(z.string(), z.unknown()).optional(),
});
const Written = z.object({
  results: z.array(z.object({ id: z.string(), objectWriteTraceId: z.string().optional(), new: z.boolean().optional() })),
  errors: z.array(Fault).optional(),
});

const verbs = { create: 'create', update: 'update', upsert: 'upsert', delete: 'archive' } as const;

/** One call for each operation in the batch. A batch that HubSpot refuses as a whole is halved until only the faulty writes fail. */
export async function writeBatch(session: VendorSession, object: string, writes: readonly RecordWrite[]): Promise<WriteResult[]> {
  const results = new Map<string, WriteResult>();
  for (const operation of Object.keys(verbs) as (keyof typeof verbs)[]) {
    const some = writes.filter((write) => write.operation === operation);
    const sent = sendOrHalve(
      some,
      (batch) => send(session, object, operation, batch),
      ({ key }, error) => failed(key, { category: error.details.code, message: error.message }),
    );
    for (const result of await sent) results.set(result.key, result);
  }
  return writes.map(({ key }) => results.get(key) ?? failed(key, { category: 'NO_RESULT', message: 'HubSpot returned no result for it' }));
}

async function send(
  session: VendorSession,
  object: string,
  operation: keyof typeof verbs,
  writes: readonly RecordWrite[],
): Promise<WriteResult[]> {
  const path = `${objectPath(object)}/batch/${verbs[operation]}`;
  const answer = await session.call({ method: 'POST', path, json: { inputs: writes.map(toInput) } });
  if (operation === 'delete') return writes.map(({ key, id = '' }) => ({ key, status: 'deleted', id }));
  return settle(operation, writes, answer.read(Written));
}

function toInput({ key, operation, id, externalId, fields }: RecordWrite) {
  if (operation === 'delete') return { id };
  const properties = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toText(value)]));
  if (operation === 'create') return { properties, objectWriteTraceId: key };
  if (operation === 'update') return { id, properties, objectWriteTraceId: key };
  return { idProperty: externalId?.field, id: externalId?.value, properties, objectWriteTraceId: key };
}

/** HubSpot stores text; an empty one clears a property. */
function toText(value: FieldValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? value.join(';') : String(value);
}

function settle(
  operation: keyof typeof verbs,
  writes: readonly RecordWrite[],
  { results, errors = [] }: z.infer<typeof Written>,
): WriteResult[] {
  const done = new Map(
    results.map((result, at) => [result.objectWriteTraceId ?? (errors.length === 0 ? writes[at]?.key : undefined), result]),
  );
  const byId = new Map(results.map((result) => [result.id, result]));
  const faults = new Map(errors.flatMap((fault) => namedIn(fault).map((name) => [name, fault] as const)));
  return writes.map(({ key, id = '', externalId }): WriteResult => {
    const result = done.get(key) ?? byId.get(id);
    if (result) return { key, status: operation === 'create' || result.new === true ? 'created' : 'updated', id: result.id };
    const fault = faults.get(key) ?? faults.get(id) ?? faults.get(externalId?.value ?? '');
    // One error for the whole rest names nobody.
    return failed(key, fault ?? errors[0] ?? { category: 'NO_RESULT', message: 'HubSpot returned no result for it' });
  });
}

/** The ids and trace ids that an error names. */
const namedIn = ({ context = {} }: z.infer<typeof Fault>): string[] =>
  [context.objectWriteTraceId, context.ids, context.id].flat().filter((name) => typeof name === 'string');

const failed = (key: string, fault: z.infer<typeof Fault>): WriteResult => ({ key, status: 'failed', failure: failureOf(fault) });

export function failureOf({ category, message = '', context }: z.infer<typeof Fault>): WriteFailure {
  const named = [context?.propertyName].flat()[0];
  const invalid = invalidProperty(message);
  const field = invalid?.name ?? (typeof named === 'string' ? named : null);
  const code = invalid?.error ?? category ?? 'UNKNOWN';
  const told = invalid ? `${invalid.name}: ${invalid.message}` : message;
  return { ...meaningOf(category), code, message: tidyReason(told, []), field };
}

const Invalid = z.array(z.object({ name: z.string(), message: z.string(), error: z.string() })).min(1);

/** HubSpot tells which property it refuses, and why, as JSON within the message. */
function invalidProperty(message: string): z.infer<typeof Invalid>[number] | undefined {
  const [, told = ''] = /Property values were not valid: (\[.*\])/s.exec(message) ?? [];
  return Invalid.safeParse(parseJson(told)).data?.[0];
}

function meaningOf(category = ''): Pick<WriteFailure, 'reason' | 'retryable'> {
  if (category === 'OBJECT_NOT_FOUND') return { reason: 'missing', retryable: false };
  if (category === 'CONFLICT') return { reason: 'duplicate', retryable: false };
  if (category === 'MISSING_SCOPES' || category === 'FORBIDDEN') return { reason: 'forbidden', retryable: false };
  if (['RATE_LIMITS', 'INTERNAL_ERROR', 'NO_RESULT'].includes(category)) return { reason: 'busy', retryable: true };
  return { reason: 'invalid', retryable: false };
}
