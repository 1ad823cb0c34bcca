import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { deleteFlag, type FeatureFlagRow, listFlags, overrideFlag, putFlag } from '#db/partners/feature-flag.ts';
import { DomainError } from '#domain/errors.ts';
import { Timestamp } from '#domain/instant.ts';
import { evaluateFlag } from '#domain/partners/feature-flag.ts';
import type { Tenant } from '#domain/partners/partner.ts';
import { PlainText } from '#domain/plain-text.ts';
import { PartnerParams } from './partner-view.ts';

const tags = ['Feature flags'];
const name = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_.-]*$/, { error: 'must begin with a letter and contain only a-z, 0-9, _, . and -' });
const FlagParams = z.object({ name: name.describe('Name of the flag, such as deals.bulk_import') });
const OverrideParams = FlagParams.extend({ partner_id: z.string() });

const said = {
  description: PlainText(500),
  enabled: z.boolean().describe('False disables the flag for every partner without an override'),
  rollout_percent: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .describe(
      'Percentage of partners that have the flag when it is enabled. A stable hash selects them, so a partner keeps the flag as the percentage grows. Null means all',
    ),
};

const PutFeatureFlag = z
  .strictObject({ description: said.description.default(''), enabled: said.enabled, rollout_percent: said.rollout_percent.default(null) })
  .meta({ id: 'PutFeatureFlag', examples: [{ description: 'Bulk import of deals', enabled: true, rollout_percent: 25 }] });

const FeatureFlag = z.object({ name, ...said, created_at: Timestamp, updated_at: Timestamp, version: z.int() }).meta({
  id: 'FeatureFlag',
  examples: [
    {
      name: 'deals.bulk_import',
      description: 'Bulk import of deals',
      enabled: true,
      rollout_percent: 25,
      created_at: '2026-03-01T09:30:00.000Z',
      updated_at: '2026-03-01T09:30:00.000Z',
      version: 1,
    },
  ],
});
const FeatureFlagList = z.object({ data: z.array(FeatureFlag) }).meta({ id: 'FeatureFlagList' });

const Override = z.strictObject({ enabled: z.boolean() }).meta({ id: 'FeatureFlagOverride', examples: [{ enabled: true }] });

const PartnerFlags = z
  .object({
    data: z.array(
      z.object({ name, enabled: z.boolean(), because: z.enum(['override', 'on', 'off', 'rollout']).describe('What determined the value') }),
    ),
  })
  .meta({ id: 'PartnerFeatureFlags', examples: [{ data: [{ name: 'deals.bulk_import', enabled: true, because: 'rollout' }] }] });

export function featureFlagRoutes(app: App, deps: ApiDeps): void {
  definitionRoutes(app, deps);
  overrideRoutes(app, deps);
  evaluationRoutes(app, deps);
}

function definitionRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listFeatureFlags',
    summary: 'List feature flags',
    description: 'Returns all feature flags by name, without pagination.',
    tags,
    ...needs('partners:read'),
    response: { 200: FeatureFlagList, ...problems() },
  };
  app.get('/feature-flags', { schema: list }, async () => ({ data: (await listFlags(db)).map(toFlag) }));

  const put = {
    operationId: 'putFeatureFlag',
    summary: 'Create or replace a feature flag',
    description: 'Creates or replaces a flag. Takes effect within one second on every process. Overrides of partners are kept.',
    tags,
    ...needs('partners:write'),
    params: FlagParams,
    body: PutFeatureFlag,
    response: { 200: FeatureFlag, ...problems() },
  };
  app.put('/feature-flags/:name', { schema: put }, async (request) => {
    const { description, enabled, rollout_percent: rolloutPercent } = request.body;
    return toFlag(await putFlag(db, { name: request.params.name, description, enabled, rolloutPercent }, actorOf(request)));
  });

  const remove = {
    operationId: 'deleteFeatureFlag',
    summary: 'Delete a feature flag',
    description: 'Deletes a flag and its overrides. Deleting an unknown flag has no effect.',
    tags,
    ...needs('partners:write'),
    params: FlagParams,
    response: { 204: z.null().describe('Deleted'), ...problems() },
  };
  app.delete('/feature-flags/:name', { schema: remove }, async (request, reply) => {
    await deleteFlag(db, request.params.name, actorOf(request));
    return reply.code(204).send(null);
  });
}

function overrideRoutes(app: App, { db }: ApiDeps): void {
  const common = {
    tags,
    ...needs('partners:write'),
    params: OverrideParams,
    response: { 204: z.null().describe('Done'), ...problems(404) },
  };
  const put = {
    ...common,
    operationId: 'overrideFeatureFlag',
    summary: 'Override a flag for one partner',
    description: "Sets the flag for this partner, regardless of the flag's own settings, until the override is deleted.",
    body: Override,
  };
  app.put('/feature-flags/:name/partners/:partner_id', { schema: put }, async (request, reply) => {
    const { name: flag, partner_id: partnerId } = request.params;
    await overrideFlag(db, { flag, partnerId, enabled: request.body.enabled }, actorOf(request));
    return reply.code(204).send(null);
  });

  const remove = {
    ...common,
    operationId: 'deleteFeatureFlagOverride',
    summary: 'Delete an override',
    description: "Deletes the override. The flag's own settings apply to the partner again.",
  };
  app.delete('/feature-flags/:name/partners/:partner_id', { schema: remove }, async (request, reply) => {
    const { name: flag, partner_id: partnerId } = request.params;
    await overrideFlag(db, { flag, partnerId, enabled: null }, actorOf(request));
    return reply.code(204).send(null);
  });
}

/** Served from memory, because products read flags constantly. */
function evaluationRoutes(app: App, { directory }: ApiDeps): void {
  /** Keyed by the tenant and the flags. Both are replaced when they change, so the result can be cached. */
  const evaluated = new WeakMap<Tenant, { of: readonly unknown[]; answer: z.infer<typeof PartnerFlags> }>();

  async function flagsOf(tenant: Tenant): Promise<z.infer<typeof PartnerFlags>> {
    const flags = directory.flags.cached('all') ?? (await directory.flags.get('all')) ?? [];
    const known = evaluated.get(tenant);
    if (known?.of === flags) return known.answer;
    // A Map, because a flag may be named "constructor".
    const overrides = new Map(Object.entries(tenant.flagOverrides));
    const data = flags.map((flag) => ({ name: flag.name, ...evaluateFlag(flag, tenant.id, overrides.get(flag.name)) }));
    const answer = Object.freeze({ data });
    evaluated.set(tenant, { of: flags, answer });
    return answer;
  }

  const own = {
    operationId: 'getOwnFeatureFlags',
    summary: 'Retrieve your feature flags',
    description: 'Returns all flags with their values for the partner of the credential.',
    tags,
    ...needs('partner:read'),
    response: { 200: PartnerFlags, ...problems() },
  };
  app.get('/partners/me/feature-flags', { schema: own }, async (request) => {
    if (request.principal.kind === 'partner') return flagsOf(request.principal.tenant);
    throw new DomainError('partner_key_required', 'With a platform key, use GET /partners/{id}/feature-flags.');
  });

  const ofPartner = {
    operationId: 'getPartnerFeatureFlags',
    summary: "Retrieve a partner's feature flags",
    description: 'Returns all flags with their values for this partner and what determined them.',
    tags,
    ...needs('partners:read'),
    params: PartnerParams,
    response: { 200: PartnerFlags, ...problems(404) },
  };
  app.get('/partners/:id/feature-flags', { schema: ofPartner }, async (request) => {
    const tenant = await directory.tenants.get(request.params.id);
    if (!tenant || tenant.status === 'deleted') throw new DomainError('not_found', `There is no partner ${request.params.id}`);
    return flagsOf(tenant);
  });
}

function toFlag(row: FeatureFlagRow): z.infer<typeof FeatureFlag> {
  const { name: flag, description, enabled, rolloutPercent, createdAt, updatedAt, version } = row;
  return {
    name: flag,
    description,
    enabled,
    rollout_percent: rolloutPercent,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
    version,
  };
}
