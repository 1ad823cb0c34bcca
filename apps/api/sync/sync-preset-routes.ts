import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { FieldFault } from '#apps/api/http/field-fault.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { DomainError, MAX_ERRORS } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { findPreset, fitMapping, presetNames, presetPairs } from '#domain/sync/presets.ts';
import { describeBoth, openBoth } from './live-objects.ts';
import { exampleMapping } from './sync-view.ts';

const PresetRequest = z
  .strictObject({
    preset: z
      .enum(presetNames)
      .describe(
        '`crm_billing`: companies of the CRM and customers of billing, with revenue, status and renewal. `deals_crm`: approved deals as ' +
          'opportunities of the CRM, and what becomes of them there',
      ),
    a_connection_id: z.string().max(64),
    b_connection_id: z.string().max(64).describe("For `deals_crm`: `deals`, which stands for Causeway's own deals"),
  })
  .meta({
    id: 'SyncPresetRequest',
    example: {
      ...{ preset: 'crm_billing', a_connection_id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d', b_connection_id: 'con_01k9v5w0c4r8m1s6q2t7y3z9ab' },
    },
  });
const Preset = z
  .object({
    mapping: Mapping.describe('Ready for POST /syncs'),
    left_out: z
      .array(FieldFault)
      .meta({ maxItems: MAX_ERRORS })
      .describe('Fields of the preset that the connected systems lack. Add them there and ask again, to have them too'),
    to_add: z
      .array(z.string().meta({ maxLength: 500 }))
      .meta({ maxItems: 50 })
      .describe('The fields to add to the CRM, for its administrator'),
  })
  .meta({
    id: 'SyncPreset',
    examples: [
      {
        mapping: exampleMapping,
        left_out: [fieldError(['objects', 0, 'fields', 3, 'a'], 'invalid_value', 'is no field that the connection can read: mrr')],
        to_add: [],
      },
    ],
  });

/** Mappings that work on a standard account of the vendors. */
export function syncPresetRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'getSyncPreset',
    summary: 'Retrieve a preset mapping',
    description:
      'Returns a mapping that fits both connections as they are now. What needs fields that a company adds to its CRM, such as `mrr`, is left ' +
      'out until there are such fields.',
    tags: ['Syncs'],
    ...needs('syncs:read'),
    body: PresetRequest,
    response: { 200: Preset, ...problems(403, 404, 409, 422, 502) },
  };
  app.post('/syncs/preset', { schema }, async (request) => {
    const { preset, a_connection_id: aConnectionId, b_connection_id: bConnectionId } = request.body;
    const { a, b } = await openBoth(deps, { aConnectionId, bConnectionId });
    const [aVendor, bVendor] = [a.connector.manifest.vendor, b.connector.manifest.vendor];
    const found = findPreset(preset, aVendor, bVendor);
    if (!found) {
      throw new DomainError('not_found', `The preset ${preset} is for ${presetPairs[preset]}, not for ${aVendor} (A) and ${bVendor} (B)`);
    }
    const live = await describeBoth(deps, { aConnectionId, bConnectionId, mapping: found.mapping });
    const { mapping, leftOut } = fitMapping(found.mapping, live);
    const toAdd = found.custom.filter(({ object, name }) => !live.a.get(object)?.fields.some((field) => field.name === name));
    // Records that cannot find their counterparts cannot be kept in step.
    if (mapping.objects.some(({ links }) => links.length === 0)) {
      throw new DomainError('preset_needs_fields', toAdd.map(({ text }) => text).join('. '), leftOut.slice(0, MAX_ERRORS));
    }
    return { mapping, left_out: leftOut.slice(0, MAX_ERRORS), to_add: toAdd.map(({ text }) => text) };
  });
}
