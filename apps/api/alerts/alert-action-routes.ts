import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { beginAs } from '#db/actor.ts';
import { acknowledgeAlert } from '#db/alerts/alert-news.ts';
import { type AlertRow, getAlert, snoozeAlert, unacknowledgeAlert } from '#db/alerts/alert.ts';
import type { Queryable } from '#db/database.ts';
import { DAY_MS } from '#domain/days.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { Instant } from '#domain/instant.ts';
import { AlertParams } from './alert-routes.ts';
import { Alert, toAlert } from './alert-view.ts';

/** What nobody is told of for longer should be another threshold. */
const MOST_SNOOZED_DAYS = 30;

const Snooze = z
  .strictObject({ until: Instant.nullable().describe(`At most ${MOST_SNOOZED_DAYS} days from now. Null: no longer`) })
  .meta({ id: 'SnoozeAlert', examples: [{ until: '2026-03-02T08:00:00Z' }] });

const common = { tags: ['Alerts'], ...needs('alerts:write'), params: AlertParams, headers: IfMatch };
const ifMatchText = 'Without If-Match the last change wins.';
const response = { 200: Alert, ...problems(403, 404, 409, 412) };

export function alertActionRoutes(app: App, deps: ApiDeps): void {
  const acknowledge = {
    ...common,
    operationId: 'acknowledgeAlert',
    summary: 'Acknowledge an alert',
    description:
      'Says that somebody looks after it: it does not escalate, nobody is reminded, and who has heard of it is told. If it becomes more severe, it fires again. ' +
      ifMatchText,
    response,
  };
  app.post('/alerts/:id/acknowledge', { schema: acknowledge }, (request, reply) =>
    change(deps, request, reply, (tx, { id }) => acknowledgeAlert(tx, id, request.principal.name)),
  );

  const unacknowledge = {
    ...common,
    operationId: 'unacknowledgeAlert',
    summary: 'Take an acknowledgement back',
    description: `The alert fires again, and escalates as if nobody had acknowledged it. ${ifMatchText}`,
    response,
  };
  app.post('/alerts/:id/unacknowledge', { schema: unacknowledge }, (request, reply) =>
    change(deps, request, reply, (tx, { id }) => unacknowledgeAlert(tx, id)),
  );

  const snooze = {
    ...common,
    operationId: 'snoozeAlert',
    summary: 'Snooze an alert',
    description: `Nobody is told of it before that time. If it still fires then, it is told, or who has heard of it is reminded. ${ifMatchText}`,
    body: Snooze,
    response,
  };
  app.post('/alerts/:id/snooze', { schema: snooze }, (request, reply) => {
    const until = readUntil(request.body.until);
    return change(deps, request, reply, (tx, { id }) => snoozeAlert(tx, id, until));
  });
}

/** What is so already changes nothing. */
async function change(
  { db, workflows }: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  apply: (tx: Queryable, present: AlertRow) => Promise<void>,
): Promise<z.infer<typeof Alert>> {
  const { id } = request.params as z.infer<typeof AlertParams>;
  const row = await beginAs(db.sql, actorOf(request), async (tx) => {
    const present = await getAlert(tx, id, 'update');
    checkIfMatch(request, present, 'alert');
    if (present.state === 'resolved') throw new DomainError('conflict', `Alert ${id} was resolved at ${present.resolvedAt?.toISOString()}`);
    await apply(tx, present);
    return getAlert(tx, id);
  });
  await bestEffort(request, 'alert', () => workflows.alerts.advance(row));
  setETag(reply, row);
  return toAlert(row);
}

function readUntil(text: string | null): Date | null {
  if (text === null) return null;
  const until = new Date(text);
  const leftMs = until.getTime() - Date.now();
  if (leftMs > 0 && leftMs <= MOST_SNOOZED_DAYS * DAY_MS) return until;
  throw invalidRequest([fieldError(['until'], 'out_of_range', `must be in the future, and at most ${MOST_SNOOZED_DAYS} days from now`)]);
}
