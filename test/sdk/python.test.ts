import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ApiDocument, operationsOf } from '#apps/api/openapi/openapi-model.ts';
import { generatePythonSdk } from '#apps/cli/sdk/python-sdk.ts';
import { newSecret, publicKeyOf, signHeaders } from '#domain/delivery/signature.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp } from '#test/support/app.ts';
import { python, runPython } from './python-harness.ts';
import { findPythonMistakes } from './python-mistakes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const document = JSON.parse(readFileSync(`${root}docs/openapi.json`, 'utf8')) as ApiDocument;
const settings = Settings.parse({ security: { egress_allow: ['127.0.0.0/8'] } });

const program = `
import asyncio, json, sys
from datetime import datetime, timedelta, timezone
from causeway import AsyncCauseway, Causeway, CausewayError, verify_webhook

given = json.load(sys.stdin)
said = {}
with Causeway(given["base_url"], key=given["key"]) as causeway:
    made = causeway.endpoints.create({"url": "https://127.0.0.1/a", "description": "a"})
    causeway.endpoints.create({"url": "https://127.0.0.1/b", "description": "b"})
    said["listed"] = [one["description"] for one in causeway.endpoints.list(limit=1, state="enabled")]
    said["paused"] = causeway.endpoints.pause(made["id"], {"reason": "moving"})["state_reason"]
    read = causeway.answer_of(causeway.endpoints.get, made["id"])
    said["etag"] = read.etag is not None
    causeway.endpoints.update(made["id"], {"description": "c"}, if_match=read.etag)
    try:
        causeway.endpoints.update(made["id"], {"description": "d"}, if_match=read.etag)
    except CausewayError as error:
        said["stale"] = error.status
    try:
        causeway.endpoints.create({"url": "no url"})
    except CausewayError as error:
        said["refused"] = [error.status, error.code, error.errors[0]["pointer"], error.request_id is not None]
    said["exported"] = causeway.deals.export()[:3]
    said["none"] = list(causeway.deliveries.list(created_after=datetime.now(timezone.utc) - timedelta(hours=1), status=["held"]))
    job = causeway.deal_imports.create("external_id,customer.company_name\\nC-1,Brightwell\\n", content_type="text/csv", submit=False)
    said["imported"] = job["total"]
said["events"] = [verify_webhook(given["body"].encode(), sent["headers"], sent["secret"])["id"] for sent in given["webhooks"]]

async def main():
    async with AsyncCauseway(given["base_url"], key=given["key"]) as causeway:
        said["async"] = [one["description"] async for one in causeway.endpoints.list(limit=1)]
        draft = await causeway.deals.create({"type": "new_business", "customer": {"company_name": "Hochalm"}, "title": "A"})
        said["draft"] = draft["title"]
asyncio.run(main())
for how in given["clients"]:
    with Causeway(given["base_url"], **how) as causeway:
        said.setdefault("oauth", []).append(causeway.partners.get_own()["id"] == given["partner_id"])
json.dump(said, sys.stdout)
`;

describe.skipIf(python === undefined)('the Python SDK', () => {
  test('calls the API, with and without await, with a key and as an OAuth client, and verifies its webhooks', async () => {
    const api = await buildTestApp({ settings: () => settings });
    try {
      const base_url = await api.app.listen({ port: 0, host: '127.0.0.1' });
      const { key, id } = await api.partner('enterprise');
      const body = '{"type":"deal.approved","timestamp":"2026-01-01T00:00:00Z","data":{}}';
      const timestamp = Math.floor(Date.now() / 1_000);
      const sent = (['v1', 'v1a'] as const).map((scheme) => {
        const secret = newSecret(scheme);
        const headers = signHeaders({ id: `evt_${scheme}`, timestamp, body, type: 'deal.approved', secrets: [newSecret(scheme), secret] });
        return { headers, secret: scheme === 'v1' ? secret : publicKeyOf(secret) };
      });
      const given = { base_url, key, partner_id: id, body, webhooks: sent, clients: await newClients(base_url, key) };
      expect(JSON.parse(await runPython(['-c', program], { input: JSON.stringify(given) }))).toEqual({
        listed: ['b', 'a'],
        paused: 'moving',
        etag: true,
        stale: 412,
        refused: [400, 'invalid_request', '/url', true],
        exported: 'id,',
        none: [],
        imported: 1,
        events: ['evt_v1', 'evt_v1a'],
        async: ['b', 'c'],
        draft: 'A',
        oauth: [true, true, true],
      });
    } finally {
      await api.close();
    }
  });

  test('holds against hostile servers, as its own tests say', async () => {
    await expect(runPython(['-W', 'error', '-m', 'unittest', '--quiet'])).resolves.toBeDefined();
  });

  test('has a method for every operation', () => {
    const ids = operationsOf(document).map(({ operation }) => operation.operationId);
    for (const file of ['_resources', '_async_resources']) {
      const source = readFileSync(`${root}sdk/python/causeway/${file}.py`, 'utf8');
      const called = [...source.matchAll(/Call\(\n\s+"(\w+)"/g)].map(([, id]) => id);
      expect(new Set(called)).toEqual(new Set(ids));
    }
  });

  test('is what is generated from the contract', () => {
    for (const [file, text] of Object.entries(generatePythonSdk(document, python ?? ''))) {
      expect(readFileSync(`${root}${file}`, 'utf8') === text, `${file} is out of date: npm run sdk`).toBe(true);
    }
  });

  test('finds six of six planted mistakes with mypy --strict, and has none itself', async () => {
    expect(await findPythonMistakes()).toEqual({ planted: 6, found: 6, others: [] });
  });
});

/** The ways in which a program can be an OAuth client. */
async function newClients(baseUrl: string, key: string): Promise<object[]> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const create = async (client: object) => {
    const body = JSON.stringify({ name: 'a program', scopes: ['partner:read'], ...client });
    const response = await fetch(`${baseUrl}/api/v1/oauth-clients`, { method: 'POST', headers, body });
    return (await response.json()) as { id: string; client_secret: string };
  };
  const metadata = await fetch(`${baseUrl}/.well-known/oauth-authorization-server`);
  const { issuer } = (await metadata.json()) as { issuer: string };
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const [basic, post, signed] = await Promise.all([
    create({}),
    create({ auth_method: 'client_secret_post' }),
    create({ auth_method: 'private_key_jwt', jwks: { keys: [publicKey.export({ format: 'jwk' })] } }),
  ]);
  return [
    { client_id: basic.id, client_secret: basic.client_secret },
    { client_id: post.id, client_secret: post.client_secret, client_auth: 'client_secret_post' },
    { client_id: signed.id, private_key: privateKey.export({ format: 'pem', type: 'pkcs8' }), audience: issuer },
  ];
}
