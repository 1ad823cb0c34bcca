import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { sendCsv } from '#apps/api/attribution/reports/report-csv.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { countPayouts, listPayouts, type Payout, type PayoutBatch } from '#db/commissions/payout-batch.ts';
import { localDate } from '#domain/business-days.ts';
import { payoutStates } from '#domain/commissions/payout.ts';
import { DomainError } from '#domain/errors.ts';
import { toMoney } from '#domain/money.ts';
import type { Settings } from '#domain/settings.ts';
import { pain001 } from './pain001.ts';
import { getBatch } from './payout-routes.ts';
import { BatchParams, PayoutList, PayoutView, toPayout } from './payout-view.ts';

const common = { tags: ['Payouts'], ...needs('payouts:read'), params: BatchParams };
const columns = [
  'id',
  'partner_id',
  'name',
  'iban',
  'bic',
  'amount',
  'currency',
  'state',
  'vat_id',
  'vat_rate',
  'withholding_rate',
  'country',
];
/** A file of this many transfers is about 40 MB. */
const MAX_TRANSFERS = 100_000;

/** ISO 20022: a decimal of at most 18 digits. */
const MAX_SUM_MINOR = 10n ** 18n;

/** The transfers of a batch, as a list and as files. */
export function payoutFileRoutes(app: App, { db: { sql }, settings }: ApiDeps): void {
  const list = {
    ...common,
    operationId: 'listPayouts',
    summary: 'List the transfers of a payout batch',
    description: 'Returns the transfers, oldest first, with the reason of each that failed.',
    querystring: ListQuery.extend({ state: oneOrMore(payoutStates).optional() }),
    response: { 200: PayoutList, ...problems(403, 404) },
  };
  app.get('/payout-batches/:id/payouts', { onRequest: platformOnly, schema: list }, async (request, reply) => {
    const { id } = await getBatch(sql, request.params.id);
    const page = readPage(request);
    const states = [...new Set(valuesOf(request.query.state) ?? payoutStates)];
    const rows = await listPayouts(sql, id, { states, after: page.after ?? '', limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toPayout);
  });

  const file = {
    ...common,
    operationId: 'exportPayoutBatch',
    summary: 'Export a payout batch',
    description: `Returns the transfers that are sent, as JSON, as CSV, or as a payment file (ISO 20022 pain.001.001.09), with at most ${MAX_TRANSFERS} transfers. The same batch gives the same message id, by which a bank refuses a file that it has already.`,
    querystring: z.strictObject({ format: z.enum(['json', 'csv', 'pain001']).default('json') }),
    response: {
      200: {
        description: 'The transfers',
        content: {
          'application/json': {
            schema: z.object({ data: z.array(PayoutView).meta({ maxItems: MAX_TRANSFERS }) }).meta({ id: 'PayoutExport' }),
          },
          'text/csv': { schema: z.string().meta({ maxLength: 67_108_864, example: 'id,partner_id,name,…\r\n' }) },
          'application/xml': { schema: z.string().meta({ maxLength: 67_108_864, example: '<?xml version="1.0" encoding="UTF-8"?>…' }) },
        },
      },
      ...problems(403, 404, 409),
    },
  };
  app.get('/payout-batches/:id/export', { onRequest: platformOnly, schema: file }, async (request, reply) => {
    const batch = await getBatch(sql, request.params.id);
    if (batch.state !== 'awaiting_results' && batch.state !== 'finished') {
      throw new DomainError('conflict', `The payout batch ${batch.id} is ${batch.state}. It can be exported once it is sent.`);
    }
    const { sent = 0, confirmed = 0 } = await countPayouts(sql, batch.id);
    // A file that leaves transfers out would look like all of them.
    if (sent + confirmed > MAX_TRANSFERS) throw tooMany(batch.id, sent + confirmed);
    const payouts = await listPayouts(sql, batch.id, { states: ['sent', 'confirmed'], after: '', limit: MAX_TRANSFERS });
    if (request.query.format === 'csv') return sendCsv(reply, batch.id, columns, payouts.map(toRow));
    if (request.query.format === 'pain001') return sendFile(reply, batch, payouts, settings());
    return { data: payouts.map(toPayout) };
  });
}

const tooMany = (id: string, count: number) =>
  new DomainError(
    'conflict',
    `The payout batch ${id} has ${count} transfers, more than the ${MAX_TRANSFERS} of a file. List them (GET /payout-batches/${id}/payouts), and raise \`least\` of the next batch.`,
  );

function toRow({ id, partnerId, payee, amountMinor, currency, state, tax }: Payout) {
  return {
    ...{ id, partner_id: partnerId, name: payee?.name ?? null, iban: payee?.iban ?? null, bic: payee?.bic ?? null },
    ...{ amount: toMoney(amountMinor, currency).amount, currency, state },
    ...{ vat_id: tax.vat_id, vat_rate: tax.vat_rate, withholding_rate: tax.withholding_rate, country: tax.country },
  };
}

function sendFile(reply: FastifyReply, batch: PayoutBatch, payouts: readonly Payout[], { commissions }: Settings): never {
  const { payer_name: name, payer_iban: iban, payer_bic: bic } = commissions;
  if (name === '' || iban === '') {
    const message =
      'A payment file names the account that pays. Set commissions.payer_name and commissions.payer_iban in the settings first.';
    throw new DomainError('conflict', message);
  }
  const sum = payouts.reduce((all, { amountMinor }) => all + amountMinor, 0n);
  if (sum >= MAX_SUM_MINOR) {
    throw new DomainError(
      'conflict',
      `The payout batch ${batch.id} adds up to ${toMoney(sum, batch.currency).amount}, more digits than a payment file has.`,
    );
  }
  const payer = { name, iban, bic: bic || null };
  const transfers = payouts.flatMap(({ id, amountMinor, payee }) => (payee === null ? [] : [{ id, amountMinor, payee }]));
  if (transfers.length === 0) throw new DomainError('conflict', `The payout batch ${batch.id} has no transfer that can be paid.`);
  reply.type('application/xml; charset=utf-8').header('content-disposition', `attachment; filename="${batch.id}.xml"`);
  return reply.send(pain001(batch, payer, transfers, localDate(payouts[0]?.sentAt ?? batch.createdAt, 'UTC'))) as never;
}
