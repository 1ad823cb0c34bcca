import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { findSourceNames, replaceSourceNames } from '#db/attribution/facts/source-names.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { FilledString } from '#domain/plain-text.ts';
import { scopeOfPartner } from './fact-caller.ts';

const names = z.array(FilledString(200)).max(50).default([]);
const SourceNames = z
  .strictObject({
    utm_sources: names.describe('Values of `utm_source`. Case does not matter'),
    referrer_hosts: names.describe('Hosts of referrers, such as blog.acme.example. A leading `www.` does not matter'),
  })
  .meta({ id: 'AttributionSources', example: { utm_sources: ['acme'], referrer_hosts: ['acme.example'] } });
const Params = z.object({ id: z.string().max(40) });

const noHost = (index: number) => fieldError(['referrer_hosts', index], 'invalid_value', 'must be a host name, such as blog.acme.example');

/** By what a partner is found in touches that do not name it. */
export function sourceNameRoutes(app: App, { directory, attribution: { sql } }: ApiDeps): void {
  const common = { tags: ['Attribution'], params: Params };
  const getPartner = async (id: string) => {
    const partner = await directory.tenants.get(id);
    if (!partner || partner.status === 'deleted') throw new DomainError('not_found', `There is no partner ${id}.`);
    return partner;
  };

  const read = {
    ...common,
    ...needs('reports:read'),
    operationId: 'getAttributionSources',
    summary: 'Retrieve by what a partner is found in touches',
    description: 'Returns the values of `utm_source` and the hosts of referrers that mean this partner.',
    response: { 200: SourceNames, ...problems(403, 404) },
  };
  app.get('/partners/:id/attribution-sources', { schema: read, onRequest: platformOnly }, async (request) =>
    findSourceNames(sql, (await getPartner(request.params.id)).id),
  );

  const replace = {
    ...common,
    ...needs('attribution:write'),
    operationId: 'replaceAttributionSources',
    summary: 'Change by what a partner is found in touches',
    description: 'Replaces all names of the partner. A name means one partner only. Touches that were recorded before do not change.',
    body: SourceNames,
    response: { 200: SourceNames, ...problems(403, 404, 409) },
  };
  app.put('/partners/:id/attribution-sources', { schema: replace, onRequest: platformOnly }, async (request) => {
    const partner = await getPartner(request.params.id);
    const { utm_sources: sources, referrer_hosts: hosts } = request.body;
    const faults = hosts.flatMap((host, i) => (URL.parse(`http://${host}`)?.host === host.toLowerCase() ? [] : [noHost(i)]));
    if (faults.length > 0) throw invalidRequest(faults);
    const taken = await replaceSourceNames(sql, {
      scope: scopeOfPartner(partner),
      partnerId: partner.id,
      names: { utm_sources: sources, referrer_hosts: hosts },
    });
    if (taken.length > 0) {
      const errors = taken.map(({ kind, name }) =>
        fieldError([kind === 'utm_source' ? 'utm_sources' : 'referrer_hosts'], 'duplicate', `means another partner: ${name}`),
      );
      throw new DomainError(
        'conflict',
        `Other partners are known by ${taken.map(({ name }) => name).join(', ')}. Remove the names there first.`,
        errors,
      );
    }
    return findSourceNames(sql, partner.id);
  });
}
