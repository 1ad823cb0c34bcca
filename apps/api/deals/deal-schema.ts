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

/** As the rules see it: an empty text or list is a field left out. Each keyword counts for values of its own type only. */
const filled = { minLength: 1, minItems: 1 };

/**
 * JSON Schema 2020-12 of what a submission by this programme must be. `needsCustom`: no deal without custom fields fits their schema. It refuses what POST /deals/validate refuses, but for
 * what no schema can say: that the close date is not in the past, and that an amount can be stored.
 */
export function dealSchema(
  programme: { id: string; name: string; settings: ProgrammeSettings },
  { needsCustom }: { needsCustom: boolean },
): JsonSchema {
  const { settings } = programme;
  const { properties, required, ...shape } = shapeOfDeals();
  const { custom = {}, close_date: closeDate, ...others } = properties;
  const must = requirementOf(settings.required);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `A submission by the programme ${programme.name}`,
    ...shape,
    properties: {
      ...others,
      expected_value: moneySchema(settings.currency),
      close_date: { ...closeDate, description: `When the sale is expected to close: not in the past, in ${settings.review.time_zone}` },
      custom: withCustomSchema(custom, programme),
    },
    required: [...new Set([...required, ...must.required, ...(needsCustom ? ['custom'] : [])])],
    allOf: [{ properties: must.properties }, ...settings.conditional.map(conditionOf)],
    'x-programme-id': programme.id,
    'x-editable-fields': editableByStatus(),
  };
}

/** For the contract: the rules of a programme of which nothing was said, and what a conditional rule looks like. */
export function submissionComponent(): JsonSchema {
  const { required } = ProgrammeSettings.parse({});
  const rule = { when: { field: 'type', equals: 'expansion' }, require: ['problem'] };
  return {
    description:
      'What a deal must have to be submitted where the programme says nothing else, and as an example a conditional rule (problem, ' +
      'for an expansion). The rules that hold for you are at GET /deal-schema',
    allOf: [{ $ref: '#/components/schemas/CreateDeal' }, requirementOf(required), conditionOf(rule)],
  };
}

function shapeOfDeals(): Requirement {
  const shape = z.toJSONSchema(CreateDeal, { io: 'input' }).$defs?.['CreateDeal'];
  return { ...(shape as Requirement), example: undefined };
}

/** References in it begin at itself: that is what an $id is for. */
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

/** customer.website, title → both required, and `website` within `customer`. */
function requirementOf(paths: readonly string[]): Requirement {
  const byName = Map.groupBy(paths, (path) => path.split('.')[0] ?? '');
  const properties = [...byName].map(([name, group]): [string, JsonSchema] => {
    const inner = group.filter((path) => path !== name).map((path) => path.slice(name.length + 1));
    return [name, inner.length === 0 ? filled : requirementOf(inner)];
  });
  return { required: [...byName.keys()], properties: Object.fromEntries(properties) };
}

/** What a partner may change by review status; null where review itself names it, in the deal's `editable_fields`. */
function editableByStatus(): Record<string, readonly string[] | null> {
  const all = Object.keys(DealFields.shape);
  const of = (reviewStatus: (typeof reviewStatuses)[number]) =>
    reviewStatus === 'action_required' ? null : (editableFields({ reviewStatus, stage: 'prospect', requestedFields: [] }) ?? all);
  return Object.fromEntries(reviewStatuses.map((status) => [status, of(status)]));
}
