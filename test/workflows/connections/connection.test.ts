import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { callback, decide, linkIn } from '#test/api/connections/hubspot-app.ts';
import { eventually, startedWorkflow, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';

let hubspot: HubSpotFake;
let engine: TestEngine;
beforeAll(async () => {
  hubspot = await startHubSpot({ port: 0, redirectUris: [callback] });
  engine = await startTestEngine({ vendorUrls: { hubspot: hubspot.url }, settings: { connections: { erase_after_days: 0 } } });
});
afterAll(async () => {
  await engine.close();
  await hubspot.close();
});

/** A connection through the consent, whose workflow runs. */
async function connect(): Promise<string> {
  const credentials = { method: 'oauth', client_id: hubspot.app.id, client_secret: hubspot.app.secret };
  const { body } = await engine.call('POST', '/connections', { vendor: 'hubspot', name: 'Our HubSpot', credentials });
  const { pathname, search } = new URL(body['connect_url']);
  const page = await engine.inject({ url: pathname + search });
  const back = new URL(await decide(linkIn(page.body)));
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
  const end = await engine.inject({ url: back.pathname + back.search, headers: { cookie } });
  expect(end.statusCode).toBe(200);
  return body['id'];
}

const read = async (id: string) => (await engine.call('GET', `/connections/${id}`)).body;
const untilStatus = (id: string, status: string) =>
  eventually(
    () => read(id),
    (body) => body['status'] === status,
  );
const eventsAbout = async (id: string) =>
  (
    await engine.db.sql<{ type: string; data: Record<string, unknown> }[]>`
      select type, data from event where data::jsonb ->> 'connection_id' = ${id} order by id`
  ).map(({ type, data }) => ({ type, ...data }));
async function tokensVersion(id: string): Promise<number> {
  const [row] = await engine.db.sql<[{ version: number }]>`select tokens_version as version from connection where id = ${id}`;
  return row.version;
}
const wake = (id: string) => engine.engine.workflows.connections.maintain(id);

test('tokens are renewed before they expire, so that no request waits for it', async () => {
  const id = await connect();
  const before = hubspot.grants.refreshes;
  const version = await tokensVersion(id);
  // Nine minutes are left of the token.
  await engine.db.sql`update connection set tokens_sealed = ${await resealedWith(id, 9 * 60_000)} where id = ${id}`;
  await wake(id);
  await eventually(
    () => tokensVersion(id),
    (now) => now === version + 1,
  );
  expect(hubspot.grants.refreshes - before).toBe(1);
  await engine.call('POST', `/connections/${id}/disconnect`);
  await untilStatus(id, 'disconnected');
  await wake(id).catch(() => undefined);
  await replayNow(engine, `maintain-connection/${id}`, 'connection-maintained');
});

test('tokens that were revoked at the vendor are told once, with what was paused, and a new consent recovers everything', async () => {
  const id = await connect();
  hubspot.grants.revokeAll();
  const { status_reason: reason } = await engine.call('POST', `/connections/${id}/test`).then(() => untilStatus(id, 'action_required'));
  expect(reason).toMatch(/^Action required: reconnect\..*are paused\.$/);
  await wake(id);
  await wake(id);
  const told = await eventually(
    () => eventsAbout(id),
    (events) => events.length > 0,
  );
  expect(told).toMatchObject([{ type: 'causeway.connection.action_required', reason, vendor: 'hubspot' }]);
  const { body } = await engine.call('POST', `/connections/${id}/reconnect`);
  const { pathname, search } = new URL(body['connect_url']);
  const page = await engine.inject({ url: pathname + search });
  const back = new URL(await decide(linkIn(page.body)));
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
  await engine.inject({ url: back.pathname + back.search, headers: { cookie } });
  expect(await read(id)).toMatchObject({ status: 'active', status_reason: null });
  await eventually(
    () => eventsAbout(id),
    (events) => events.some(({ type }) => type === 'causeway.connection.recovered'),
  );
});

test('a disconnection revokes at the vendor, erases credentials and cached data, and reports what is left', async () => {
  const id = await connect();
  const { body } = await engine.call('POST', `/connections/${id}/test`);
  expect(body).toMatchObject({ status: 'active' });
  expect(await engine.call('POST', `/connections/${id}/disconnect`, { reason: 'We moved' })).toMatchObject({
    status: 202,
    body: { status: 'disconnecting' },
  });
  const ended = await eventually(
    () => read(id),
    ({ disconnect_report }) => disconnect_report?.erased.length === 3,
  );
  expect(ended).toMatchObject({
    status: 'disconnected',
    status_reason: 'We moved',
    disconnect_report: {
      erased: expect.arrayContaining([expect.stringContaining('revoked')]),
      remains: expect.arrayContaining([expect.stringContaining('HubSpot')]),
    },
  });
  const [row] = await engine.db.sql`select client_sealed, tokens_sealed from connection where id = ${id}`;
  expect(row).toEqual({ client_sealed: null, tokens_sealed: null });
  expect(await engine.db.sql`select from vendor_limit where connection_id = ${id}`).toHaveLength(0);
  expect(hubspot.arrived().some(({ path, status }) => path.endsWith('/revoke') && status === 200)).toBe(true);
  await replayNow(engine, `disconnect-connection/${id}`, 'connection-disconnected');
  expect(await engine.call('POST', `/connections/${id}/test`)).toMatchObject({ status: 409 });
  expect((await eventsAbout(id)).filter(({ type }) => type === 'causeway.connection.disconnected')).toHaveLength(1);
});

test('a vendor that refuses the revocation does not keep the credentials here, and the report says what to do there', async () => {
  const id = await connect();
  hubspot.faults.plan({ kind: 'unauthorized', at: /\/revoke/ });
  await engine.call('POST', `/connections/${id}/disconnect`);
  const { disconnect_report: report } = await untilStatus(id, 'disconnected');
  expect(report.remains).toEqual(
    expect.arrayContaining([expect.stringMatching(/may still accept the credentials .*remove the application/)]),
  );
});

test('a disconnection that nobody told Temporal about is found by the sweeper, and so is maintenance', async () => {
  const id = await connect();
  await (await startedWorkflow(engine, `maintain-connection/${id}`)).terminate();
  await engine.db.sql`update connection set maintain_at = now() - interval '1 hour' where id = ${id}`;
  await eventually(
    async () => (await engine.db.sql<{ due: boolean }[]>`select maintain_at > now() as due from connection where id = ${id}`)[0]?.due,
    (due) => due === true,
  );
  await engine.db.sql`update connection set status = 'disconnecting' where id = ${id}`;
  await untilStatus(id, 'disconnected');
});

/** The connection's tokens, as if they expired so soon. */
async function resealedWith(id: string, leftMs: number): Promise<string> {
  const { keeper } = engine.vendors;
  const { tokens } = await keeper.current(id);
  return keeper.sealTokens(id, { ...tokens, expiresAt: new Date(Date.now() + leftMs).toISOString() });
}
