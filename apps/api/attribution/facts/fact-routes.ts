import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { callerOf } from '#apps/api/http/principal.ts';
import { releaseBody } from '#apps/api/http/receive-body.ts';
import { needs } from '#apps/api/http/scopes.ts';
import type { NewFact } from '#db/attribution/facts/insert-facts.ts';
import type { RevenueOutcome } from '#db/attribution/facts/insert-revenue.ts';
import type { FactFilter, FactRow } from '#db/attribution/facts/list-facts.ts';
import type { Queryable } from '#db/database.ts';
import { GroupCommit } from '#db/group-commit.ts';
import type { Scope } from '#domain/access/scope.ts';
import { limitAtOnce } from '#domain/at-once.ts';
import { type FactInput, MAX_FACTS } from '#domain/attribution/fact-input.ts';
import { DomainError } from '#domain/errors.ts';
import { BATCH_BODY_BYTES, BATCHES_AT_ONCE, FactBatchResult, toBatchResult } from './fact-batch.ts';
import type { FactKind } from './fact-kind.ts';
import type { Failure } from './fact-result.ts';
import type { RecordFacts } from './record-facts.ts';

/** The routes that record one kind of facts: one of them, or many. */
export interface FactRoutes<Input extends FactInput, Row extends NewFact, Stored extends FactRow> {
  kind: FactKind<Input, Row>;
  /** `touches`: the path, and the member of a batch. */
  plural: string;
  /** For the names of the operations: `Touch`, `Touches`. */
  names: { one: string; many: string };
  tag: string;
  scope: Scope;
  description: string;
  view: z.ZodType;
  toView: (row: Stored) => unknown;
  /** What was stored, without reading it again: for the kind of which most come. */
  toStored?: (row: Row, recordedAt: Date) => Stored;
  list: (sql: Queryable, filter: FactFilter) => Promise<Stored[]>;
}

export interface FactDeps extends ApiDeps {
  recordFacts: RecordFacts;
}

export function factRoutes<Input extends FactInput, Row extends NewFact, Stored extends FactRow>(
  app: App,
  deps: FactDeps,
  routes: FactRoutes<Input, Row, Stored>,
): void {
  recordOne(app, deps, routes);
  recordMany(app, deps, routes);
}

/** Statements of one kind. The pool has six connections: reports and batches need some. */
const SINGLES_UNDER_WAY = 4;

function recordOne<Input extends FactInput, Row extends NewFact, Stored extends FactRow>(
  app: App,
  { recordFacts, attribution: { sql } }: FactDeps,
  { kind, plural, names, tag, scope, description, view, toView, toStored, list }: FactRoutes<Input, Row, Stored>,
): void {
  // Requests that come at the same time share a statement, and so a wait for the disk. Nobody waits for others to come.
  const commits = new GroupCommit<Row, RevenueOutcome>((rows) => kind.insert(sql, rows), { maxUnderWay: SINGLES_UNDER_WAY });
  const reads = new GroupCommit<string, Stored | undefined>(async (ids) => {
    const found = new Map((await list(sql, { ids, limit: ids.length })).map((row) => [row.id, row]));
    return ids.map((id) => found.get(id));
  });
  const schema = {
    operationId: `record${names.one}`,
    summary: `Record a ${kind.noun}`,
    description: `${description} Repeating the same with the same \`external_id\` returns what was recorded first (200). Facts are never changed: a correction is another fact.`,
    tags: [tag],
    ...needs(scope),
    body: kind.input,
    response: { 200: view.describe('It was recorded before'), 201: view, ...problems(409) },
  };
  app.post(`/${plural}`, { schema }, async (request: FastifyRequest, reply) => {
    const fresh: Stored[] = [];
    const insertOne = async (row: Row) => {
      const outcome = await commits.submit(row, () => request.timedOut);
      if (toStored && outcome.status === 'created' && outcome.recordedAt) fresh.push(toStored(row, outcome.recordedAt));
      return outcome;
    };
    const insert = (rows: Row[]) => Promise.all(rows.map(insertOne));
    const [result] = await recordFacts(request, kind, { items: [request.body], insert });
    if (!result) throw new Error(`The ${kind.noun} has no result`);
    if (result.status === 'failed') throw problemOf(result, kind.noun);
    const stored = fresh[0] ?? (await reads.submit(result.id));
    if (!stored) throw new DomainError('not_found', `The ${kind.noun} ${result.id} was recorded and erased since.`);
    if (result.status === 'repeated') reply.header('idempotency-replayed', 'true');
    return reply.code(result.status === 'created' ? 201 : 200).send(toView(stored));
  });
}

function problemOf({ code, errors }: Failure, noun: string): DomainError {
  const list = errors.map(({ field, message }) => `${field || `the ${noun}`} ${message}`).join('; ');
  const detail =
    code === 'invalid_request' ? `The request has ${errors.length} error${errors.length === 1 ? '' : 's'}: ${list}.` : `${list}.`;
  return new DomainError(code, `${detail.charAt(0).toUpperCase()}${detail.slice(1)}`, errors);
}

function recordMany<Input extends FactInput, Row extends NewFact, Stored extends FactRow>(
  app: App,
  { recordFacts, attribution: { sql } }: FactDeps,
  { kind, plural, names, tag, scope, description }: FactRoutes<Input, Row, Stored>,
): void {
  const atOnce = limitAtOnce(BATCHES_AT_ONCE);
  const schema = {
    operationId: `record${names.many}`,
    summary: `Record up to 1,000 ${plural}`,
    description: `${description} Each item succeeds or fails independently: check \`results\`, which has one entry per item, in order.`,
    tags: [tag],
    ...needs(scope),
    body: batchOf(plural, kind.input, names.many),
    response: { 200: FactBatchResult, ...problems(413) },
  };
  app.post(`/${plural}/batch`, { schema, bodyLimit: BATCH_BODY_BYTES }, async (request: FastifyRequest) => {
    releaseBody(request);
    const items = (request.body as Record<string, unknown[]>)[plural] ?? [];
    const told = { items, insert: (rows: Row[]) => kind.insert(sql, rows) };
    return atOnce(callerOf(request.principal), async () => toBatchResult(await recordFacts(request, kind, told)));
  });
}

/** Items are validated one by one, so that a wrong one fails alone. */
function batchOf(plural: string, item: z.ZodType, name: string) {
  const { id, example } = item.meta() ?? {};
  const items = z
    .array(z.unknown())
    .min(1)
    .max(MAX_FACTS)
    .meta({ items: { $ref: `#/components/schemas/${id}Input` } });
  return z.strictObject({ [plural]: items }).meta({ id: `${name}Batch`, example: { [plural]: [example] } });
}
