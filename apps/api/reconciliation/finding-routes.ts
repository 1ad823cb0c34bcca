import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { endIgnore, ignoreFinding } from '#db/reconciliation/finding-ignore.ts';
import { countRepairs } from '#db/reconciliation/finding-repair.ts';
import { type FindingSelection, getFindingPlace } from '#db/reconciliation/finding.ts';
import { repairByHand } from '#db/reconciliation/repair-by-hand.ts';
import { getReconciliation } from '#db/reconciliation/run-list.ts';
import { DomainError } from '#domain/errors.ts';
import { Instant } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';
import { findingClasses } from '#domain/reconciliation/reconciliation.ts';
import { FindingParams, ReconciliationParams } from './reconciliation-view.ts';

const tags = ['Reconciliation'];
const accepted = { 202: z.null().describe('Accepted'), ...problems(403, 404, 409) };

const Repairs = z
  .strictObject({
    ids: z.array(z.string().max(64)).min(1).max(200).optional().describe('Only these findings'),
    class: z.enum(findingClasses).optional(),
    field: z.string().max(500).optional(),
    object: z.string().max(500).optional(),
    dry_run: z.boolean().default(false).describe('Only counts; nothing is written'),
  })
  .refine(({ ids, class: name }) => ids !== undefined || name !== undefined, { error: 'must name a class, or ids', path: ['class'] })
  .meta({ id: 'ReconciliationRepairs', example: { class: 'stale', dry_run: true } });
const Repaired = z
  .object({
    findings: z.int().describe('Findings that the owner rules can repair'),
    records: z.int().describe('Records that are written'),
    deletions: z.int().describe('Records among them that are deleted'),
    repairing: z.int().describe('Findings that are being repaired now: at most 10,000 of one request'),
  })
  .meta({ id: 'ReconciliationRepairsResult', examples: [{ findings: 12, records: 10, deletions: 0, repairing: 0 }] });
const Ignore = z
  .strictObject({
    reason: FilledText(500),
    until: Instant.optional().describe('By default until the values change'),
  })
  .meta({ id: 'ReconciliationIgnore', example: { reason: 'Agreed with finance', until: '2026-07-01T00:00:00Z' } });

/** What a person does about findings. */
export function findingRoutes(app: App, deps: ApiDeps): void {
  repairRoutes(app, deps);
  ignoreRoutes(app, deps);
}

function repairRoutes(app: App, { db, workflows }: ApiDeps): void {
  const many = {
    operationId: 'repairReconciliationFindings',
    summary: 'Repair a class of findings',
    description:
      'The sync reads the records again, merges them by the owner rules, and writes. Findings that are repaired, ignored or questions for a ' +
      'person are left out. `GET /reconciliations/{id}/findings` says what became of each.',
    tags,
    ...needs('syncs:write'),
    params: ReconciliationParams,
    body: Repairs,
    response: { 200: Repaired, ...problems(403, 404, 409) },
  };
  app.post('/reconciliations/:id/repairs', { schema: many }, async (request) => {
    const { id: runId, syncId } = await getReconciliation(db, request.params.id);
    const { dry_run: isDryRun, ...selection } = request.body;
    if (isDryRun) return { ...(await countRepairs(db.sql, runId, selection)), repairing: 0 };
    return repair({ runId, syncId }, selection, request);
  });

  const one = {
    operationId: 'repairReconciliationFinding',
    summary: 'Repair a finding',
    description: 'The sync reads the records again, merges them by the owner rules, and writes.',
    tags,
    ...needs('syncs:write'),
    params: FindingParams,
    response: accepted,
  };
  app.post('/reconciliation-findings/:id/repair', { schema: one }, async (request, reply) => {
    const { id } = request.params;
    const { repairing } = await repair(await getFindingPlace(db.sql, id), { ids: [id] }, request);
    if (repairing === 0) {
      throw new DomainError(
        'conflict',
        `The owner rules do not repair finding ${id} now: it is being repaired, has ended, or needs a person`,
      );
    }
    return reply.code(202).send(null);
  });

  async function repair(
    { runId, syncId }: { runId: string; syncId: string | null },
    selection: FindingSelection,
    request: Parameters<typeof actorOf>[0],
  ) {
    if (syncId === null) throw new DomainError('conflict', "A book of Causeway itself is repaired as each finding's remedy says");
    const result = await repairByHand(db, { runId, syncId }, selection, actorOf(request));
    await bestEffort(request, 'run a sync', () => workflows.syncs.runSync(syncId));
    return result;
  }
}

function ignoreRoutes(app: App, { db }: ApiDeps): void {
  const ignore = {
    operationId: 'ignoreReconciliationFinding',
    summary: 'Ignore a finding',
    description:
      'Says that a difference is right as it is. It is not counted, repaired or told again until its values change, or the time has passed.',
    tags,
    ...needs('syncs:write'),
    params: FindingParams,
    body: Ignore,
    response: { 204: z.null().describe('Ignored'), ...problems(403, 404, 409) },
  };
  app.post('/reconciliation-findings/:id/ignore', { schema: ignore }, async (request, reply) => {
    const { reason, until } = request.body;
    await ignoreFinding(db, request.params.id, { reason, until: until === undefined ? null : new Date(until) }, actorOf(request));
    return reply.code(204).send(null);
  });

  const end = {
    operationId: 'endReconciliationIgnore',
    summary: 'Stop ignoring a finding',
    description: 'It counts again, now and in later nights.',
    tags,
    ...needs('syncs:write'),
    params: FindingParams,
    response: { 204: z.null().describe('It counts again'), ...problems(403, 404, 409) },
  };
  app.delete('/reconciliation-findings/:id/ignore', { schema: end }, async (request, reply) => {
    await endIgnore(db, request.params.id, actorOf(request));
    return reply.code(204).send(null);
  });
}
