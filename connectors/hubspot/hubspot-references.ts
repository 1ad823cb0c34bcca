import type { AssociationWrite } from '#connectors/association.ts';
import type { FieldDescription, RecordWrite, WriteResult } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { hubspotAssociations } from './hubspot-associations.ts';
import { readMany } from './hubspot-read.ts';
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
    const answers = await hubspotAssociations.write(session, { from: object, to: target }, links);
    const refused = answers.flatMap((answer) => (answer.status === 'failed' ? [answer] : []));
    const ended = await findEnded(session, { object, target }, refused.length === 0 ? [] : links);
    for (const link of refused) results.set(link.key, ended.get(link.key) ?? link);
  }
  return writes.flatMap(({ key }) => results.get(key) ?? []);
}

/** HubSpot refuses a link with the same words whatever is wrong with it. One of its ends may have been deleted since. */
async function findEnded(
  session: VendorSession,
  { object, target }: Record<'object' | 'target', string>,
  links: readonly AssociationWrite[],
): Promise<Map<string, WriteResult>> {
  const present = async (of: string, ids: readonly string[]) =>
    new Set(ids.length === 0 ? [] : (await readMany(session, of, [...new Set(ids)], [])).map(({ id }) => id));
  const [froms, tos] = [
    await present(
      object,
      links.map(({ fromId }) => fromId),
    ),
    await present(
      target,
      links.map(({ toId }) => toId),
    ),
  ];
  const isGone = (key: string, message: string, field: string | null): [string, WriteResult] => [
    key,
    { key, status: 'failed', failure: { reason: 'missing', retryable: false, code: 'OBJECT_NOT_FOUND', message, field } },
  ];
  return new Map(
    links.flatMap(({ key, fromId, toId }) => {
      if (!froms.has(fromId)) return [isGone(key, `${object} ${fromId} was deleted while it was written`, null)];
      return tos.has(toId) ? [] : [isGone(key, `${target} ${toId} was deleted`, prefix + target)];
    }),
  );
}
