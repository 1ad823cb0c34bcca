import { z } from 'zod';
import type { AssociatedObjects, Association, AssociationResult, AssociationWrite, VendorAssociations } from '#connectors/association.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { sendOrHalve } from '#connectors/write-batches.ts';
import { apiVersion } from './hubspot-manifest.ts';
import { HubspotId } from './hubspot-page.ts';
import { failureOf } from './hubspot-write.ts';

/** HubSpot's own ids of links without a label. */
const ordinary: Readonly<Record<string, number>> = {
  'contacts/companies': 279,
  'companies/contacts': 280,
  'deals/contacts': 3,
  'contacts/deals': 4,
  'deals/companies': 341,
  'companies/deals': 342,
};

const Read = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: HubspotId }),
      to: z.array(z.object({ toObjectId: HubspotId, associationTypes: z.array(z.object({ typeId: z.number() })) })),
      paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
    }),
  ),
});

export const hubspotAssociations: VendorAssociations = {
  async read(session, objects, fromIds) {
    const found: Association[] = [];
    let inputs: { id: string; after?: string }[] = fromIds.map((id) => ({ id }));
    while (inputs.length > 0) {
      // 207 if some records have no links: those are in `errors`.
      const { results } = (await session.call({ method: 'POST', path: pathOf(objects, 'read'), json: { inputs } })).read(Read);
      for (const { from, to } of results) found.push(...to.map((link) => toAssociation(from.id, link)));
      inputs = results.flatMap(({ from, paging }) => (paging?.next ? { id: from.id, after: paging.next.after } : []));
    }
    return found;
  },

  async write(session, objects, writes) {
    const results = new Map<string, AssociationResult>();
    for (const operation of ['add', 'remove'] as const) {
      const some = writes.filter((write) => write.operation === operation);
      const sent = sendOrHalve(some, (batch) => send(session, objects, operation, batch), refused);
      for (const result of await sent) results.set(result.key, result);
    }
    return writes.map(
      ({ key }) => results.get(key) ?? failed(key, { category: 'NO_RESULT', message: 'HubSpot returned no result for it' }),
    );
  },
};

const pathOf = ({ from, to }: AssociatedObjects, verb: string) =>
  `/crm/associations/${apiVersion}/${encodeURIComponent(from)}/${encodeURIComponent(to)}/batch/${verb}`;

const toAssociation = (fromId: string, { toObjectId, associationTypes }: z.infer<typeof Read>['results'][number]['to'][number]) => ({
  fromId,
  toId: toObjectId,
  types: associationTypes.map(({ typeId }) => String(typeId)),
});

const Written = z.object({
  errors: z.array(z.object({ category: z.string().optional(), message: z.string().optional() })).optional(),
});

async function send(
  session: VendorSession,
  objects: AssociatedObjects,
  operation: AssociationWrite['operation'],
  writes: readonly AssociationWrite[],
): Promise<AssociationResult[]> {
  const removes = operation === 'remove';
  const inputs = writes.map(({ fromId, toId, type }) =>
    removes
      ? { from: { id: fromId }, to: [{ id: toId }] }
      : {
          from: { id: fromId },
          to: { id: toId },
          types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeOf(objects, type) }],
        },
  );
  const answer = await session.call({ method: 'POST', path: pathOf(objects, removes ? 'archive' : 'create'), json: { inputs } });
  const [error] = answer.text === '' ? [] : (answer.read(Written).errors ?? []);
  // The errors of a 207 do not say which link they are about. Adding is safe to repeat, so halves find out.
  if (error) throw new ConnectorError('rejected', error.message ?? 'HubSpot refused a link', undefined, { code: error.category });
  return writes.map(({ key }) => ({ key, status: removes ? 'removed' : 'added' }));
}

function typeOf({ from, to }: AssociatedObjects, type: string | undefined): number {
  const id = type === undefined ? ordinary[`${from}/${to}`] : Number(type);
  if (id !== undefined && Number.isSafeInteger(id)) return id;
  throw new ConnectorError('rejected', `HubSpot has no link ${type ?? ''} from ${from} to ${to}`);
}

const refused = ({ key }: AssociationWrite, error: ConnectorError) => failed(key, { category: error.details.code, message: error.message });

const failed = (key: string, fault: Parameters<typeof failureOf>[0]): AssociationResult => ({
  key,
  status: 'failed',
  failure: failureOf(fault),
});
