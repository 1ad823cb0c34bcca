import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { Expression } from '#domain/events/transformation.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledText, PlainText } from '#domain/plain-text.ts';
import { TimeZone } from '#domain/time-zone.ts';
import { valueTypes } from './sync-value.ts';

/** The two systems of a sync: by convention A is the CRM, B the billing system. */
export const sides = ['a', 'b'] as const;
export type Side = (typeof sides)[number];
export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');

export const owners = ['a', 'b', 'newest', 'prefer_a', 'prefer_b', 'none'] as const;
export type Owner = (typeof owners)[number];

const Name = FilledText(200);
const ObjectName = z
  .string()
  .max(50)
  .regex(/^[a-z][a-z0-9_]*$/);

const Transform = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trim') }),
  z.strictObject({ kind: z.literal('lowercase') }),
  z.strictObject({ kind: z.literal('uppercase') }),
  z.strictObject({ kind: z.literal('domain') }),
  z.strictObject({ kind: z.literal('truncate'), length: wholeNumber(1, 100_000) }),
  z.strictObject({ kind: z.literal('jsonata'), expression: Expression, reads: z.array(Name).max(50) }),
]);
export type Transform = z.infer<typeof Transform>;

/** One field on each side, how its value is translated, and who decides it. */
export const FieldMap = z
  .strictObject({
    a: Name.describe('The field in system A, as its API spells it'),
    b: Name.describe('The field in system B, as its API spells it. `billing:mrr` and the like are computed from subscriptions'),
    type: z.enum(valueTypes),
    direction: z.enum(['a_to_b', 'b_to_a', 'both']),
    owner: z
      .enum(owners)
      .describe(
        'Who decides: `a` or `b` always; `newest`, the later change; `prefer_a` or `prefer_b`, unless blank there; `none`, the side that changed, and a conflict if both did',
      ),
    values: z
      .array(z.strictObject({ a: PlainText(1000), b: PlainText(1000) }))
      .max(500)
      .default([])
      .describe('Pairs of values. If there are any, all other values are refused. Several values of one side may mean one of the other'),
    allowed: z.array(PlainText(1000)).max(500).default([]).describe('If there are any, only these values are written'),
    fallback: PlainText(1000).nullable().default(null).describe('Written where the source is blank'),
    transforms: z.array(Transform).max(10).default([]).describe('Applied in order, from the source to the target'),
    once: z.boolean().optional().describe('Written to a new record only, and then left to the people who work with it'),
    references: ObjectName.optional().describe('The value is a record of this object, and becomes the id of its counterpart'),
  })
  .superRefine((field, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code: 'invalid_value' } satisfies IssueCode });
    const from = sourceOf(field);
    if (from !== null && field.owner !== from && field.owner !== `prefer_${from}`) {
      say('owner', `must be ${from} or prefer_${from}, because the field is only written in the direction ${field.direction}`);
    }
    if (from === null && field.transforms.length > 0) say('transforms', 'must be empty in the direction both: they cannot be undone');
    if (from === null && field.fallback !== null) say('fallback', 'must be null in the direction both: each side would be the source');
    if (field.transforms.findIndex(({ kind }) => kind === 'jsonata') > 0) say('transforms', 'must have the JSONata expression first');
    const hasOneMeaning = from === null ? sides.some((side) => isDistinct(field, side)) : isDistinct(field, from);
    if (!hasOneMeaning) say('values', `must name each value of ${from ?? 'one side'} once, because it is translated from there`);
    if (from === null && field.once) say('once', 'needs one direction: a_to_b or b_to_a');
    if (field.references !== undefined && !field.once) say('references', 'needs once: true');
  });
export type FieldMap = z.infer<typeof FieldMap>;

/** How a record of one side finds its counterpart, the most certain first. */
const LinkRule = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('external_id'), a: Name, b: Name }),
  z.strictObject({ how: z.literal('domain'), a: Name, b: Name }),
  z.strictObject({ how: z.literal('email'), a: Name, b: Name }),
]);
export type LinkRule = z.infer<typeof LinkRule>;

const BothFields = z.strictObject({ a: Name, b: Name });

/** What deals and accounts are matched by, in the fields of both sides. */
const CompanyFields = z.strictObject({
  name: BothFields,
  domain: BothFields.optional().describe('The website, or an e-mail address at its domain'),
});

export const ObjectMap = z
  .strictObject({
    name: ObjectName,
    a: Name.describe('The object in system A'),
    b: Name.describe('The object in system B'),
    links: z.array(LinkRule).min(1).max(5),
    company: CompanyFields.optional().describe('Compare the records as companies where no link rule finds a counterpart'),
    creates: z.array(z.enum(sides)).max(2).describe('The sides on which missing records are created'),
    deletes: z.array(z.enum(sides)).max(2).default([]).describe('The sides on which records are deleted after their counterpart was'),
    subscriptions: z
      .strictObject({ object: Name, parent: Name })
      .nullable()
      .default(null)
      .describe('The object of B whose records are added up, and its field with the id of the record of B'),
    fields: z.array(FieldMap).min(1).max(300),
  })
  .superRefine(({ fields }, context) => {
    const writers = new Map<string, number>();
    for (const [index, field] of fields.entries()) {
      for (const side of targetsOf(field)) {
        const target = `${side}:${field[side]}`;
        if (writers.has(target)) {
          const message = `is written by fields[${writers.get(target)}] too`;
          context.addIssue({ code: 'custom', path: ['fields', index, side], message });
        }
        writers.set(target, index);
      }
    }
  });
export type ObjectMap = z.infer<typeof ObjectMap>;

/** What is kept the same, and by which rules. Objects are written in this order, so parents come first. */
export const Mapping = z
  .strictObject({
    time_zone: TimeZone.default('UTC').describe('In which moments become days'),
    objects: z
      .array(ObjectMap)
      .min(1)
      .max(10)
      .refine((objects) => new Set(objects.map(({ name }) => name)).size === objects.length, { error: 'must have different names' })
      .refine(referToEarlier, { error: 'must be in an order in which `references` names objects before its own, which are written first' }),
  })
  .meta({ id: 'SyncMapping' });
export type Mapping = z.infer<typeof Mapping>;

function referToEarlier(objects: readonly ObjectMap[]): boolean {
  return objects.every(({ fields }, place) =>
    fields.every(({ references }) => references === undefined || objects.slice(0, place).some(({ name }) => name === references)),
  );
}

/** Whether each value of this side has one meaning. */
export const isDistinct = ({ values }: Pick<FieldMap, 'values'>, side: Side): boolean =>
  new Set(values.map((pair) => pair[side])).size === values.length;

/** The side from which a field flows; null if it flows both ways. */
export function sourceOf({ direction }: Pick<FieldMap, 'direction'>): Side | null {
  if (direction === 'both') return null;
  return direction === 'a_to_b' ? 'a' : 'b';
}

/** The sides on which a field is written. */
export function targetsOf(field: Pick<FieldMap, 'direction'>): readonly Side[] {
  const from = sourceOf(field);
  return from === null ? sides : [otherSide(from)];
}

/** Identifies a field of an object map. */
export const fieldKey = ({ a, b }: Pick<FieldMap, 'a' | 'b'>): string => `${a}=${b}`;

/** Fields of B that Causeway computes from subscriptions. */
export const isComputed = (name: string): boolean => name.startsWith('billing:');

/** The fields that are read of one side. */
export function fieldsToRead(map: ObjectMap, side: Side): string[] {
  const compared = map.fields.filter((field) => !field.once || sourceOf(field) === side);
  const mapped = compared.flatMap((field) => [field[side], ...readsOf(field, side)]);
  return [...new Set([...mapped, ...map.links.map((rule) => rule[side]), ...companyFields(map, side)])].filter(
    (name) => !isComputed(name) && name !== 'id',
  );
}

/** The fields of one side that say which company a record is. */
export const companyFields = ({ company }: ObjectMap, side: Side): string[] =>
  company ? [company.name, company.domain].flatMap((fields) => fields?.[side] ?? []) : [];

function readsOf(field: FieldMap, side: Side): string[] {
  if (sourceOf(field) !== side) return [];
  return field.transforms.flatMap((transform) => (transform.kind === 'jsonata' ? transform.reads : []));
}
