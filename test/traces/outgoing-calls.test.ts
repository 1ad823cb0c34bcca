import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { type EndedSpan, Recorder } from '#apps/traces/recorder.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createJwksFetcher } from '#connectors/jwks/fetch-jwks.ts';
import { createSandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { createVendorHttp } from '#connectors/vendor-http.ts';
import { traced } from '#domain/tracer.ts';
import { anOpportunity } from '#test/connectors/crm/opportunity.ts';
import { scriptedVendor, sendJson } from '#test/connectors/support/scripted-vendor.ts';
import { approvedDeal } from '#test/support/approved-deal.ts';
import { addConnection } from '#test/support/connection-calls.ts';
import { eventually, startTestEngine } from '#test/support/engine.ts';
import { tlsFixture } from '#test/support/tls.ts';

const spans: EndedSpan[] = [];
const tracer = new Recorder({ ratio: () => 1, export: (span) => void spans.push(span) });
beforeEach(() => void spans.splice(0));

/** The only span of a call that was made as part of other work, which is its parent. */
async function spanOf(call: () => Promise<unknown>): Promise<EndedSpan> {
  await traced(tracer, { name: 'work', kind: 'internal' }, call).catch(() => {});
  const [span, work, ...others] = spans;
  expect([work?.name, others]).toEqual(['work', []]);
  expect(span).toMatchObject({ kind: 'client', parentId: work?.context.spanId, context: { traceId: work?.context.traceId } });
  return span as EndedSpan;
}

const attributes = (method: string, status: number | null) => ({
  ...{ 'http.request.method': method, 'server.address': '127.0.0.1' },
  ...(status !== null && { 'http.response.status_code': status }),
});

describe('each call is one span of the work that makes it, with its outcome and without its path', () => {
  test('a call of a vendor, which is told nothing of the trace', async () => {
    let status = 200;
    const { url, arrived } = await scriptedVendor((_request, response) => sendJson(response, status, {}));
    const http = createVendorHttp({ guard: createEgressGuard({}), version: 'test', trustedOrigins: [url], tracer });
    onTestFinished(() => http.close());
    const call = () => http.send({ method: 'GET', url: new URL('/secret-path?email=a@example.com', url), headers: {}, timeoutMs: 5_000 });
    expect(await spanOf(call)).toMatchObject({ name: 'GET', attributes: attributes('GET', 200), failed: undefined });
    expect(JSON.stringify(spans)).not.toMatch(/secret-path|example\.com/);
    spans.splice(0);
    status = 429;
    expect(await spanOf(call)).toMatchObject({ attributes: attributes('GET', 429), failed: '429' });
    expect(arrived.map(({ headers }) => [headers['traceparent'], headers['tracestate']])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test('a call of a vendor that does not answer', async () => {
    const { url } = await scriptedVendor((_request, response) => response.destroy());
    const http = createVendorHttp({ guard: createEgressGuard({}), version: 'test', trustedOrigins: [url], tracer });
    onTestFinished(() => http.close());
    const span = await spanOf(() => http.send({ method: 'POST', url: new URL(url), headers: {}, timeoutMs: 5_000 }));
    expect(span).toMatchObject({ name: 'POST', attributes: attributes('POST', null), failed: 'unavailable' });
  });

  test('a write to the CRM', async () => {
    let status = 200;
    const { url } = await scriptedVendor((_request, response) => sendJson(response, status, { id: 'opp_1', errors: [] }));
    const crm = createSandboxCrm({ url, token: 'secret-token', version: 'test', tracer });
    onTestFinished(() => crm.close());
    const write = () => crm.writeOpportunity(anOpportunity());
    expect(await spanOf(write)).toMatchObject({ name: 'PUT', attributes: attributes('PUT', 200), failed: undefined });
    expect(JSON.stringify(spans)).not.toMatch(/secret-token|Brightwell|deal_/);
    spans.splice(0);
    status = 422;
    expect(await spanOf(write)).toMatchObject({ attributes: attributes('PUT', 422), failed: '422' });
  });

  test('a fetch of a key set', async () => {
    let status = 200;
    const server = createServer(tlsFixture, (_request, reply) => void reply.writeHead(status).end('{"keys":[]}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(async () => {
      server.close();
      await once(server, 'close');
    });
    const { port } = server.address() as AddressInfo;
    const guard = createEgressGuard({ allow: ['127.0.0.1'] });
    const fetchJwks = createJwksFetcher({ guard, version: 'test', ca: tlsFixture.cert, tracer });
    const read = () => fetchJwks(`https://127.0.0.1:${port}/secret-path`);
    expect(await spanOf(read)).toMatchObject({ name: 'GET', attributes: attributes('GET', 200), failed: undefined });
    expect(JSON.stringify(spans)).not.toContain('secret-path');
    spans.splice(0);
    status = 503;
    expect(await spanOf(read)).toMatchObject({ attributes: attributes('GET', 503), failed: '503' });
    spans.splice(0);
    const refused = await spanOf(() => fetchJwks('https://10.0.0.1/jwks'));
    expect([refused.failed, refused.attributes['http.response.status_code']]).toEqual(['Error', undefined]);
  });
});

describe('in the engine', () => {
  let hubspot: Awaited<ReturnType<typeof startHubSpot>>;
  let crm: Awaited<ReturnType<typeof startCrm>>;
  let engine: Awaited<ReturnType<typeof startTestEngine>>;
  beforeAll(async () => {
    [hubspot, crm] = [await startHubSpot({ port: 0 }), await startCrm()];
    engine = await startTestEngine({ tracer, crm: crm.writer, vendorUrls: { hubspot: hubspot.url } });
  });
  afterAll(async () => {
    await engine.close();
    await crm.close();
    await hubspot.close();
  });

  async function startCrm() {
    const server = createHttpServer((request, response) => {
      request.resume().on('end', () => void response.end('{"id":"opp_1"}'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const writer = createSandboxCrm({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ token: 'secret-token', version: 'test', tracer },
    });
    return {
      writer,
      async close() {
        await writer.close();
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      },
    };
  }

  const parentOf = ({ parentId }: EndedSpan) => spans.find(({ context }) => context.spanId === parentId)?.name;

  test('the calls of a vendor belong to the request that needs them', async () => {
    await addConnection(engine, hubspot);
    const parents = await eventually(
      () => spans.filter(({ kind, name }) => kind === 'client' && ['GET', 'POST'].includes(name)).map(parentOf),
      (found) => found.includes('POST /api/v1/connections'),
    );
    expect(parents).toContain('POST /api/v1/connections');
  });

  test("a write to the CRM belongs to the deal's activity", async () => {
    await approvedDeal(engine, 'Traced');
    await eventually(
      () => spans.filter(({ kind, name }) => kind === 'client' && name === 'PUT').map(parentOf),
      (found) => found.includes('RunActivity:writeDealToCrm'),
    );
  });
});
