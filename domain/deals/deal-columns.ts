import { guardCell, unguardCell } from '#domain/formula-guard.ts';
import type { DealFields } from './deal.ts';

/** How a cell is read. The items of a list are separated by `;`, or the list is JSON. A value with its own fields is JSON. */
type CellKind = 'text' | 'list' | 'json';

/** The paths of a deal's fields as columns of a table, in the order of the export. */
export const dealColumns: Readonly<Record<string, CellKind>> = {
  external_id: 'text',
  partner_id: 'text',
  'customer.company_name': 'text',
  'customer.website': 'text',
  'customer.other_websites': 'list',
  'customer.address.street': 'text',
  'customer.address.postal_code': 'text',
  'customer.address.city': 'text',
  'customer.address.country': 'text',
  'customer.duns': 'text',
  'customer.contacts': 'json',
  title: 'text',
  problem: 'text',
  'expected_value.amount': 'text',
  'expected_value.currency': 'text',
  frequency: 'text',
  close_date: 'text',
  type: 'text',
  origin: 'text',
  competitor: 'text',
  sales_activities: 'list',
  team: 'json',
  custom: 'json',
};

/** Columns that an export adds to the fields. An import ignores them. */
export const toldColumns = ['id', 'review_status', 'stage', 'submitted_at', 'updated_at'] as const;

const personColumn = /^(?:customer\.contacts|team)\.(?:1?\d)\.(?:name|email|phone|role)$/;
const customColumn = /^custom\.(?!__proto__$).{1,100}$/;

export const isDealColumn = (path: string): boolean =>
  Object.hasOwn(dealColumns, path) || personColumn.test(path) || customColumn.test(path);

/** The types of the custom fields, from the programme's schema of `custom`: a cell does not specify its type. */
export type CustomTypes = Readonly<Record<string, unknown>>;

/** Builds an unvalidated deal from cells. Empty cells and columns without a path are ignored. */
export function dealFromCells(paths: readonly (string | null)[], cells: readonly string[], types: CustomTypes): Record<string, unknown> {
  const deal: Node = {};
  for (const [i, path] of paths.entries()) {
    const cell = cells[i] ?? '';
    if (path === null || cell === '') continue;
    place(deal, path, readCell(path, unguardCell(cell), types));
  }
  return closeGaps(deal) as Record<string, unknown>;
}

interface Node {
  [name: string]: unknown;
}

function place(deal: Node, path: string, value: unknown): void {
  const parts = path.startsWith('custom.') ? ['custom', path.slice('custom.'.length)] : path.split('.');
  const last = parts.pop() ?? '';
  let node = deal;
  for (const part of parts) {
    const inner = Object.hasOwn(node, part) ? node[part] : undefined;
    // A string stands where fields belong: the validation of the whole deal reports it.
    if (inner !== undefined && (typeof inner !== 'object' || inner === null)) return;
    node[part] = inner ?? {};
    node = node[part] as Node;
  }
  node[last] = value;
}

/** People are numbered by column. Numbers whose cells are all empty are skipped. */
function closeGaps(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([name]) => /^1?\d$/.test(name))) {
    return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
  }
  return Object.fromEntries(entries.map(([name, part]) => [name, name === 'custom' ? part : closeGaps(part)]));
}

function readCell(path: string, text: string, types: CustomTypes): unknown {
  if (path.startsWith('custom.')) return readCustom(text, types[path.slice('custom.'.length)]);
  const kind = dealColumns[path] ?? 'text';
  if (kind === 'text') return text;
  return parseQuietly(text) ?? (kind === 'list' ? splitList(text) : text);
}

function readCustom(text: string, type: unknown): unknown {
  if (type === 'number' || type === 'integer') return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
  if (type === 'boolean') return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;
  return type === 'array' ? (parseQuietly(text) ?? splitList(text)) : text;
}

const splitList = (text: string): string[] =>
  text
    .split(';')
    .map((item) => item.trim())
    .filter(Boolean);

/** Parses only JSON arrays and objects, because a number or a word is plain text here. */
function parseQuietly(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** The cells of a deal in the order of `dealColumns`, guarded against formula injection. */
export function cellsOf(deal: DealFields & { external_id?: string | undefined; partner_id: string }): string[] {
  return Object.entries(dealColumns).map(([path, kind]) => {
    const value = path.split('.').reduce<unknown>((part, name) => (part as Node | undefined)?.[name], deal);
    return value === undefined || value === null ? '' : guardCell(typeof value === 'string' ? value : writeCell(value, kind));
  });
}

function writeCell(value: unknown, kind: CellKind): string {
  if (kind === 'json' || !Array.isArray(value)) return JSON.stringify(value);
  const isPlain =
    value.length > 0 &&
    value.every((item) => typeof item === 'string' && item !== '' && item.trim() === item && !item.includes(';') && !/^[[{]/.test(item));
  return isPlain ? value.join('; ') : JSON.stringify(value);
}
