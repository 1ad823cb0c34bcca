import swagger from '@fastify/swagger';
import type { App } from '#apps/api/app.ts';
import { transformDocument, transformRoute } from './openapi-document.ts';
import { chosenNames } from './openapi-names.ts';
import { toYaml } from './openapi-yaml.ts';

const description = `Causeway delivers your events to your partners.

Authenticate with \`Authorization: Bearer\` and your API key (\`ck_…\`) or an access token from \`/oauth/token\`. Errors are \`application/problem+json\` with a stable \`code\`.
Every POST accepts an \`Idempotency-Key\`: a repeat with the same key has no second effect and returns the first response.
Lists are paginated: pass \`next_cursor\` as \`cursor\` until \`has_more\` is false. Times are ISO 8601; ids sort by time.`;

/** One host serves partners and the company; their credentials distinguish them. Generators make no client of a relative URL. */
const thisServer = {
  url: '{origin}',
  description: 'This installation: production or sandbox',
  'x-internal': false,
  variables: { origin: { default: 'http://localhost:3000', description: 'The address of the installation, without a path' } },
};

/**
 * Serves /openapi.json and /openapi.yaml, generated from the routes' schemas, with the names of what has none there. Register it before the
 * routes.
 */
export async function documentApi(app: App, names: Readonly<Record<string, string>> = chosenNames): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Causeway',
        version: '1',
        description,
        contact: { name: 'The operator of this installation' },
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      externalDocs: { description: 'Guides', url: '/docs' },
      servers: [thisServer],
      security: [{ bearerAuth: [] }],
      tags: [
        { name: 'Events', description: 'Publish an event once; every subscribed endpoint receives it.' },
        { name: 'Event types', description: 'The types of events, with the JSON Schema of their payloads.' },
        { name: 'Endpoints', description: 'The URLs at which a partner receives events, with their settings.' },
        { name: 'Platform endpoints', description: 'The URLs at which the company itself is told of faults.' },
        { name: 'Deliveries', description: 'The delivery of one event to one endpoint, with every attempt.' },
        { name: 'Dead letters', description: 'Deliveries that are no longer retried. Replay or purge them.' },
        { name: 'Partners', description: 'The tenants. Each sees only its own data.' },
        { name: 'API keys', description: 'Credentials with scopes, expiry, rotation and immediate revocation.' },
        { name: 'Users', description: 'The people who sign in to the console: their roles, sessions and one-time links.' },
        { name: 'Sign-in', description: 'How a browser signs in and out. Programs use API keys or access tokens.' },
        { name: 'Deals', description: 'Deals that partners register, and their review.' },
        { name: 'Programmes', description: 'The rules under which partners register deals.' },
        { name: 'Accounts', description: 'Known customers and prospects, which deals are matched against.' },
        { name: 'Syncs', description: 'Keeping two connected systems the same: mappings, runs, failed records, conflicts.' },
        { name: 'Reconciliation', description: 'What was compared in the night: runs, findings, reports.' },
        {
          name: 'Attribution',
          description: 'Touches, conversions, revenue and costs, and what partners return: ROI, LTV, and the facts behind each figure.',
        },
        { name: 'Commissions', description: 'What partners earn, and why: plans, splits, lines of the ledger, statements, disputes.' },
        {
          name: 'Partner levels',
          description: 'How far partners have come in the programme: what each level requires, promotions and demotions.',
        },
        { name: 'Payouts', description: 'Paying partners: accounts, batches, approvals, payment files, results.' },
        { name: 'Connections', description: "The company's CRM and billing: consent, credentials, limits." },
        { name: 'OAuth clients', description: "A partner's applications, and how they authenticate." },
        {
          name: 'OAuth',
          description: 'Short-lived access tokens (RFC 6749, client credentials), their keys, introspection and revocation.',
        },
        { name: 'Feature flags', description: 'Features that are enabled per partner or for a share of partners.' },
        { name: 'Sandboxes', description: 'Tenants with synthetic data, to test an integration.' },
        { name: 'Promotions', description: 'Checks that move a sandbox partner to production.' },
        { name: 'Erasures', description: 'Erasures of the data of a deleted partner or of a person.' },
        { name: 'Audit log', description: 'Who changed what: append-only and hash-chained.' },
        { name: 'Webhooks', description: 'Requests that Causeway sends to the endpoints of partners.' },
        { name: 'Inbound webhooks', description: 'Requests that vendors send to Causeway: their sources, events and replay.' },
        { name: 'Exports', description: 'Streams for ETL tools: everything once, then what has changed or was deleted.' },
        {
          name: 'Integration Health',
          description: 'The state of connections, syncs, endpoints and partners, each with reason, since and remedy.',
        },
        { name: 'Embedding', description: 'Sessions with which a page of yours shows the health of one partner.' },
        { name: 'Alerts', description: 'What is wrong now, and whom that is told: channels, routes, acknowledgements.' },
        { name: 'Health', description: 'Health checks for load balancers and supervisors.' },
      ],
      components: {
        securitySchemes: {
          // One scheme for both: they fill the same header. No scheme may be named like a schema, or generated types collide.
          bearerAuth: {
            type: 'http',
            scheme: 'bearer',
            description:
              'A platform key or a partner key (ck_live_… or ck_test_…), or an access token of an OAuth client: a JWT that follows ' +
              'RFC8725 and expires after minutes, from /oauth/token',
          },
          clientSecret: {
            type: 'http',
            scheme: 'basic',
            description:
              'The client_id and client secret. Other methods (client_secret_post, private_key_jwt) use the form; a client certificate is part of the TLS connection',
          },
          sessionCookie: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-causeway',
            description: 'The cookie of a person who is signed in. Browsers of the console send it, on every other route too',
          },
          vendorSignature: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Signature',
            description: "The signature of a vendor's webhook, in the header that this vendor uses, with the secret of the source",
          },
        },
      },
    },
    transform: transformRoute,
    transformObject: (document) => transformDocument(document, names),
  });
  app.get('/openapi.json', { schema: { hide: true }, config: { cacheControl: 'no-cache' } }, async (_request, reply) =>
    reply.type('application/json').send(app.swagger()),
  );
  // Made at the first request: the document is complete when all routes are registered, and this takes a tenth of a second.
  let yaml: string | undefined;
  app.get('/openapi.yaml', { schema: { hide: true }, config: { cacheControl: 'no-cache' } }, async (_request, reply) =>
    reply.type('application/yaml').send((yaml ??= toYaml(app.swagger()))),
  );
}
