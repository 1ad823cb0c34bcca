import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { readRouting, replaceRouting, type Routing } from '#db/alerts/alert-routing.ts';
import { AlertRoutes, checkRoutes } from '#domain/alerts/alert-routes.ts';
import { Timestamp } from '#domain/instant.ts';
import { lookAtAlerts } from './look-at-alerts.ts';

const example = {
  routes: [
    {
      name: 'Page for what is critical',
      severities: ['critical' as const],
      channels: ['ach_01k9v5yq3n8t2e6w7x4z0b1c2d'],
      escalation: [{ after_min: 15, channel_id: 'ach_01k9v60b2m5r8t1v4x7z0c3d6f' }],
      quiet_hours: null,
      group_s: 10,
      recover_after_s: 60,
      remind_every_min: 60,
    },
    {
      name: 'The rest by day',
      channels: ['ach_01k9v60b2m5r8t1v4x7z0c3d6f'],
      escalation: [],
      quiet_hours: { from: '20:00', until: '08:00', time_zone: 'Europe/Berlin' },
      group_s: 60,
      recover_after_s: 300,
      remind_every_min: null,
    },
  ],
};

const NewRouting = z.strictObject({ routes: AlertRoutes }).meta({ id: 'SetAlertRoutes', examples: [example] });
const AlertRouting = z
  .object({
    routes: AlertRoutes.describe('The first one that matches an alert decides'),
    updated_at: Timestamp.nullable().describe('Null until somebody has set them'),
  })
  .meta({ id: 'AlertRoutes', examples: [{ ...example, updated_at: '2026-03-01T09:30:00.000Z' }] });

const tags = ['Alerts'];

export function routingRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const read = {
    tags,
    ...needs('alerts:read'),
    operationId: 'getAlertRoutes',
    summary: 'Retrieve the routes of alerts',
    description: 'Returns which alerts are told to whom. A channel that no route names is told of every alert.',
    headers: IfNoneMatch,
    response: { 200: AlertRouting, ...problems(403) },
  };
  app.get('/alert-routes', { schema: read }, async (_request, reply) => tagged(reply, await readRouting(db)));

  const replace = {
    tags,
    ...needs('alerts:write'),
    operationId: 'setAlertRoutes',
    summary: 'Replace the routes of alerts',
    description: 'Replaces all of them. Open alerts are told by the new ones at once. Without If-Match the last change wins.',
    headers: IfMatch,
    body: NewRouting,
    response: { 200: AlertRouting, ...problems(403, 412) },
  };
  app.put('/alert-routes', { schema: replace }, async (request, reply) => {
    const { routes } = request.body;
    const check = (present: Routing, channelIds: ReadonlySet<string>) => {
      checkIfMatch(request, present, 'list of routes');
      const errors = checkRoutes(routes, channelIds);
      if (errors.length > 0) throw invalidRequest(errors);
    };
    const routing = await replaceRouting(db, routes, { actor: actorOf(request), check });
    await lookAtAlerts(request, deps);
    return tagged(reply, routing);
  });
}

function tagged(reply: FastifyReply, { routes, version, updatedAt }: Routing): z.infer<typeof AlertRouting> {
  setETag(reply, { version });
  return { routes, updated_at: updatedAt?.toISOString() ?? null };
}
