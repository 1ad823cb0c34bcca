import { z } from 'zod';
import type { Routes, VendorRequest } from '#apps/fakes/vendor-server.ts';
import { readJson } from './hubspot-body.ts';
import { invalid, notFound, refuse, unauthorized } from './hubspot-errors.ts';
import type { HubSpotEvents, Subscription } from './hubspot-events.ts';

const Settings = z.strictObject({
  targetUrl: z.url({ protocol: /^https?$/ }),
  throttling: z.strictObject({ maxConcurrentRequests: z.int().min(1), period: z.enum(['SECONDLY', 'ROLLING_MINUTE']).optional() }),
});
const kinds = 'creation|deletion|merge|restore|associationChange|propertyChange|privacyDeletion';
const NewSubscription = z.strictObject({
  eventType: z.string().regex(new RegExp(`^(contact|company|deal|object)\\.(${kinds})$`), 'is not an event type'),
  objectTypeId: z.string().optional(),
  propertyName: z.string().optional(),
  active: z.boolean().default(false),
});
const Change = z.strictObject({ active: z.boolean() });

/** The app's webhooks, which only the developer key of the app's own account manages. */
export function webhookRoutes(events: HubSpotEvents, app: { id: number; developerKey: string }): Routes {
  const APP = '/webhooks/(?:v3|2026-0[39])/:appId';
  const own = (handle: (request: VendorRequest) => { status: number; body?: unknown }) => (request: VendorRequest) => {
    if (request.url.searchParams.get('hapikey') !== app.developerKey) throw refuse(unauthorized(false));
    if (request.params['appId'] !== String(app.id)) throw refuse(notFound());
    return handle(request);
  };
  const must = (id: string | undefined): Subscription => {
    const found = events.subscriptions.get(id ?? '');
    if (!found) throw refuse(notFound());
    return found;
  };
  const settings = () => {
    if (!events.target) throw refuse(notFound());
    const { url, maxConcurrentRequests } = events.target;
    const throttling = { maxConcurrentRequests, period: 'SECONDLY' };
    return { status: 200, body: { targetUrl: url, throttling, createdAt: new Date().toISOString() } };
  };
  return {
    [`GET ${APP}/settings`]: own(settings),
    [`PUT ${APP}/settings`]: own((request) => {
      const { targetUrl, throttling } = readJson(Settings, request);
      events.target = { url: targetUrl, maxConcurrentRequests: throttling.maxConcurrentRequests };
      return settings();
    }),
    [`DELETE ${APP}/settings`]: own(() => {
      events.target = undefined;
      return { status: 204 };
    }),
    [`GET ${APP}/subscriptions`]: own(() => ({ status: 200, body: { results: [...events.subscriptions.values()] } })),
    [`POST ${APP}/subscriptions`]: own((request) => {
      const asked = readJson(NewSubscription, request);
      const namesNone = asked.eventType.endsWith('.propertyChange') && asked.propertyName === undefined;
      if (namesNone) throw refuse(invalid('propertyName is required'));
      const subscription = events.subscribe(asked);
      return { status: 201, body: subscription };
    }),
    [`GET ${APP}/subscriptions/:id`]: own(({ params }) => ({ status: 200, body: must(params['id']) })),
    [`PATCH ${APP}/subscriptions/:id`]: own((request) => {
      const subscription = must(request.params['id']);
      subscription.active = readJson(Change, request).active;
      return { status: 200, body: subscription };
    }),
    [`DELETE ${APP}/subscriptions/:id`]: own(({ params }) => {
      events.subscriptions.delete(params['id'] ?? '');
      return { status: 204 };
    }),
  };
}
