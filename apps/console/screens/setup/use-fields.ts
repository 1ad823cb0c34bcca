import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';

/** Each reading costs a call of the vendor's budget. */
const FRESH_MS = 600_000;

export const types = ['text', 'number', 'money', 'boolean', 'date', 'time', 'choice', 'choices', 'reference'] as const;

type Field = Schema<'VendorObjectField'>;

/** The fields of an object, as the vendor says them now. */
export function useFields(id: string, object: string) {
  return useAnswer(
    ['connections', id, 'objects', object],
    (signal) => api.GET('/api/v1/connections/{id}/objects/{object}', { params: { path: { id, object } }, signal }),
    { freshMs: FRESH_MS, isWanted: object !== '' && id !== 'deals' },
  );
}

/** How values of a field are compared, unless somebody says otherwise. */
export function typeOf(fields: readonly Field[], name: string): Schema<'SyncFieldType'> {
  const type = fields.find((field) => field.name === name)?.type;
  return types.find((each) => each === type) ?? 'text';
}
