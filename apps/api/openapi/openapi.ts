import swagger from '@fastify/swagger';
import reference from '@scalar/fastify-api-reference';
import type { App } from '#apps/api/app.ts';
import { scopeTexts } from '#domain/access/scope.ts';
import { transformDocument, transformRoute } from './openapi-document.ts';

const description = `Causeway delivers your events to your partners.

Send your key as \`Authorization: Bearer ck_…\`, or an access token from \`/oauth/token\` in its place. Errors are \`application/problem+json\` with a stable \`code\`.
Every POST takes an \`Idempotency-Key\`: a repeat with the same key has no second effect and is answered as the first.
Lists are read with \`next_cursor\` until \`has_more\` is false. Times are ISO 8601; ids sort by time.`;

/** For partners as for the company itself: one host serves both, and credentials tell them apart. */
const thisServer = { url: '/', description: 'This installation: production or sandbox', 'x-internal': false };

/**
 * The page needs inline script and style (it configures itself there) and nothing from anywhere else: fonts, telemetry
 * and proxies of the viewer's maker are switched off below, and this makes the browser refuse whatever would still ask
 * for them.
 */
const offlineOnly = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** /openapi.json, made of the routes' schemas, and /docs/api for people. Register it before the routes. */
export async function documentApi(app: App): Promise<void> {
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
      security: [{ apiKey: [] }],
      tags: [
        { name: 'Events', description: 'Publish once; every subscribed partner receives it.' },
        { name: 'Event types', description: 'What events there are, and the JSON Schema of their payloads.' },
        { name: 'Endpoints', description: 'Where a partner receives events, and how.' },
        { name: 'Deliveries', description: 'One event on its way to one endpoint, with every attempt.' },
        { name: 'Dead letters', description: 'Deliveries that were given up, and how to send them again.' },
        { name: 'Partners', description: 'The tenants: each sees its own and nothing else.' },
        { name: 'API keys', description: 'Credentials with scopes, expiry, rotation and immediate revocation.' },
        { name: 'Deals', description: 'What partners register, and how it is decided.' },
        { name: 'Programmes', description: 'The rules that partners register deals by.' },
        { name: 'Accounts', description: 'The customers and prospects that are known already: what deals are compared with.' },
        { name: 'OAuth clients', description: "A partner's programs, and how they prove themselves." },
        {
          name: 'OAuth',
          description: 'Short-lived access tokens (RFC 6749, client credentials), their keys, introspection and revocation.',
        },
        { name: 'Feature flags', description: 'Switched per partner, or for a share of them.' },
        { name: 'Sandboxes', description: 'Tenants with invented data, to try everything in.' },
        { name: 'Promotions', description: 'From a sandbox to production, by checks.' },
        { name: 'Erasures', description: 'What was erased of a deleted partner or of a person.' },
        { name: 'Audit log', description: 'Who changed what: append-only and hash-chained.' },
        { name: 'Webhooks', description: 'What arrives at the endpoints of partners.' },
        { name: 'Health', description: 'For load balancers and supervisors.' },
      ],
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'A platform key or a partner key: ck_live_… or ck_test_…',
          },
          oauthClient: {
            type: 'http',
            scheme: 'basic',
            description:
              'client_id and client secret. Other proofs (client_secret_post, private_key_jwt) are in the form; a certificate is in the connection',
          },
          oauth2: {
            type: 'oauth2',
            description:
              "An access token of one of a partner's OAuth clients: a JWT, made and checked as RFC8725 says, that lives for minutes",
            flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: { ...scopeTexts } } },
          },
        },
      },
    },
    transform: transformRoute,
    transformObject: transformDocument,
  });
  await app.register(reference, {
    routePrefix: '/docs/api',
    hooks: {
      onRequest: (_request, reply, done) => {
        reply.header('content-security-policy', offlineOnly);
        done();
      },
    },
    configuration: {
      url: '/openapi.json',
      pageTitle: 'Causeway API',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => reply.type('application/json').send(app.swagger()));
}
