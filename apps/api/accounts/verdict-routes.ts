import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { getVerdict, listVerdicts, recordVerdict, type VerdictRow, withdrawVerdict } from '#db/accounts/verdict.ts';
import { VerdictInput, verdicts } from '#domain/accounts/verdict.ts';
import { Timestamp } from '#domain/instant.ts';

const tags = ['Accounts'];
const VerdictParams = z.object({ id: z.string().max(64).describe('ID of the verdict (`vdt_…`)') });

const id = 'vdt_01k9v5yq3n8t2e6w7x4z0b1c2d';
const Side = z.object({ kind: z.enum(['name', 'website']), value: z.string() });
const Verdict = z
  .object({
    id: z.string(),
    verdict: z.enum(verdicts),
    a: Side,
    b: Side,
    reason: z.string().nullable(),
    created_by: z.string().describe('Who decided it'),
    created_at: Timestamp,
  })
  .meta({
    id: 'AccountVerdict',
    examples: [
      {
        id,
        verdict: 'same',
        a: { kind: 'name', value: 'Larkspur Mobile Ltd' },
        b: { kind: 'website', value: 'https://vantia.example' },
        reason: 'Renamed in March',
        created_by: 'usr_01k9v5yq3n8t2e6w7x4z0b1c2d',
        created_at: '2026-03-01T09:30:00.000Z',
      },
    ],
  });
const VerdictList = listOf(Verdict).meta({ id: 'AccountVerdictList' });

/** What people decided about two companies. It beats the score of deals that are submitted afterwards. */
export function verdictRoutes(app: App, { db }: ApiDeps): void {
  const record = {
    operationId: 'recordAccountVerdict',
    summary: 'Decide that two companies are the same, or different',
    description:
      'Remembers the decision for all deals that are submitted afterwards: `same` makes every match of the two a certain one, `different` removes it. ' +
      'A company is named by a name, in any spelling, or by its website. A second verdict about the same two replaces the first.',
    tags,
    ...needs('accounts:write'),
    body: VerdictInput,
    response: { 201: Verdict, ...problems() },
  };
  app.post('/account-verdicts', { schema: record }, async (request, reply) =>
    reply.code(201).send(toVerdict(await recordVerdict(db, request.body, actorOf(request)))),
  );

  const list = {
    operationId: 'listAccountVerdicts',
    summary: 'List verdicts about companies',
    description: 'Returns what people decided about two companies, newest first.',
    tags,
    ...needs('accounts:read'),
    querystring: ListQuery,
    response: { 200: VerdictList, ...problems() },
  };
  app.get('/account-verdicts', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    return listReply(request, reply, page, await listVerdicts(db, { before: page.after, limit: page.limit + 1 }), toVerdict);
  });

  const read = {
    operationId: 'getAccountVerdict',
    summary: 'Retrieve a verdict about two companies',
    description: 'Returns the verdict.',
    tags,
    ...needs('accounts:read'),
    params: VerdictParams,
    response: { 200: Verdict, ...problems(404) },
  };
  app.get('/account-verdicts/:id', { schema: read }, async (request) => toVerdict(await getVerdict(db, request.params.id)));

  const withdraw = {
    operationId: 'withdrawAccountVerdict',
    summary: 'Withdraw a verdict about two companies',
    description: 'Deletes the verdict: from then on the score decides again. The audit log keeps it.',
    tags,
    ...needs('accounts:write'),
    params: VerdictParams,
    response: { 204: z.null().describe('Withdrawn'), ...problems(404) },
  };
  app.delete('/account-verdicts/:id', { schema: withdraw }, async (request, reply) => {
    await withdrawVerdict(db, request.params.id, actorOf(request));
    return reply.code(204).send(null);
  });
}

function toVerdict({ id: verdictId, verdict, a, b, reason, createdBy, createdAt }: VerdictRow): z.infer<typeof Verdict> {
  return { id: verdictId, verdict, a, b, reason, created_by: createdBy, created_at: createdAt.toISOString() };
}
