import type { StripeObject } from './stripe-account.ts';
import { refuse } from './stripe-errors.ts';

type Condition = (object: StripeObject) => boolean;

const clause =
  /\s*(-)?([a-z_.]+)(?:\[(?:'([^']*)'|"([^"]*)")\])?\s*(:|~|<=|>=|<|>)\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|null|-?\d+)\s*(AND|OR|$)/y;

/** `email:'a@b.example' AND metadata['key']:'value'`. AND and OR cannot be mixed. */
export function parseSearch(query: string): Condition {
  const conditions: Condition[] = [];
  const joints = new Set<string>();
  for (clause.lastIndex = 0; clause.lastIndex < query.length;) {
    const match = clause.exec(query);
    if (!match) throw refuse({ message: `We were unable to parse your search query: ${query}`, param: 'query' });
    const [, minus, field = '', single, double, operator = '', literal = '', joint = ''] = match;
    const holds = conditionOf(field, single ?? double, operator, literal);
    conditions.push(minus ? (object) => !holds(object) : holds);
    if (joint !== '') joints.add(joint);
  }
  if (conditions.length === 0 || joints.size > 1) throw refuse({ message: 'We were unable to parse your search query', param: 'query' });
  return joints.has('OR') ? (object) => conditions.some((holds) => holds(object)) : (object) => conditions.every((holds) => holds(object));
}

const fields = new Set([
  'created',
  'currency',
  'email',
  'name',
  'phone',
  'status',
  'active',
  'product',
  'metadata',
  'customer',
  'subscription',
  'type',
]);

function conditionOf(field: string, key: string | undefined, operator: string, literal: string): Condition {
  if (!fields.has(field)) throw refuse({ message: `Field \`${field}\` is an unsupported search field.`, param: 'query' });
  const wanted = /^['"]/.test(literal) ? literal.slice(1, -1).replaceAll(/\\(.)/g, '$1') : literal;
  return (object) => {
    const value = key === undefined ? object[field] : (object[field] as Record<string, string> | undefined)?.[key];
    if (literal === 'null') return value === null || value === undefined;
    const shown = typeof value === 'object' || value === undefined ? '' : String(value);
    switch (operator) {
      case '~':
        return shown.toLowerCase().includes(wanted.toLowerCase());
      case '<':
        return Number(value) < Number(wanted);
      case '<=':
        return Number(value) <= Number(wanted);
      case '>':
        return Number(value) > Number(wanted);
      case '>=':
        return Number(value) >= Number(wanted);
      default:
        return shown.toLowerCase() === wanted.toLowerCase();
    }
  };
}
