import { z } from 'zod';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import type { Association, HubSpotAccount } from './hubspot-account.ts';
import type { Access } from './hubspot-admission.ts';
import { readJson } from './hubspot-body.ts';
import { invalid, notFound, problemAnswer, RecordProblem } from './hubspot-errors.ts';
import { findRecord } from './hubspot-lookup.ts';

/** HubSpot's own association types: from, to, id, and the id of the other direction. */
const defined: readonly [from: string, to: string, id: number, inverse: number][] = [
  ['contacts', 'companies', 279, 280],
  ['companies', 'contacts', 280, 279],
  ['deals', 'contacts', 3, 4],
  ['contacts', 'deals', 4, 3],
  ['deals', 'companies', 341, 342],
  ['companies', 'deals', 342, 341],
  ['contacts', 'companies', 1, 2],
  ['companies', 'contacts', 2, 1],
  ['deals', 'companies', 5, 6],
  ['companies', 'deals', 6, 5],
];
const labels: Record<number, string> = { 1: 'Primary', 2: 'Primary', 5: 'Primary', 6: 'Primary' };

export const associatedOf = (account: HubSpotAccount, from: string, fromId: string, to: string): Association[] =>
  account.associations.filter((one) => one.from === from && one.fromId === fromId && one.to === to);

export function associate(
  account: HubSpotAccount,
  asked: { from: string; fromId: string; toId: string; typeId: number; to?: string },
): void {
  const kind = defined.find(([from, to, id]) => from === asked.from && id === asked.typeId && (asked.to === undefined || to === asked.to));
  if (!kind) throw new RecordProblem(invalid(`association type ${asked.typeId} does not exist from ${asked.from}`));
  const [from, to, typeId, inverse] = kind;
  for (const [type, id] of [
    [from, asked.fromId],
    [to, asked.toId],
  ] as const) {
    if (!findRecord(account, account.type(type), id)) throw new RecordProblem(invalid(`${type} ${id} does not exist`));
  }
  const there: Association = { from, fromId: asked.fromId, to, toId: asked.toId, typeId };
  if (account.associations.some((one) => isSame(one, there))) return;
  account.associations.push(there, { from: to, fromId: asked.toId, to: from, toId: asked.fromId, typeId: inverse });
  account.onAssociation(there, false);
}

const isSame = (a: Association, b: Association) => a.from === b.from && a.fromId === b.fromId && a.toId === b.toId && a.typeId === b.typeId;

const Spec = z.strictObject({ associationCategory: z.string(), associationTypeId: z.number() });
const Id = z.strictObject({ id: z.string() });
const BatchRead = z.strictObject({ inputs: z.array(z.strictObject({ id: z.string(), after: z.string().optional() })).max(1_000) });
const BatchCreate = z.strictObject({ inputs: z.array(z.strictObject({ from: Id, to: Id, types: z.array(Spec).min(1) })).max(2_000) });
const BatchArchive = z.strictObject({ inputs: z.array(z.strictObject({ from: Id, to: z.array(Id) })).max(2_000) });

const PAIR = '/crm/(?:v4/associations|associations/(?:v4|2026-0[39]))/:from/:to';
const OF_ONE = '/crm/(?:v4/objects|objects/2026-0[39])/:from/:id/associations/:to';

export function associationRoutes(account: HubSpotAccount, access: Access): Routes {
  const between =
    (handle: (from: string, to: string, request: VendorRequest) => VendorAnswer, allow = access.read) =>
    (request: VendorRequest): VendorAnswer => {
      try {
        const [from, to] = [account.type(request.params['from'] ?? ''), account.type(request.params['to'] ?? '')];
        allow(request, from);
        allow(request, to);
        return account.as('INTEGRATION', () => handle(from.name, to.name, request));
      } catch (error) {
        if (error instanceof RecordProblem) return problemAnswer(error.problem);
        throw error;
      }
    };
  return {
    [`POST ${PAIR}/batch/read`]: between((from, to, request) => {
      const found = readJson(BatchRead, request).inputs.map(({ id, after }) => ({ id, ...pageOf(shown(account, from, id, to), after) }));
      const missing = found.filter((one) => one.to.length === 0);
      const results = found.filter((one) => one.to.length > 0).map(({ id, ...page }) => ({ from: { id }, ...page }));
      return batch(
        results,
        missing.map(({ id }) => ({
          ...notFound(),
          message: `No ${to} is associated with ${from} ${id}.`,
          context: { fromObjectId: [id] },
        })),
      );
    }),
    [`POST ${PAIR}/batch/create`]: between((from, to, request) => {
      const asked = readJson(BatchCreate, request).inputs;
      for (const input of asked) {
        for (const { associationTypeId } of input.types) {
          associate(account, { from, to, fromId: input.from.id, toId: input.to.id, typeId: associationTypeId });
        }
      }
      const results = asked.map((input) => ({ fromObjectId: input.from.id, toObjectId: input.to.id, labels: [] }));
      return { ...batch(results, []), status: 201 };
    }, access.write),
    [`POST ${PAIR}/batch/archive`]: between((from, to, request) => {
      for (const input of readJson(BatchArchive, request).inputs) {
        for (const { id } of input.to) dissociate(account, { from, fromId: input.from.id, to, toId: id });
      }
      return { status: 204 };
    }, access.write),
    [`GET ${PAIR}/labels`]: between((from, to) => {
      const kinds = defined.filter(([a, b]) => a === from && b === to);
      return {
        status: 200,
        body: { results: kinds.map(([, , typeId]) => ({ category: 'HUBSPOT_DEFINED', typeId, label: labels[typeId] ?? null })) },
      };
    }),
    [`GET ${OF_ONE}`]: between((from, to, { params }) => ({
      status: 200,
      body: { results: shown(account, from, params['id'] ?? '', to) },
    })),
  };
}

/** So many links of one record are in one answer. */
const PAGE = 500;

function pageOf<Link>(links: readonly Link[], after = '0') {
  const next = Number(after) + PAGE;
  return { to: links.slice(Number(after), next), ...(next < links.length ? { paging: { next: { after: String(next), link: '' } } } : {}) };
}

function shown(account: HubSpotAccount, from: string, fromId: string, to: string) {
  const byTarget = Map.groupBy(associatedOf(account, from, fromId, to), ({ toId }) => toId);
  return [...byTarget].map(([toId, kinds]) => ({
    toObjectId: toId,
    associationTypes: kinds.map(({ typeId }) => ({ category: 'HUBSPOT_DEFINED', typeId, label: labels[typeId] ?? null })),
  }));
}

function dissociate(account: HubSpotAccount, asked: Omit<Association, 'typeId'>): void {
  const is = (one: Association, from: string, toId: string) => one.fromId === from && one.toId === toId;
  const gone = account.associations.filter((one) => one.from === asked.from && one.to === asked.to && is(one, asked.fromId, asked.toId));
  account.associations = account.associations.filter((one) => !is(one, asked.fromId, asked.toId) && !is(one, asked.toId, asked.fromId));
  for (const one of gone) account.onAssociation(one, true);
}

function batch(results: object[], problems: ReturnType<typeof notFound>[]): VendorAnswer {
  const now = new Date().toISOString();
  const errors = problems.map(({ status: _, ...problem }) => ({ status: 'error', errors: [], links: {}, ...problem }));
  return {
    status: errors.length > 0 ? 207 : 200,
    body: {
      status: 'COMPLETE',
      results,
      startedAt: now,
      completedAt: now,
      ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
    },
  };
}
