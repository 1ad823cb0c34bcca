import type { Scope } from '#apps/console/session/session.ts';
import { oneOf, text, type UrlState, type Values } from '#apps/console/url/use-url-state.ts';

export const steps = ['connect', 'objects', 'map', 'preview', 'test', 'on'] as const;
export type Step = (typeof steps)[number];

/** Without which the API would refuse what a step asks. */
export const scopes = {
  connect: 'connections:read',
  objects: 'syncs:write',
  map: 'syncs:write',
  preview: 'syncs:read',
  test: 'syncs:write',
  on: 'syncs:write',
} as const satisfies Record<Step, Scope>;

/** What exists already is in the link: both connections, the sync, the test. Whoever opens it goes on there. */
export const parameters = { step: oneOf(steps), a: text, b: text, sync: text, test: text };
export type SetupUrl = UrlState<Values<typeof parameters>>;
