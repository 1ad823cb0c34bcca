import { issueStatements } from '#activities/commissions/issue-statements.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { insertUser } from '#db/access/user.ts';
import { applyAlertNews } from '#db/alerts/alert-news.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import { rollUp } from '#db/attribution/versions/roll-up.ts';
import { addFirstVersion } from '#db/attribution/versions/version.ts';
import { insertBatch, moveBatch } from '#db/commissions/payout-batch.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import type { Database, Sql } from '#db/database.ts';
import { insertEventType } from '#db/events/event-type.ts';
import { overrideFlag, putFlag } from '#db/partners/feature-flag.ts';
import { createPartner } from '#db/partners/partner.ts';
import { createSync } from '#db/sync/sync.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import type { Finding } from '#domain/alerts/finding.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { entriesOf } from '#domain/commissions/ledger.ts';
import { newId } from '#domain/id.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { readyDeal } from './deal-calls.ts';
import { insertFailedWrites } from './failed-writes.ts';
import { ampleLimit } from './limits.ts';
import { compareNight } from './reconciliation-rows.ts';
import { collect, earn, giveAccount } from './sent-batch.ts';
import { companyMapping } from './synced-companies.ts';
import { tester } from './tester.ts';

interface Installation {
  db: Database;
  attribution: Pick<AttributionStore, 'sql'>;
  origin: string;
}

export type ConsoleRows = Awaited<ReturnType<typeof fillConsole>>;

/** Something of everything that the console shows. Returns the ids. */
export async function fillConsole({ db, attribution, origin }: Installation) {
  const call = await callerOf(db, origin);
  const { id: partner } = await createPartner(db, { name: 'Müller & Söhne', tier: 'standard', ...ampleLimit }, tester);
  const person = await insertUser(db, { email: 'grace@acme.example', name: 'Grace Hopper', roles: ['operator'], partnerId: null }, tester);
  const colleague = { email: 'kay@partner.example', name: 'Alan Kay', roles: ['partner_sales'], partnerId: partner };
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString();
  return {
    ...{ partner, person: person.id, colleague: (await insertUser(db, colleague, tester)).id },
    key: await call('/api-keys', { name: 'CI', partner_id: partner, expires_at: soon }),
    client: await call('/oauth-clients', { name: 'CRM', partner_id: partner }),
    ...(await addDeliveries(db, call, partner)),
    ...(await addSync(db)),
    ...(await addAlerts(db, call)),
    ...(await addInbound(db.sql, call)),
    ...(await addDeals(db.sql, call, partner)),
    ...(await addMoney(db.sql, call, partner)),
    fact: await addFacts(attribution.sql, call, partner),
    platformEndpoint: await call('/platform-endpoints', { url: 'https://hooks.acme.example/causeway', description: 'Chat' }),
    programme: await call('/programmes', { name: 'Gold', settings: { required: ['title'] } }),
    sso: await call('/sso-connections', { ...okta, partner_id: partner }),
    sandbox: await addSandbox(db, partner),
  };
}

const okta = {
  name: 'Okta',
  settings: { kind: 'oidc', issuer: 'https://acme.okta.example', client_id: '0oa1b2c3', client_secret: 'kept-by-okta' },
  domains: ['acme.example'],
};

type Call = Awaited<ReturnType<typeof callerOf>>;

/** With a flag that is decided for it, and the erasure of somebody else. */
async function addSandbox(db: Database, partner: string): Promise<string> {
  const { id } = await createPartner(db, { name: 'Trying it out', tier: 'sandbox', ...ampleLimit }, tester);
  await db.sql`insert into sandbox (partner_id, seed, status, counts, ready_at) values (${id}, 42, 'ready', '{"deal.submitted": 9}', now())`;
  await putFlag(db, { name: 'deals.bulk_import', description: 'Bulk import of deals', enabled: true, rolloutPercent: 25 }, tester);
  await overrideFlag(db, { flag: 'deals.bulk_import', partnerId: id, enabled: true }, tester);
  await db.sql`
    insert into erasure (id, kind, partner_id, status, counts, requested_by, finished_at)
    values (${newId('ers')}, 'partner', ${partner}, 'finished', '{"api_keys": 2}', ${'key_1'}, now())`;
  return id;
}

/** Posts as the platform. Returns the id of what it made. */
export async function callerOf(db: Database, origin: string) {
  const made = newApiKey('live');
  await insertApiKey(db, { ...made, name: 'filler', scopes: grantableScopes('platform') }, tester);
  const headers = { authorization: `Bearer ${made.key}`, 'content-type': 'application/json' };
  return async (path: string, body: object = {}): Promise<string> => {
    const reply = await fetch(`${origin}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await reply.json()) as { id: string };
    if (!reply.ok) throw new Error(`${path} was answered ${reply.status}: ${JSON.stringify(answer)}`);
    return answer.id;
  };
}

/** Of one event to two endpoints: one delivery that has died, and one that is held. */
async function addDeliveries({ sql }: Database, call: Call, partner: string) {
  const [eventType, event, delivery, held] = ['deal.noted', newId('evt'), newId('dlv'), newId('dlv')];
  await insertEventType(sql, { name: eventType, description: 'A deal got a note', schema: { type: 'object' } }, tester);
  const hooks = { partner_id: partner, url: 'https://partner.example/hooks', event_types: [eventType], description: 'Production' };
  const endpoint = await call('/endpoints', hooks);
  const paused = await call('/endpoints', { ...hooks, url: 'https://test.partner.example/hooks', description: 'Test' });
  await sql`update endpoint set state = 'paused' where id = ${paused}`;
  await sql`
    insert into event (id, type, schema_version, occurred_at, data, partner_ids)
    values (${event}, ${eventType}, 1, now(), '{"note": "<b>bold</b>", "arabic": "مرحبا"}', ${[partner]})`;
  await sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, hold_reason, attempts, error_class, last_error,
      dead_letter_reason, workflow_id, ended_at)
    values
      (${delivery}, ${event}, ${endpoint}, ${partner}, ${eventType}, 'dead_lettered', null, 1, 'http_5xx', 'HTTP 500', 'retries exhausted', 'w', now()),
      (${held}, ${event}, ${paused}, ${partner}, ${eventType}, 'held', 'paused', 0, null, null, null, 'w', null)`;
  await sql`
    insert into attempt (delivery_id, number, started_at, latency_ms, status_code, error_class, error_detail, response_snippet, next_because)
    values (${delivery}, 1, now(), 42, 500, 'http_5xx', 'HTTP 500', 'it is <i>broken</i>', 'the retry budget is used up')`;
  return { eventType, event, delivery, held, endpoint };
}

/** A paused sync of two connections, with a run, a record of each fault, a conflict and two nights. */
async function addSync(db: Database) {
  const { sql } = db;
  const [connection, other, link] = [newId('con'), newId('con'), newId('lnk')];
  await sql`
    insert into connection (id, vendor, name, auth_method, status, scopes) values
      (${connection}, 'hubspot', 'HubSpot <b>EU</b>', 'oauth', 'active', '{crm.objects.companies.read}'),
      (${other}, 'stripe', 'Stripe', 'token', 'action_required', null)`;
  await sql`
    insert into vendor_limit (connection_id, limit_id, key, max, ours, told, day_ends_at)
    values (${connection}, 'daily', '', 650000, 300, 700, now() + interval '1 hour')`;
  const mapping = Mapping.parse(companyMapping);
  const wanted = { name: 'CRM and billing', aConnectionId: connection, bConnectionId: other, mapping, intervalSeconds: 300 };
  const { id: sync } = await createSync(db, { ...wanted, maxDeletePercent: 5, maxChangePercent: 30 }, tester);
  await sql`update sync set paused_at = now(), requested_at = null where id = ${sync}`;
  await sql`
    insert into sync_run (id, sync_id, kind, state, mapping_version, read, changed, written, failed, conflicts, ended_at)
    values (${newId('srn')}, ${sync}, 'incremental', 'partial', 1, 25, 4, 2, 2, 1, now())`;
  await insertFailedWrites(sql, sync, { invalid: 2, forbidden: 1 });
  await sql`insert into sync_link (id, sync_id, object, a_id, b_id, how) values (${link}, ${sync}, 'account', '1', 'c1', 'domain')`;
  await sql`
    insert into sync_conflict (id, sync_id, object, link_id, field, a_value, b_value)
    values (${newId('cft')}, ${sync}, 'account', ${link}, 'name=name', 'Acme <b>1</b>', 'Acme GmbH')`;
  await compareNight(db, { syncId: sync, night: '2026-03-01', conflicts: 3 });
  return { connection, sync, night: await compareNight(db, { syncId: sync, night: '2026-03-02', conflicts: 2 }) };
}

async function addAlerts(db: Database, call: Call) {
  const finding: Finding = {
    rule: 'drift',
    subject: { kind: 'sync', id: newId('syn') },
    partnerId: null,
    severity: 'critical',
    title: 'CRM and billing differ',
    reason: 'Three records differ for two nights',
    remedy: 'Look at the night',
    link: '/api/v1/reconciliations',
    runbook: 'Drift',
  };
  await db.sql.begin((tx) => applyAlertNews(tx, { rule: 'drift', subjectId: finding.subject.id }, { kind: 'found', finding }));
  const [alert] = await db.sql<{ id: string }[]>`select id from alert where subject_id = ${finding.subject.id}`;
  const settings = { kind: 'pagerduty', secrets: { routing_key: 'a'.repeat(32) } };
  return { alert: alert?.id ?? '', channel: await call('/alert-channels', { name: 'On call', settings }) };
}

async function addInbound(sql: Sql, call: Call) {
  const [inbound, webhook] = [newId('inb'), newId('inw')];
  const source = await call('/inbound-sources', { vendor: 'stripe', name: 'Stripe', secret: 'the-secret' });
  const body = Buffer.from('{"type": "customer.updated", "name": "<b>Acme</b>"}');
  await sql`insert into inbound_webhook (id, source_id, content_type, body) values (${webhook}, ${source}, 'application/json', ${body})`;
  await sql`
    insert into inbound_event (id, source_id, webhook_id, vendor, external_id, type, object, record_id, effect, status, processed_at)
    values (${inbound}, ${source}, ${webhook}, 'stripe', 'evt_1', 'customer.updated', 'customers', 'cus_1', 'changed', 'processed', now())`;
  return { source, inbound };
}

/** A draft, one to decide on, one whose partner was asked, and one that is protected; a file whose second row has failed. */
async function addDeals(sql: Sql, call: Call, partner: string) {
  const draftOf = (company: string) => call('/deals', { ...readyDeal(company), partner_id: partner });
  const submitted = async (company: string) => {
    const id = await draftOf(company);
    await call(`/deals/${id}/submit`);
    return id;
  };
  const asked = await submitted('Bussard');
  await call(`/deals/${asked}/ask`, { comment: 'Which <b>office</b> is it?', fields: ['title'] });
  const approved = await submitted('Falke');
  await call(`/deals/${approved}/approve`);
  const imported = newId('imp');
  await sql`
    insert into deal_import (id, partner_id, status, submit, total, done, created, failed, created_by, finished_at)
    values (${imported}, ${partner}, 'finished', false, 2, 2, 1, 1, 'test', now())`;
  await sql`
    insert into deal_import_row (import_id, row, external_id, status, deal_id, errors) values
      (${imported}, 2, 'CRM-1', 'created', ${asked}, null),
      (${imported}, 3, 'CRM-2', 'failed', null, '[{"pointer": "", "field": "", "code": "invalid_format", "message": "must be a date"}]')`;
  await call('/accounts/batch', { accounts: [{ external_id: 'Q-1', name: 'Milan AG', websites: ['https://milan.example'] }] });
  const [account] = await sql<{ id: string }[]>`select id from account where external_id = 'Q-1'`;
  return { account: account?.id ?? '', draft: await draftOf('Adler'), submitted: await submitted('Milan'), approved, imported };
}

/** A ledger with a statement and a dispute, and a payout that awaits its approvals. */
async function addMoney(sql: Sql, call: Call, partner: string) {
  const line = newId('lin');
  const entries = entriesOf({ kind: 'accrual', amountMinor: 123_450n }).map((entry) => ({ ...entry, lineId: line }));
  const sale = { id: line, source: `test/${line}`, kind: 'accrual', partnerId: partner, currency: 'EUR', amountMinor: 123_450n } as const;
  const words = { about: null, day: '2026-03-14', explanation: '10 % of a sale to <b>Falke</b>', bookedBy: 'test' };
  await postTransactions(sql, [{ ...sale, ...words, entries }]);
  const [until, publish] = [new Date(Date.now() + 60_000), async () => {}];
  await issueStatements({ sql, publish }, { month: '2026-03', until, nextPage: () => {} });
  const [statement] = await sql<{ id: string }[]>`select id from commissions.statement where partner_id = ${partner}`;
  const dispute = await call(`/partners/${partner}/disputes`, { line_id: line, question: 'Why so <b>little</b>?' });
  await giveAccount(sql, partner, 'Müller & Söhne');
  await earn(sql, partner, 'EUR', 50_000n);
  const terms = { currency: 'EUR', thresholdMinor: 1n, provider: 'file', approvalsNeeded: 2, createdBy: 'test' } as const;
  const batch = await insertBatch(sql, { id: newId('pyb'), ...terms });
  await collect(sql, batch);
  await moveBatch(sql, batch.id, { from: ['collecting'], to: 'awaiting_approval' });
  return { line, statement: statement?.id ?? '', dispute, batch: batch.id };
}

/** A sale after a touch, and what it cost. Returns the sale. */
async function addFacts(sql: Sql, call: Call, partner: string) {
  await addFirstVersion(sql, VersionSettings.parse({}));
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
  await call('/touches', { subject: 'falke', partner_id: partner, source: 'utm', occurred_at: day(3) });
  const fact = await call('/revenue', {
    subject: 'falke',
    kind: 'sale',
    amount: { amount: '1234.50', currency: 'EUR' },
    occurred_at: day(2),
  });
  await call('/costs', { partner_id: partner, kind: 'programme', amount: { amount: '250.00', currency: 'EUR' }, occurred_at: day(2) });
  for (let isBehind = true; isBehind;) ({ isBehind } = (await rollUp(sql, 1)) ?? { isBehind: false });
  return fact;
}
