import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { problems } from '#apps/api/http/errors.ts';
import { setETag } from '#apps/api/http/if-match.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { listOf, ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { getAlert, listAlerts, listNotices } from '#db/alerts/alert.ts';
import { readSqlSnapshot } from '#db/snapshot.ts';
import { alertStates } from '#domain/alerts/alert.ts';
import { alertRules, severities } from '#domain/alerts/finding.ts';
import { Alert, AlertWithNotices, MOST_NOTICES, toAlert, toNotice } from './alert-view.ts';

const Query = ListQuery.extend({
  rule: oneOrMore(alertRules).optional(),
  state: oneOrMore(alertStates).optional(),
  severity: oneOrMore(severities).optional(),
  partner_id: z.string().max(64).optional().describe('About this partner'),
  subject_id: z.string().max(200).optional().describe('About this connection, sync, endpoint, …'),
});

export const AlertParams = z.object({ id: z.string().max(64) });
const common = { tags: ['Alerts'], ...needs('alerts:read') };

export function alertRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    ...common,
    operationId: 'listAlerts',
    summary: 'List alerts',
    description:
      'Returns what is and was wrong, the latest first. Alerts are kept for 90 days after their end. With `state=firing` it is what somebody has to look after.',
    querystring: Query,
    response: { 200: listOf(Alert).meta({ id: 'AlertList' }), ...problems(403) },
  };
  app.get('/alerts', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { rule, state, severity, partner_id: partnerId, subject_id: subjectId } = request.query;
    const filter = { rules: valuesOf(rule), states: valuesOf(state), severities: valuesOf(severity), partnerId, subjectId };
    const rows = await listAlerts(db.sql, { ...filter, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toAlert);
  });

  const read = {
    ...common,
    operationId: 'getAlert',
    summary: 'Retrieve an alert',
    description: 'Returns the alert, and whom it was told.',
    params: AlertParams,
    headers: IfNoneMatch,
    response: { 200: AlertWithNotices, ...problems(403, 404) },
  };
  app.get('/alerts/:id', { schema: read }, async (request, reply) => {
    const { id } = request.params;
    const { row, notices } = await readSqlSnapshot(db.sql, async (at) => ({
      row: await getAlert(at, id),
      notices: await listNotices(at, id, MOST_NOTICES),
    }));
    setETag(reply, row);
    return { ...toAlert(row), notices: notices.map(toNotice) };
  });
}
