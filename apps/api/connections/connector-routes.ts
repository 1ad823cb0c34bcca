import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { Manifest } from '#domain/connections/manifest.ts';

const example = {
  vendor: 'hubspot',
  label: 'HubSpot',
  api: { version: '2026-09', ends_on: null },
  auth: ['oauth', 'token'],
  scopes: [
    {
      name: 'crm.objects.deals.write',
      text: 'Create and change deals',
      reason: 'Writes approved deals and their progress to your deals',
      needed_for: 'write',
      setting: 'the scopes of the app at app.hubspot.com; then reconnect',
    },
  ],
  objects: [
    {
      name: 'deals',
      label: 'Deals',
      modified_field: 'hs_lastmodifieddate',
      writable: true,
      repeatable_creates: false,
      deletes: 'asked',
      merges: 'asked',
      removal: 'archive',
      blind_spots: ['Changes by formula fields do not change the time of the last change'],
    },
  ],
  limits: [
    {
      id: 'ten_seconds',
      text: '110 calls in 10 seconds for each account',
      window: { kind: 'rolling', seconds: 10 },
      max: 110,
      counts: 'call',
      shared: false,
    },
  ],
  batch: { read: 100, write: 100 },
};
const ConnectorManifest = Manifest.meta({ id: 'Connector', examples: [example] });

/** The vendors as data. The same for everybody, and read from memory. */
export function connectorRoutes(app: App, { vendors }: ApiDeps): void {
  const schema = {
    operationId: 'listConnectors',
    summary: 'List the vendors that can be connected',
    description:
      'Returns what each vendor has, needs and permits: objects, scopes with their reasons, limits, and what it does not tell. ' +
      'There is one page.',
    tags: ['Connections'],
    ...needs('connections:read'),
    response: {
      200: z
        .object({ data: z.array(ConnectorManifest).meta({ maxItems: 100 }) })
        .meta({ id: 'ConnectorList', examples: [{ data: [example] }] }),
      ...problems(403),
    },
  };
  app.get('/connectors', { schema }, async () => ({ data: [...vendors.connectors.values()].map(({ manifest }) => manifest) }));
}
