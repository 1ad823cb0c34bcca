import type { FieldDescription, RecordWrite, WriteResult } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { hubspotAssociations } from './hubspot-associations.ts';
import { writeBatch as writeRecords } from './hubspot-write.ts';

/** Links that are shown as fields, so that a mapping can fill them like a reference of another vendor. They are written only. */
const linked: Readonly<Record<string, readonly string[]>> = { deals: ['companies', 'contacts'], contacts: ['companies'] };

const prefix = 'associations.';

export const referenceFields = (object: string): FieldDescription[] =>
  (linked[object] ?? []).map((target) => ({
    ...{ name: prefix + target, label: `Associated ${target}`, type: 'reference', required: false, readOnly: false },
    ...{ maxLength: null, options: null, references: [target] },
  }));

/** Writes records, then links them with those that their fields name. A record whose link fails has failed, and is written again. */
export async function writeBatch(session: VendorSession, object: string, writes: readonly RecordWrite[]): Promise<WriteResult[]> {
  const own = writes.map(({ fields, ...write }) => ({
    ...write,
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith(prefix))),
  }));
  const results = new Map((await writeRecords(session, object, own)).map((result) => [result.key, result]));
  for (const target of linked[object] ?? []) {
    const links = writes.flatMap(({ key, fields }) => {
      const [result, toId] = [results.get(key), fields[prefix + target]];
      const isWritten = result !== undefined && result.status !== 'failed';
      return isWritten && typeof toId === 'string' ? [{ key, operation: 'add' as const, fromId: result.id, toId }] : [];
    });
    if (links.length === 0) continue;
    for (const link of await hubspotAssociations.write(session, { from: object, to: target }, links)) {
      if (link.status === 'failed') results.set(link.key, link);
    }
  }
  return writes.flatMap(({ key }) => results.get(key) ?? []);
}
