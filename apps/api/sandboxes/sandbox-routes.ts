import { z } from 'zod';
import { assertGrantable, grantableBy } from '#apps/api/access/credential-grants.ts';
import type { App } from '#apps/api/app.ts';
import { checkEndpoint } from '#apps/api/delivery/endpoint-checks.ts';
import { CreatedEndpoint, toEndpoint } from '#apps/api/delivery/endpoint-view.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { Partner, toPartner } from '#apps/api/partners/partner-view.ts';
import { getSandbox, resetSandbox, type SandboxRow } from '#db/sandboxes/sandbox.ts';
import { partnerScopes } from '#domain/access/scope.ts';
import { fieldError } from '#domain/field-error.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';
import { addSandbox } from './create-sandbox.ts';

const tags = ['Sandboxes'];
const SandboxParams = z.object({ partner_id: z.string().describe('ID of the sandbox partner (`ptn_…`)') });

const CreateSandbox = z
  .strictObject({
    name: FilledText(200).default('Sandbox'),
    endpoint_url: z
      .string()
      .max(2048)
      .optional()
      .describe('URL of an endpoint that receives the synthetic events and all later ones. It must meet the rules of any endpoint URL'),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional()
      .describe('The same seed produces the same data. Default: random'),
  })
  .nullish()
  .meta({ id: 'CreateSandbox', examples: [{ name: 'Acme, trying it out', endpoint_url: 'https://partner.example/webhooks', seed: 42 }] });

const Sandbox = z
  .object({
    partner_id: z.string(),
    seed: z.int(),
    run: z.int().describe('Increases with each reset'),
    status: z.enum(['provisioning', 'ready']),
    reason: z.string().nullable().meta({ maxLength: 2_000 }).describe('Why the sandbox is not filled; null otherwise. A reset tries again'),
    counts: z.record(z.string(), z.int()).describe('Number of synthetic events by type, once the sandbox is ready'),
    ready_at: Timestamp.nullable(),
  })
  .meta({
    id: 'Sandbox',
    examples: [
      {
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        seed: 42,
        run: 1,
        status: 'ready',
        reason: null,
        counts: { 'customer.created': 6, 'deal.submitted': 9, 'deal.approved': 6, 'deal.rejected': 3, 'invoice.paid': 6 },
        ready_at: '2026-03-01T09:30:00.000Z',
      },
    ],
  });

const CreatedSandbox = Sandbox.extend({
  partner: Partner,
  api_key: z
    .object({
      id: z.string(),
      key: z.string().meta({ example: 'ck_test_4fS9…' }).describe("The partner's API key. It is returned only once"),
    })
    .meta({ example: { id: 'key_01k9v5w0c4r8m1s6q2t7y3z9ab', key: 'ck_test_4fS9…' } }),
  endpoint: CreatedEndpoint.nullable().describe('Null if no endpoint_url was sent'),
}).meta({ id: 'CreatedSandbox' });

export function sandboxRoutes(app: App, deps: ApiDeps): void {
  createRoute(app, deps);
  readRoute(app, deps);
  resetRoute(app, deps);
}

function createRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'createSandbox',
    summary: 'Create a sandbox',
    description:
      'Creates a partner with an API key and, if you send a URL, an endpoint. The sandbox is filled asynchronously with synthetic ' +
      'customers and deals, whose events are published only to it. Read GET /sandboxes/{partner_id} until its status is `ready`.',
    tags,
    ...needs('partners:write'),
    body: CreateSandbox,
    response: { 201: CreatedSandbox, ...problems() },
  };
  app.post('/sandboxes', { schema, config: { showsCredential: true } }, async (request, reply) => {
    // The new key has all scopes that partners can have.
    assertGrantable(partnerScopes, grantableBy(request, ''));
    const { name = 'Sandbox', endpoint_url: endpointUrl, seed } = request.body ?? {};
    const faults = await checkEndpoint(deps, { url: endpointUrl });
    if (faults.length > 0) throw invalidRequest(faults.map(({ code, message }) => fieldError(['endpoint_url'], code, message)));
    const { partner, apiKey, endpoint, sandbox } = await addSandbox(deps, { name, endpointUrl, seed }, actorOf(request));
    if (!sandbox) throw new Error('The sandbox was requested but not created');
    await bestEffort(request, 'provision a sandbox', () => deps.workflows.sandboxes.provisionSandbox(partner.id));
    reply.code(201).header('location', `/api/v1/sandboxes/${partner.id}`);
    return {
      ...toSandbox(sandbox),
      partner: toPartner(partner, deps.settings()),
      api_key: apiKey,
      endpoint: endpoint && { ...toEndpoint(endpoint.row, deps.secretBox), ...endpoint.keys },
    };
  });
}

function readRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'getSandbox',
    summary: 'Retrieve a sandbox',
    description: 'Returns whether the synthetic data is ready, and its size. A partner key sees only its own sandbox.',
    tags,
    ...needs('partner:read'),
    params: SandboxParams,
    response: { 200: Sandbox, ...problems(404) },
  };
  app.get('/sandboxes/:partner_id', { schema }, async (request) =>
    toSandbox(await getSandbox(db, request.params.partner_id, visiblePartner(request))),
  );
}

function resetRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'resetSandbox',
    summary: 'Reset a sandbox',
    description:
      'Erases the synthetic events and their deliveries, then publishes the same data again with new ids. Events published by others, ' +
      'keys and endpoints are kept.',
    tags,
    ...needs('webhooks:write'),
    params: SandboxParams,
    response: { 202: Sandbox, ...problems(404, 409) },
  };
  app.post('/sandboxes/:partner_id/reset', { schema }, async (request, reply) => {
    const { partnerId } = await getSandbox(deps.db, request.params.partner_id, visiblePartner(request));
    const row = await resetSandbox(deps.db, partnerId, actorOf(request));
    await bestEffort(request, 'provision a sandbox', () => deps.workflows.sandboxes.provisionSandbox(partnerId));
    return reply.code(202).send(toSandbox(row));
  });
}

function toSandbox({ partnerId, seed, run, status, reason, counts, readyAt }: SandboxRow): z.infer<typeof Sandbox> {
  return { partner_id: partnerId, seed, run, status, reason, counts, ready_at: readyAt?.toISOString() ?? null };
}
