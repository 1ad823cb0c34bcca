import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { newSecret, signHeaders } from '#domain/signature.ts';
import { buildTestApp } from '#test/support/app.ts';

const sdk = fileURLToPath(new URL('../../sdk/python', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;
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
    const headers = signHeaders({ id: 'evt_1', timestamp: Math.floor(Date.now() / 1_000), body, type: 'deal.approved', secrets: [newSecret('v1'), secret] });
    const running = promisify(execFile)('python3', ['-c', program], { env: { ...process.env, PYTHONPATH: sdk, PYTHONDONTWRITEBYTECODE: '1' } });
    running.child.stdin?.end(JSON.stringify({ base_url, key, secret, body, headers }));
    const { stdout } = await running;
    expect(JSON.parse(stdout)).toEqual([['b', 'a'], 'moving', [404, 'not_found', true], 'evt_1', 'refused, odd time refused', 'id,revie']);
  } finally {
    await api.close();
  }
});
