import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { FieldFault } from '#apps/api/http/field-fault.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { type Identification, identifySubjects, type IdentityOutcome } from '#db/attribution/facts/identify-subjects.ts';
import { createPseudonyms } from '#db/attribution/facts/pseudonyms.ts';
import { MAX_FACTS } from '#domain/attribution/fact-input.ts';
import { IdentityInput, UnidentifyInput } from '#domain/attribution/identity-input.ts';
import { parseBounded } from '#domain/bounded-parse.ts';
import { DomainError, type FieldError, MAX_ERRORS, shownErrors } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { issueErrors } from '#domain/issue-errors.ts';
import { BATCH_BODY_BYTES } from './fact-batch.ts';
import { findCaller, scopeOfFact } from './fact-caller.ts';
import { timeFaults } from './fact-rows.ts';

const Identity = z
  .object({
    status: z.enum(['changed', 'unchanged']),
    root: z.string().describe('Pseudonym of the subject that stands for all that are the same: the account, else the user'),
  })
  .meta({ id: 'Identity', examples: [{ status: 'changed', root: 'sub_0f3a9c2b7d18e4f6a1b2c3d4' }] });

const IdentityResult = z.object({
  status: z.enum(['changed', 'unchanged', 'failed']),
  root: z.string().nullable(),
  errors: z.array(FieldFault).meta({ maxItems: MAX_ERRORS }),
});
const IdentityBatchResult = z
  .object({ results: z.array(IdentityResult).meta({ maxItems: MAX_FACTS }).describe('One result per item, in the order of the request') })
  .meta({
    id: 'IdentityBatchResult',
    examples: [{ results: [{ status: 'changed', root: 'sub_0f3a9c2b7d18e4f6a1b2c3d4', errors: [] }] }],
  });

const IdentityBatch = z
  .strictObject({
    identities: z
      .array(z.unknown())
      .min(1)
      .max(MAX_FACTS)
      .meta({ items: { $ref: '#/components/schemas/CreateIdentityInput' } }),
  })
  .meta({ id: 'IdentityBatch', example: { identities: [IdentityInput.meta()?.['example']] } });

type Asked = z.infer<typeof UnidentifyInput> & { is?: string };

/** Which visitors, users and accounts are the same. Only the company knows. */
export function subjectRoutes(app: App, deps: ApiDeps): void {
  const identify = createIdentifier(deps);
  const common = { tags: ['Attribution'], ...needs('attribution:write') };
  const one = {
    ...common,
    operationId: 'identifySubject',
    summary: 'Say that two subjects are the same',
    description:
      'A visitor is a user, or a user belongs to an account: from then on conversions and revenue of the one have the touches of all. Touches and ' +
      'conversions of the past count too, so earlier reports stay as they were, and later ones are computed anew. A subject is one other subject at most.',
    body: IdentityInput,
    response: { 200: Identity, ...problems(403, 409, 422) },
  };
  app.post('/subjects/identify', { schema: one }, async (request) => toIdentity(await identify(request, [request.body])));

  const back = {
    ...common,
    operationId: 'unidentifySubject',
    summary: 'Take back that two subjects are the same',
    description: 'From then on the subject, and those that are the same as it, are on their own again.',
    body: UnidentifyInput,
    response: { 200: Identity, ...problems(403, 409, 422) },
  };
  app.post('/subjects/unidentify', { schema: back }, async (request) => toIdentity(await identify(request, [request.body])));

  const many = {
    ...common,
    operationId: 'identifySubjects',
    summary: 'Say of up to 1,000 subjects whom they are the same as',
    description: 'Each item succeeds or fails independently: check `results`, which has one entry per item, in order.',
    body: IdentityBatch,
    response: { 200: IdentityBatchResult, ...problems(403, 413) },
  };
  app.post('/subjects/identify/batch', { schema: many, bodyLimit: BATCH_BODY_BYTES }, async (request) => {
    const { identities } = request.body;
    const read = await request.checking().makeAll(readItems(identities), identities.length);
    const results = await identify(
      request,
      read.flatMap((item) => ('input' in item ? [item.input] : [])),
    );
    let next = 0;
    return { results: read.map((item) => toResult('input' in item ? results[next++] : item)) };
  });
}

function* readItems(items: unknown[]): Generator<{ input: Asked } | { errors: FieldError[] }> {
  for (const item of items) {
    const parsed = parseBounded(IdentityInput, item);
    yield parsed.success ? { input: parsed.data } : { errors: issueErrors(parsed.error.issues) };
  }
}

type Result = IdentityOutcome | { errors: FieldError[] };

function createIdentifier({ attribution: { sql }, secretBox, directory }: ApiDeps) {
  const pseudonyms = createPseudonyms(sql, secretBox);
  return async (request: FastifyRequest, asked: Asked[]): Promise<Result[]> => {
    const sandboxes = asked.flatMap(({ sandbox_id: id }) => id ?? []);
    const [caller, pseudonym] = await Promise.all([findCaller(request, directory, sandboxes), pseudonyms()]);
    const now = Date.now();
    const checked = asked.map((one): Identification | { errors: FieldError[] } => {
      const scope = scopeOfFact(one, undefined, caller);
      const errors = [...timeFaults(one, now), ...(typeof scope === 'string' ? [] : [scope])];
      if (typeof scope !== 'string' || errors.length > 0) return { errors };
      const parentKey = one.is === undefined ? null : pseudonym(scope, one.is);
      return { scope, key: pseudonym(scope, one.subject), parentKey, occurredAt: new Date(one.occurred_at ?? now) };
    });
    const outcomes = await identifySubjects(
      sql,
      checked.filter((one) => 'key' in one),
    );
    let next = 0;
    return checked.map((one) => ('key' in one ? (outcomes[next++] ?? { errors: [] }) : one));
  };
}

const faults = {
  cycle: fieldError(['is'], 'invalid_value', 'must not be the subject itself, or one that was said to be the same as it'),
  taken: fieldError(['subject'], 'invalid_state', 'was said to be somebody else. Take that back first, with POST /subjects/unidentify'),
  alone: fieldError(['subject'], 'invalid_state', 'is the same as nobody, so that there is nothing to take back'),
};
const codes = { cycle: 'subject_cycle', taken: 'conflict', alone: 'conflict' } as const;

function toIdentity([result]: Result[]): z.infer<typeof Identity> {
  if (!result || 'errors' in result) throw invalidRequest(result?.errors ?? []);
  const { status, rootKey } = result;
  if (status === 'changed' || status === 'unchanged') return { status, root: `sub_${rootKey}` };
  throw new DomainError(codes[status], `The ${faults[status].field === 'is' ? 'other subject' : 'subject'} ${faults[status].message}.`, [
    faults[status],
  ]);
}

function toResult(result: Result | undefined): z.infer<typeof IdentityResult> {
  if (!result || 'errors' in result) return { status: 'failed', root: null, errors: shownErrors(result?.errors ?? []) };
  const { status, rootKey } = result;
  if (status === 'changed' || status === 'unchanged') return { status, root: `sub_${rootKey}`, errors: [] };
  return { status: 'failed', root: `sub_${rootKey}`, errors: [faults[status]] };
}
