import type { Scope } from '#apps/console/session/session.ts';

/** The endpoints of partners, and those of the company itself: the same operations, in two places. */
export interface Family {
  api: '/api/v1/endpoints';
  /** Where the console has them. */
  path: string;
  write: Scope;
}

export const partnerEndpoints: Family = { api: '/api/v1/endpoints', path: '/endpoints', write: 'webhooks:write' };
export const platformEndpoints: Family = {
  // What the API takes and answers there is the same.
  api: '/api/v1/platform-endpoints' as '/api/v1/endpoints',
  path: '/platform-endpoints',
  write: 'platform_endpoints:write',
};
