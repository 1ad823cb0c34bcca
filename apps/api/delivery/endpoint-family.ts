import type { FastifyRequest, FastifySchema } from 'fastify';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { platformEventTypes } from '#domain/platform-event-types.ts';
import { type EventTypeSource, partnerEvents } from './endpoint-checks.ts';

/** The same routes serve two kinds of endpoints: those of partners, and those of the company itself. */
export interface EndpointFamily {
  path: '/endpoints' | '/platform-endpoints';
  /** What their routes have in common; `name` is the operation of a partner's endpoints. */
  route: (name: string, access: 'read' | 'write') => Pick<FastifySchema, 'operationId' | 'tags' | 'security'>;
  /** Whose endpoints the request may see; undefined means those of every partner. */
  ownerOf: (request: FastifyRequest) => string | undefined;
  receives: EventTypeSource;
}

export const partnerEndpoints: EndpointFamily = {
  path: '/endpoints',
  route: (operationId, access) => ({ operationId, tags: ['Endpoints'], ...needs(`webhooks:${access}`) }),
  ownerOf: visiblePartner,
  receives: partnerEvents,
};

/** They receive platform events only. Their scopes belong to platform keys, so partners see none of these routes' data. */
export const platformEndpoints: EndpointFamily = {
  path: '/platform-endpoints',
  route: (name, access) => ({
    operationId: name.replace('Endpoint', 'PlatformEndpoint'),
    tags: ['Platform endpoints'],
    ...needs(`platform_endpoints:${access}`),
  }),
  ownerOf: () => platformPartnerId,
  receives: { names: async () => Object.keys(platformEventTypes), listedAt: '/api/v1/platform-event-types' },
};
