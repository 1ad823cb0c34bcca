import { z } from 'zod';
import { editableFields, reviewStatuses } from '#domain/deals/deal-states.ts';
import { DealFields } from '#domain/deals/deal.ts';
import { ProgrammeSettings } from '#domain/deals/programme.ts';
import type { JsonSchema } from '#domain/json-schema.ts';
import { moneySchema } from '#domain/money.ts';
import { CreateDeal } from './deal-view.ts';

interface Requirement extends JsonSchema {
  required: string[];
  properties: Record<string, JsonSchema>;
}

/**
 * The rules treat an empty list, and a string without visible characters, like a missing field. Each keyword only applies to values of its
 * own type.
 */
const filled = { minLength: 1, pattern: '[^\\s\\u200b\\u2060\\ufeff]', minItems: 1 };

/**
 * Returns the JSON Schema 2020-12 of a submission under this programme. It rejects what POST /deals/validate rejects, except what a schema
 * cannot express: that the close date is not in the past, that an amount can be stored, and that names and websites are some. `needsCustom`: no deal without
 * custom fields matches their schema.
 */
export function dealSchema(
  programme: { id: string; name: string; settings: ProgrammeSettings },
  { needsCustom }: { needsCustom: boolean },
): JsonSchema {
  const { settings } = programme;
  const { properties, required, ...shape } = shapeOfDeals;
  const { custom = {}, close_date: closeDate, ...others } = properties;
  const must = requirementOf(settings.required);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `A submission under the programme ${programme.name}`,
    ...shape,
    properties: {
      ...others,
      expected_value: moneySchema(settings.currency),
      close_date: {
        ...closeDate,
        description: `Expected close date. It must not be in the past, in the time zone ${settings.review.time_zone}`,
      },
      custom: withCustomSchema(custom, programme),
    },
    required: [...new Set([...required, ...must.required, ...(needsCustom ? ['custom'] : [])])],
    allOf: [{ properties: must.properties }, ...settings.conditional.map(conditionOf)],
    'x-programme-id': programme.id,
    'x-editable-fields': editableByStatus(),
  };
}

/** For the contract: the rules of a programme with default settings, and an example of a conditional rule. */
export function submissionComponent(): JsonSchema {
  const { required } = ProgrammeSettings.parse({});
  const rule = { when: { field: 'type', equals: 'expansion' }, require: ['problem'] };
  return {
    description:
      'The requirements of a submission under a programme with default settings, with an example of a conditional rule (problem is ' +
      'required for an expansion). GET /deal-schema returns the rules that apply to you',
    allOf: [{ $ref: '#/components/schemas/CreateDeal' }, requirementOf(required), conditionOf(rule)],
  };
}

/** Made once: it takes milliseconds. */
const shapeOfDeals = {
  ...(z.toJSONSchema(CreateDeal, { io: 'input' }).$defs?.['CreateDeal'] as Requirement),
  example: undefined,
};

/** The $id makes references inside the schema relative to the schema itself. */
function withCustomSchema(custom: JsonSchema, { id, settings }: { id: string; settings: ProgrammeSettings }): JsonSchema {
  const own = settings.custom_schema;
  return Object.keys(own).length === 0 ? custom : { allOf: [custom, { $id: `urn:causeway:custom-schema:${id}`, ...own }] };
}

function conditionOf({ when, require }: ProgrammeSettings['conditional'][number]): JsonSchema {
  return { if: equalTo(when.field.split('.'), when.equals), then: requirementOf(require) };
}

function equalTo([name = '', ...rest]: string[], value: unknown): JsonSchema {
  return { required: [name], properties: { [name]: rest.length === 0 ? { const: value } : equalTo(rest, value) } };
}

/** customer.website, title → both are required, and `website` is required within `customer`. */
function requirementOf(paths: readonly string[]): Requirement {
  const byName = Map.groupBy(paths, (path) => path.split('.')[0] ?? '');
  const properties = [...byName].map(([name, group]): [string, JsonSchema] => {
    const inner = group.filter((path) => path !== name).map((path) => path.slice(name.length + 1));
    return [name, inner.length === 0 ? filled : requirementOf(inner)];
  });
  return { required: [...byName.keys()], properties: Object.fromEntries(properties) };
}

/** Fields that a partner may change, by review status. Null where the review itself names them in the deal's `editable_fields`. */
function editableByStatus(): Record<string, readonly string[] | null> {
  const all = Object.keys(DealFields.shape);
  const of = (reviewStatus: (typeof reviewStatuses)[number]) =>
    reviewStatus === 'action_required' ? null : (editableFields({ reviewStatus, stage: 'prospect', requestedFields: [] }) ?? all);
  return Object.fromEntries(reviewStatuses.map((status) => [status, of(status)]));
}
