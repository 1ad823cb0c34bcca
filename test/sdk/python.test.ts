import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { newSecret, signHeaders } from '#domain/delivery/signature.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp } from '#test/support/app.ts';
import { hasPython, runPython, serve } from './harness.ts';

if (!hasPython) console.log('skipped: the Python SDK, because there is no python3 here');

const settings = Settings.parse({ security: { egress_allow: ['127.0.0.0/8'] } });

const program = `
import json, sys
from causeway import Causeway, CausewayError, WebhookVerificationError, list_all, verify_webhook

given = json.load(sys.stdin)
causeway = Causeway(given["base_url"], key=given["key"])
endpoint = causeway.create_endpoint({"url": "https://127.0.0.1/a", "description": "a"})
causeway.create_endpoint({"url": "https://127.0.0.1/b", "description": "b"})
listed = [one["description"] for one in list_all(causeway.list_endpoints, limit=1, state="enabled")]
paused = causeway.pause_endpoint(endpoint["id"], {"reason": "moving"})
try:
    causeway.get_endpoint("ep_nothing")
except CausewayError as error:
    refused = [error.status, error.code, error.request_id is not None]
event = verify_webhook(given["body"].encode(), given["headers"], given["secret"])
try:
    verify_webhook(given["body"].encode() + b" ", given["headers"], given["secret"])
    forged = "believed"
except WebhookVerificationError:
    forged = "refused"
late = dict(given["headers"], **{"webhook-timestamp": "\\u00b9"})
try:
    verify_webhook(given["body"].encode(), late, given["secret"])
except WebhookVerificationError:
    forged += ", odd time refused"
exported = causeway.export_deals()
json.dump([listed, paused["state_reason"], refused, event["id"], forged, exported[:8]], sys.stdout)
`;

test.skipIf(!hasPython)('the Python SDK calls the API, reads lists, raises refusals and verifies webhooks', async () => {
  const api = await buildTestApp({ settings: () => settings });
  try {
    const base_url = await api.app.listen({ port: 0, host: '127.0.0.1' });
    const { key } = await api.partner('enterprise');
    const secret = newSecret('v1');
    const body = '{"type":"deal.approved","timestamp":"2026-01-01T00:00:00Z","data":{}}';
    const headers = signHeaders({
      id: 'evt_1',
      timestamp: Math.floor(Date.now() / 1_000),
      body,
      type: 'deal.approved',
      secrets: [newSecret('v1'), secret],
    });
    expect(await runPython(program, { base_url, key, secret, body, headers })).toEqual([
      ['b', 'a'],
      'moving',
      [404, 'not_found', true],
      'evt_1',
      'refused, odd time refused',
      'id,revie',
    ]);
  } finally {
    await api.close();
  }
});

/** Runs a program against a server that only answers as it is told. */
async function against(listener: RequestListener, source: string): Promise<unknown> {
  const server = await serve((response, _, request) => listener(request, response));
  try {
    return await runPython(source, { base_url: server.url });
  } finally {
    server.close();
  }
}

const withClient = `
import json, sys
from causeway import Causeway, CausewayError
causeway = Causeway(json.load(sys.stdin)["base_url"], client_id="id", client_secret="secret")
`;

test.skipIf(!hasPython)('a token that is refused is replaced, and the request sent once more', async () => {
  const seen: string[] = [];
  let issued = 0;
  const api: RequestListener = (request, response) => {
    const sent = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const isToken = request.url === '/oauth/token';
    seen.push(isToken ? 'token' : `${request.url?.replace('/api/v1/', '')} ${sent} ${request.headers['idempotency-key'] !== undefined}`);
    const isRefused = !isToken && (sent === 't1' || request.url === '/api/v1/deliveries');
    const answer = isToken ? { access_token: `t${++issued}`, expires_in: 300 } : { code: 'revoked_token' };
    response.writeHead(isRefused ? 401 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  const source = `${withClient}
causeway.create_endpoint({"url": "https://you.example.com"})
try:
    causeway.list_deliveries()
except CausewayError as error:
    json.dump(error.code, sys.stdout)
`;
  expect(await against(api, source)).toBe('revoked_token');
  expect(seen).toEqual(['token', 'endpoints t1 true', 'token', 'endpoints t2 true', 'deliveries t2 false', 'token', 'deliveries t3 false']);
});

test.skipIf(!hasPython)('a connection that is closed, falls silent or breaks off is tried again, and not with a PATCH', async () => {
  const seen: string[] = [];
  const api: RequestListener = (request, response) => {
    seen.push(`${request.method} ${String(request.headers['idempotency-key'] ?? '')}`.trim());
    if (seen.length === 1 || request.method === 'PATCH') {
      request.socket.destroy();
    } else if (seen.length === 3) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '99' }).write('{', () => request.socket.destroy());
    } else if (seen.length > 3) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }
  };
  const source = `
import json, sys
from causeway import Causeway
causeway = Causeway(json.load(sys.stdin)["base_url"], key="ck", timeout_s=0.3)
causeway.create_endpoint({"url": "https://you.example.com"})
try:
    causeway.update_endpoint("ep_1", {"description": "a"})
except OSError as error:
    json.dump(type(error).__name__, sys.stdout)
`;
  expect(await against(api, source)).toBe('RemoteDisconnected');
  expect(seen).toEqual([seen[0], seen[0], seen[0], seen[0], 'PATCH']);
});

test.skipIf(!hasPython)('a secret that is not one of v1 is refused with the reason', async () => {
  const source = `
import json, sys, time
from causeway import WebhookVerificationError, verify_webhook
json.load(sys.stdin)
head = {"webhook-id": "evt_1", "webhook-timestamp": str(int(time.time())), "webhook-signature": "v1,x"}
said = []
for secret in ("whpk_AAAA", "AAAA", "whsec_A", "whsec_A-_="):
    try:
        verify_webhook(b"{}", head, secret)
    except WebhookVerificationError as error:
        said.append(str(error))
json.dump(said, sys.stdout)
`;
  const [scheme, text] = [expect.stringContaining('only the signing scheme v1'), expect.stringContaining('not base64')];
  expect(await runPython(source, {})).toEqual([scheme, scheme, text, text]);
});

test.skipIf(!hasPython)('what is unchanged since it was read is answered as None', async () => {
  const source = `${withClient.replace('client_id="id", client_secret="secret"', 'key="ck"')}
json.dump([causeway.get_deal_schema(if_none_match='"a"'), causeway.get_deal_schema()], sys.stdout)
`;
  const api: RequestListener = ({ headers }, response) =>
    headers['if-none-match'] === '"a"'
      ? response.writeHead(304).end()
      : response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1}');
  expect(await against(api, source)).toEqual([null, { a: 1 }]);
});
