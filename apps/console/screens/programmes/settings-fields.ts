import type { Schema } from '#apps/console/api/schema.ts';

type Settings = Schema<'ProgrammeSettings'>;
type Update = Schema<'UpdateProgramme'>;

const groups = {
  submission: ['required', 'conditional', 'custom_schema', 'currency'],
  review: ['review.sla_business_days', 'review.time_zone', 'review.holidays', 'review.reminder_at', 'review.action_days'],
  approval: ['auto_approve', 'auto_approve.amount', 'auto_approve.currency'],
  protection: [
    'protection.starts',
    'protection.days',
    'protection.reminder_days',
    'protection.extension_days',
    'protection.max_extensions',
  ],
  duplicates: ['exclusivity', 'duplicates.possible', 'duplicates.conflict', 'duplicates.on_conflict'],
} as const;
export type GroupName = keyof typeof groups;
type SettingName = (typeof groups)[GroupName][number];
export type FieldName = 'name' | SettingName;

export const groupNames = Object.keys(groups) as GroupName[];
export const settingsOf = (group: GroupName): readonly SettingName[] => groups[group];
export const fieldNames: readonly FieldName[] = ['name', ...groupNames.flatMap(settingsOf)];

/** Fields with one of a few values. */
export const options: { readonly [Name in FieldName]?: readonly string[] } = {
  auto_approve: ['never', 'any', 'limit'],
  'protection.starts': ['submission', 'approval'],
  exclusivity: ['customer', 'none'],
  'duplicates.on_conflict': ['review', 'reject'],
};
type Kind = 'list' | 'json' | 'whole' | 'share';
/** How a field is written that is no text and no choice. */
const kinds: { readonly [Name in FieldName]?: Kind } = {
  ...{ required: 'list', conditional: 'json', custom_schema: 'json' },
  ...{ 'review.sla_business_days': 'whole', 'review.holidays': 'list', 'review.reminder_at': 'share', 'review.action_days': 'whole' },
  ...{ 'protection.days': 'whole', 'protection.reminder_days': 'whole', 'protection.extension_days': 'whole' },
  ...{ 'protection.max_extensions': 'whole', 'duplicates.possible': 'share', 'duplicates.conflict': 'share' },
};

export const hasLines = (field: FieldName): boolean => kinds[field] === 'list' || kinds[field] === 'json';
export const isWhole = (field: FieldName): boolean => kinds[field] === 'whole';

/** What a form shows of a programme: each field as text. */
export type Values = Record<FieldName, string>;

export function valuesOf({ name, settings }: Pick<Schema<'Programme'>, 'name' | 'settings'>): Values {
  const { auto_approve: rule } = settings;
  const approval = rule === null ? 'never' : rule.max_value ? 'limit' : 'any';
  return {
    ...(Object.fromEntries(fieldNames.map((field) => [field, textOf(field, at(settings, field))])) as Values),
    ...{ name, auto_approve: approval },
    'auto_approve.amount': rule?.max_value?.amount ?? '',
    'auto_approve.currency': rule?.max_value?.currency ?? '',
  };
}

const at = (settings: Settings, path: string): unknown =>
  path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | null)?.[key], settings);

function textOf(field: FieldName, value: unknown): string {
  if (Array.isArray(value) && kinds[field] === 'list') return value.join('\n');
  if (kinds[field] === 'json') return JSON.stringify(value, null, 2);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Fields whose text is no JSON. */
export const unreadable = (values: Values): FieldName[] =>
  fieldNames.filter((field) => kinds[field] === 'json' && readJson(values[field]) === undefined);

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a person changed, as the API takes it; null if nothing. */
export function changeOf(values: Values, base: Partial<Values>): Update | null {
  const changed = fieldNames.filter((field) => values[field] !== base[field]);
  if (changed.length === 0) return null;
  const settings: Record<string, unknown> = {};
  for (const field of changed) {
    if (field === 'name') continue;
    const [group = '', key] = field.split('.');
    if (group === 'auto_approve') settings[group] = approvalOf(values);
    else if (key === undefined) settings[group] = read(field, values[field]);
    else settings[group] = { ...(settings[group] as object | undefined), [key]: read(field, values[field]) };
  }
  return { ...(changed.includes('name') && { name: values.name.trim() }), settings };
}

function approvalOf(values: Values): Settings['auto_approve'] {
  if (values.auto_approve === 'never') return null;
  const [amount, currency] = [values['auto_approve.amount'].trim(), values['auto_approve.currency'].trim()];
  return values.auto_approve === 'limit' ? { max_value: { amount, currency } } : {};
}

function read(field: FieldName, text: string): unknown {
  switch (kinds[field]) {
    case 'json':
      return readJson(text);
    case 'list':
      return text.split('\n').flatMap((line) => line.trim() || []);
    case 'whole':
    case 'share':
      return Number(text);
    case undefined:
      return field === 'currency' ? text.trim() || null : text.trim();
  }
}

/** The changes that a person made to `base`, made to what is there now. */
export const rebased = (values: Values, base: Values, present: Values): Values =>
  Object.fromEntries(fieldNames.map((field) => [field, values[field] === base[field] ? present[field] : values[field]])) as Values;
