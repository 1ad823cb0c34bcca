import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import {
  approveBatch,
  countPayouts,
  dropCollected,
  findBatch,
  insertBatch,
  listBatches,
  moveBatch,
  type PayoutBatch,
} from '#db/commissions/payout-batch.ts';
import { recordResults } from '#db/commissions/settle-payouts.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { localDate } from '#domain/business-days.ts';
import { Amount } from '#domain/commissions/tiers.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { toMinor } from '#domain/money.ts';
import { BatchParams, CreatePayoutBatch, PayoutBatchList, PayoutBatchView, PayoutOutcomes, PayoutResults, toBatch } from './payout-view.ts';

const common = { tags: ['Payouts'], ...needs('commissions:manage') };

/** Paying partners: a batch is collected, approved, sent, and each transfer is confirmed or fails. */
export function payoutRoutes(app: App, deps: ApiDeps): void {
  readRoutes(app, deps);
  createRoute(app, deps);
  decideRoutes(app, deps);
  resultRoute(app, deps);
}

function readRoutes(app: App, { db: { sql } }: ApiDeps): void {
  const reading = { tags: ['Payouts'], ...needs('payouts:read') };
  const list = {
    ...reading,
    operationId: 'listPayoutBatches',
    summary: 'List payout batches',
    description: 'Returns the batches, newest first.',
    querystring: ListQuery,
    response: { 200: PayoutBatchList, ...problems(403) },
  };
  app.get('/payout-batches', { onRequest: platformOnly, schema: list }, async (request, reply) => {
    const page = readPage(request);
    return listReply(request, reply, page, await listBatches(sql, { below: page.after, limit: page.limit + 1 }), toBatch);
  });

  const get = {
    ...reading,
    operationId: 'getPayoutBatch',
    summary: 'Get a payout batch',
    description: 'Returns a batch, and how many of its transfers are in each state.',
    params: BatchParams,
    response: { 200: PayoutBatchView, ...problems(403, 404) },
  };
  app.get('/payout-batches/:id', { onRequest: platformOnly, schema: get }, async (request) =>
    withCounts(sql, await getBatch(sql, request.params.id)),
  );
}

function createRoute(app: App, { db: { sql }, settings, workflows }: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'createPayoutBatch',
    summary: 'Start a payout batch',
    description:
      'Collects what is payable to each partner in a currency, less what it owes. Partners in a batch that is not finished are left out, so nobody is paid twice. Nothing is sent before the approvals that the settings ask for.',
    body: CreatePayoutBatch,
    response: { 202: PayoutBatchView.describe('It is being collected'), ...problems(403) },
  };
  app.post('/payout-batches', { onRequest: platformOnly, schema }, async (request, reply) => {
    const { currency, least, provider } = request.body;
    const actor = actorOf(request);
    const thresholdMinor = toMinor({ amount: Amount.parse(least), currency });
    const batch = await beginAs(sql, actor, async (tx) => {
      const approvalsNeeded = settings().commissions.approvals;
      const made = await insertBatch(tx, { id: newId('pyb'), currency, thresholdMinor, provider, approvalsNeeded, createdBy: actor.id });
      await audit(tx, actor, 'created', made.id, request.body);
      return made;
    });
    await bestEffort(request, 'run a payout batch', () => workflows.commissions.runPayout(batch.id));
    return reply.code(202).send(await withCounts(sql, batch));
  });
}

function decideRoutes(app: App, { db: { sql }, workflows }: ApiDeps): void {
  const approve = {
    tags: ['Payouts'],
    ...needs('payouts:approve'),
    operationId: 'approvePayoutBatch',
    summary: 'Approve a payout batch',
    description:
      'Each credential counts once, and the one that started the batch cannot approve it. With the last approval that is needed the batch is sent.',
    params: BatchParams,
    response: { 200: PayoutBatchView, ...problems(403, 404, 409) },
  };
  app.post('/payout-batches/:id/approve', { onRequest: platformOnly, schema: approve }, async (request) => {
    const actor = actorOf(request);
    const { id, state, createdBy } = await getBatch(sql, request.params.id);
    if (createdBy === actor.id) {
      await beginAs(sql, actor, (tx) => audit(tx, actor, 'approval_refused', id, { created_by: createdBy }));
      throw new DomainError(
        'conflict',
        `You started the payout batch ${id}. Somebody else with the scope payouts:approve has to approve it.`,
      );
    }
    await beginAs(sql, actor, async (tx) => {
      const approved = await approveBatch(tx, id, actor.id);
      if (!approved) {
        throw new DomainError('conflict', `The payout batch ${id} is ${state}. Only one that awaits approval can be approved.`);
      }
      if (approved.approvedBy.length >= approved.approvalsNeeded) await moveBatch(tx, id, { from: ['awaiting_approval'], to: 'sending' });
      await audit(tx, actor, 'approved', id, { approved_by: approved.approvedBy });
    });
    await bestEffort(request, 'tell a payout batch', () => workflows.commissions.runPayout(id));
    return withCounts(sql, await getBatch(sql, id));
  });

  const cancel = {
    ...common,
    operationId: 'cancelPayoutBatch',
    summary: 'Cancel a payout batch',
    description: 'Only before it is sent. What was collected stays payable.',
    params: BatchParams,
    response: { 200: PayoutBatchView, ...problems(403, 404, 409) },
  };
  app.post('/payout-batches/:id/cancel', { onRequest: platformOnly, schema: cancel }, async (request) => {
    const actor = actorOf(request);
    const { id, state } = await getBatch(sql, request.params.id);
    await beginAs(sql, actor, async (tx) => {
      const isMoved = await moveBatch(tx, id, { from: ['collecting', 'awaiting_approval'], to: 'cancelled' });
      if (!isMoved) throw new DomainError('conflict', `The payout batch ${id} is ${state}. Only one that is not sent can be cancelled.`);
      await dropCollected(tx, id, 'the batch was cancelled');
      await audit(tx, actor, 'cancelled', id, {});
    });
    await bestEffort(request, 'tell a payout batch', () => workflows.commissions.runPayout(id));
    return withCounts(sql, await getBatch(sql, id));
  });
}

function resultRoute(app: App, { db: { sql }, workflows }: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'reportPayoutResults',
    summary: 'Report the results of transfers',
    description:
      'Confirms transfers, or fails them, after which their amounts are payable again. Sending the same results again changes nothing. A transfer that was confirmed can fail later.',
    params: BatchParams,
    body: PayoutResults,
    response: { 200: PayoutOutcomes, ...problems(403, 404) },
  };
  app.post('/payout-batches/:id/results', { onRequest: platformOnly, schema }, async (request) => {
    const actor = actorOf(request);
    const { id } = await getBatch(sql, request.params.id);
    const { results } = request.body;
    const outcomes = await beginAs(sql, actor, async (tx) => {
      const found = await recordResults(tx, id, results, { day: localDate(new Date(), 'UTC') });
      await audit(tx, actor, 'results_reported', id, { outcomes: Object.fromEntries(found) });
      return found;
    });
    await bestEffort(request, 'tell a payout batch', () => workflows.commissions.runPayout(id));
    return { outcomes: results.map((one) => ({ id: one.id, outcome: outcomes.get(one.id) ?? ('unknown' as const) })) };
  });
}

export async function getBatch(sql: Sql, id: string): Promise<PayoutBatch> {
  const batch = await findBatch(sql, id);
  if (!batch) throw new DomainError('not_found', `There is no payout batch ${id}.`);
  return batch;
}

async function withCounts(sql: Sql, batch: PayoutBatch) {
  const { collected = 0, sent = 0, confirmed = 0, failed = 0 } = await countPayouts(sql, batch.id);
  return { ...toBatch(batch), payouts: { collected, sent, confirmed, failed } };
}

const audit = (tx: Queryable, actor: Actor, what: string, id: string, detail: object) =>
  insertAuditEntry(tx, actor, { action: `payout_batch.${what}`, objectKind: 'payout_batch', objectId: id, detail });
