import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, callerOf } from '#apps/api/http/principal.ts';
import { releaseBody } from '#apps/api/http/receive-body.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { deleteAccount, getAccount, listAccounts } from '#db/accounts/account.ts';
import { limitAtOnce } from '#domain/at-once.ts';
import { Instant } from '#domain/instant.ts';
import { FilledString } from '#domain/plain-text.ts';
import { writeAccountBatch } from './account-batch.ts';
import { Account, AccountBatch, AccountBatchResult, AccountList, AccountParams, toAccount } from './account-view.ts';

const tags = ['Accounts'];
/** A thousand accounts with many websites each. */
const BATCH_BODY_BYTES = 4 * 1024 * 1024;
/** In one process, callers in turn: each keeps this thread and a process of PostgreSQL busy. */
const BATCHES_AT_ONCE = 1;

const AccountsQuery = ListQuery.extend({
  external_id: z.string().max(200).optional(),
  name: FilledString(300).optional().describe('The complete name. Spelling and legal form may differ'),
  domain: FilledString(2048).optional().describe('Domain of a website or of e-mail addresses. A URL is accepted, too'),
  updated_since: Instant.optional().describe('Return only accounts that changed at or after this time. Use it to synchronise'),
});

/** Existing customers and prospects. Partners' deals are matched against them, so only platform keys see them. */
export function accountRoutes(app: App, deps: ApiDeps): void {
  batchRoute(app, deps);
  readRoutes(app, deps);
  deleteRoute(app, deps);
}

function batchRoute(app: App, { db }: ApiDeps): void {
  const atOnce = limitAtOnce(BATCHES_AT_ONCE);
  const schema = {
    operationId: 'upsertAccounts',
    summary: 'Create or update up to 1,000 accounts',
    description:
      'Upserts accounts by `external_id`. A row replaces the account with the same `external_id`; a row without changes is skipped. ' +
      'Each row succeeds or fails independently: check `results`. Deals submitted afterwards are matched against the new data.',
    tags,
    ...needs('accounts:write'),
    body: AccountBatch,
    response: { 200: AccountBatchResult, ...problems(413) },
  };
  app.post('/accounts/batch', { schema, bodyLimit: BATCH_BODY_BYTES }, (request) => {
    releaseBody(request);
    const batch = { actor: actorOf(request), checking: request.checking() };
    return atOnce(callerOf(request.principal), () => writeAccountBatch(db.sql, request.body.accounts, batch));
  });
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listAccounts',
    summary: 'List accounts',
    description: 'Returns accounts, newest first.',
    tags,
    ...needs('accounts:read'),
    querystring: AccountsQuery,
    response: { 200: AccountList, ...problems() },
  };
  app.get('/accounts', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { external_id: externalId, name, domain, updated_since } = request.query;
    const updatedSince = updated_since === undefined ? undefined : new Date(updated_since);
    const rows = await listAccounts(db, { externalId, name, domain, updatedSince, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toAccount);
  });

  const read = {
    operationId: 'getAccount',
    summary: 'Retrieve an account',
    description: 'Returns the current version of the account.',
    tags,
    ...needs('accounts:read'),
    params: AccountParams,
    response: { 200: Account, ...problems(404) },
  };
  app.get('/accounts/:id', { schema: read }, async (request) => toAccount(await getAccount(db, request.params.id)));
}

function deleteRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'deleteAccount',
    summary: 'Delete an account',
    description: 'Deletes the account. New deals are no longer matched against it. Matches of earlier deals are kept.',
    tags,
    ...needs('accounts:write'),
    params: AccountParams,
    response: { 204: z.null().describe('Deleted'), ...problems(404) },
  };
  app.delete('/accounts/:id', { schema }, async (request, reply) => {
    await deleteAccount(db, request.params.id, actorOf(request));
    return reply.code(204).send(null);
  });
}
