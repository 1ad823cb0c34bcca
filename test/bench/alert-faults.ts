import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createApiClient } from '#apps/local/api-client.ts';
import { newId } from '#domain/id.ts';
import { readyDeal } from '#test/support/deal-calls.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import type { AlertStack } from './alert-stack.ts';
import { newEvent } from './events.ts';

/** A fault that is injected, and mended. */
export interface Fault {
  kind: string;
  /** The alert that it must open, once, and end, once. */
  expects: RegExp;
  /** Alerts that it may open too, because the cause has a second effect. */
  alsoExpects?: RegExp;
  /** Nothing else is injected meanwhile. */
  isAlone?: boolean;
  inject: () => Promise<void>;
  mend: () => Promise<void>;
}

const DAY_S = 86_400;
const retries = (everyS: number) => ({ schedule_s: Array.from({ length: 19 }, () => everyS) });

/** Twelve kinds. Those of time are injected as time would: a date is moved. */
export async function makeFaults(stack: AlertStack, round: number): Promise<Fault[]> {
  const deliveries = await deliveryFaults(stack, round);
  return [...deliveries, ...(await vendorFaults(stack, round)), ...(await dueFaults(stack, round)), ...processFaults(stack)];
}

async function target({ call, receiver }: AlertStack, name: string, retryPolicy: object, url = receiver.urlOf(`/${name}`)) {
  const { id: partnerId } = (await call('POST', '/partners', { name, tier: 'standard' })).body as { id: string };
  const { id } = (await call('POST', '/endpoints', { partner_id: partnerId, url, retry_policy: retryPolicy })).body as { id: string };
  const publish = async (count: number) => {
    for (let n = 0; n < count; n++) await call('POST', '/events', newEvent(partnerId));
  };
  const behave = (status: number) => receiver.call('behave', { path: `/${name}`, delayMs: 5, status });
  return { id, partnerId, publish, behave };
}

async function deliveryFaults(stack: AlertStack, round: number): Promise<Fault[]> {
  const failing = await target(stack, `failing-${round}`, retries(8));
  const port = await findFixedPort();
  const dead = await target(stack, `dead-${round}`, retries(8), `http://127.0.0.1:${port}/`);
  const givenUp = await target(stack, `given-up-${round}`, { schedule_s: [] });
  const burning = await target(stack, `burning-${round}`, retries(45));
  return [
    {
      ...{ kind: 'endpoint answers 500', expects: new RegExp(`^alert/failure_streak/${failing.id}$`) },
      inject: async () => {
        await failing.behave(500);
        await failing.publish(10);
      },
      mend: () => failing.behave(200),
    },
    {
      ...{ kind: 'endpoint dead', expects: new RegExp(`^alert/failure_streak/${dead.id}$`), inject: () => dead.publish(10) },
      mend: async () => {
        const server = createServer((request, response) => request.resume().on('end', () => response.writeHead(200).end()));
        // It ends with the process.
        server.listen(port, '127.0.0.1').unref();
        await once(server, 'listening');
      },
    },
    {
      ...{ kind: 'dead letters', expects: new RegExp(`^alert/dead_letters_growing/${givenUp.id}$`) },
      inject: async () => {
        await givenUp.behave(500);
        await givenUp.publish(6);
      },
      mend: async () => {
        await givenUp.behave(200);
        await stack.call('POST', '/dead-letters/replay', { endpoint_id: givenUp.id });
      },
    },
    {
      ...{ kind: 'objective burning', expects: new RegExp(`^alert/objective_burning/${burning.partnerId}$`) },
      inject: async () => {
        await burning.behave(500);
        await burning.publish(6);
        // They have failed before the others arrive: it fails for some, and is no streak.
        while ((await countRetrying(stack, burning.id)) < 6) await delay(50);
        await burning.behave(200);
        await burning.publish(20);
      },
      // They are tried again by then.
      mend: () => burning.behave(200),
    },
  ];
}

async function countRetrying({ db }: AlertStack, endpointId: string): Promise<number> {
  const [row] = await db.sql<
    { n: number }[]
  >`select count(*)::int as n from delivery where endpoint_id = ${endpointId} and status = 'retrying'`;
  return row?.n ?? 0;
}

async function vendorFaults({ call, hubspot, db: { sql } }: AlertStack, round: number): Promise<Fault[]> {
  const credentials = { method: 'token', token: hubspot.privateToken };
  const connect = async (name: string) =>
    ((await call('POST', '/connections', { vendor: 'hubspot', name: `${name} ${round}`, credentials })).body as { id: string }).id;
  const [refused, scarce] = [await connect('refused'), await connect('scarce')];
  const ask = (id: string) => call('POST', `/connections/${id}/test`);
  const { daily } = hubspot.limits;
  return [
    {
      ...{ kind: 'vendor refuses the credentials', expects: new RegExp(`^alert/reconnect_needed/${refused}$`) },
      inject: async () => {
        hubspot.faults.plan({ kind: 'unauthorized', times: 1_000 });
        // That the vendor refuses is an error of this request too.
        await ask(refused).catch(() => {});
        // The other connection has the same credentials.
        hubspot.faults.clear();
      },
      mend: async () => void (await ask(refused)),
    },
    {
      ...{ kind: 'quota nearly used up', expects: new RegExp(`^alert/quota_low/${scarce}$`) },
      // They share the account.
      alsoExpects: new RegExp(`^alert/quota_low/${refused}$`),
      inject: async () => {
        while (hubspot.faults.planned().length > 0) await delay(20);
        daily.fill(Math.max(0, daily.remaining() - 60));
        await ask(scarce);
      },
      // Midnight comes, for the vendor and for whoever counts its calls.
      mend: async () => {
        daily.empty();
        await sql`update vendor_limit set day_ends_at = now() where limit_id = 'daily'`;
      },
    },
  ];
}

async function dueFaults({ call, db: { sql }, apiUrl }: AlertStack, round: number): Promise<Fault[]> {
  const { id: partnerId } = (await call('POST', '/partners', { name: `due-${round}`, tier: 'standard' })).body as { id: string };
  const scopes = ['deals:read', 'deals:write'];
  const { key: partnerKey } = (await call('POST', '/api-keys', { name: 'deals', partner_id: partnerId, scopes })).body as { key: string };
  const partner = createApiClient(apiUrl, partnerKey);
  const { id: dealId } = (await partner('POST', '/deals', readyDeal(`Customer ${round}`))).body as { id: string };
  await partner('POST', `/deals/${dealId}/submit`);
  const expires = new Date(Date.now() + 2 * DAY_S * 1_000).toISOString();
  const used = (await call('POST', '/api-keys', { name: 'soon', scopes: ['webhooks:read'] })).body as { id: string; key: string };
  await createApiClient(apiUrl, used.key)('GET', '/events?limit=1');
  const [batch, night] = [newId('pyb'), newId('rcn')];
  return [
    {
      ...{ kind: 'deal review overdue', expects: new RegExp(`^alert/deal_review_due/${dealId}$`) },
      inject: async () => void (await sql`update deal set review_due_at = now() - interval '1 min' where id = ${dealId}`),
      mend: async () => void (await call('POST', `/deals/${dealId}/reject`, { reason: 'Already a customer' })),
    },
    {
      ...{ kind: 'key expiring', expects: new RegExp(`^alert/key_expiring/${used.id}$`) },
      inject: async () =>
        void (await sql`update api_key set expires_at = ${expires}::text::timestamptz, last_used_at = coalesce(last_used_at, now()) where id = ${used.id}`),
      mend: async () => void (await call('POST', `/api-keys/${used.id}/revoke`)),
    },
    {
      ...{ kind: 'schedule missed', expects: new RegExp(`^alert/schedule_missed/payout/${batch}$`) },
      inject: async () =>
        void (await sql`
          insert into commissions.payout_batch (id, currency, threshold_minor, provider, state, approvals_needed, created_at, created_by)
          values (${batch}, 'EUR', 0, 'sandbox', 'awaiting_approval', 2, now() - interval '8 days', 'bench')`),
      mend: async () => void (await sql`update commissions.payout_batch set state = 'cancelled', finished_at = now() where id = ${batch}`),
    },
    {
      ...{ kind: 'drift', expects: /^alert\/drift\/book\/ledger$/ },
      inject: async () => {
        await sql`
          insert into reconciliation_run (id, book, night, trigger, state, report, ended_at)
          values (${night}, 'ledger', current_date, 'request', 'completed', ${sql.json({ checks: [{ check: 'x', checked: 10_000 }] })}, now())`;
        await sql`
          insert into reconciliation_finding (id, run_id, object, class, message, remedy, fingerprint, values_hash)
          select ${night} || n, ${night}, 'ledger_transaction', 'broken', 'm', 'r', ${night} || n, '' from generate_series(1, 6) n`;
      },
      mend: async () => void (await sql`update reconciliation_finding set state = 'settled' where run_id = ${night}`),
    },
  ];
}

function processFaults({ proxy, askReady, killEngine, restartEngine, db: { sql } }: AlertStack): Fault[] {
  let asking: NodeJS.Timeout | undefined;
  const dies = newId('con');
  return [
    {
      kind: 'database of attribution away',
      expects: /^alert\/event_reported\/readiness\.failed\/attribution\//,
      // The sweeper reads that store too.
      alsoExpects: /^alert\/event_reported\/(?:attribution\.standing_still$|readiness\.failed\/sweeper\/)/,
      inject: async () => {
        proxy.refuse();
        asking ??= setInterval(() => void askReady().catch(() => {}), 1_000);
      },
      mend: async () => proxy.letThrough(),
    },
    {
      ...{ kind: 'process killed', isAlone: true, expects: new RegExp(`^alert/reconnect_needed/${dies}$`) },
      inject: async () => {
        await killEngine();
        await sql`
          insert into connection (id, vendor, name, auth_method, status, status_reason)
          values (${dies}, 'hubspot', ${dies}, 'oauth', 'action_required', 'Action required: reconnect')`;
        await restartEngine();
      },
      mend: async () => {
        clearInterval(asking);
        await killEngine();
        await sql`update connection set status = 'paused', status_reason = null where id = ${dies}`;
        await restartEngine();
      },
    },
  ];
}
