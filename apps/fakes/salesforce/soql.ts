import { refuse } from './salesforce-errors.ts';

type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';
export type Literal =
  | { type: 'text' | 'date' | 'time'; value: string }
  | { type: 'number'; value: number }
  | { type: 'boolean'; value: boolean }
  | { type: 'null' };
export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; field: string; operator: Operator; values: Literal[] };

export interface Soql {
  fields: string[];
  isCount: boolean;
  object: string;
  where: Condition | undefined;
  order: { field: string; descending: boolean; nullsLast: boolean }[];
  limit: number | undefined;
  offset: number;
}

const malformed = (message: string) => refuse(400, 'MALFORMED_QUERY', message);

const token =
  /\s*(?:('(?:[^'\\]|\\.)*')|(\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2}))|(\d{4}-\d{2}-\d{2})|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w.]*(?:\(\))?)|(!=|<>|<=|>=|[=<>(),]))/y;

function tokensOf(text: string): string[] {
  const found: string[] = [];
  for (token.lastIndex = 0; /\S/.test(text.slice(token.lastIndex));) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw malformed(`unexpected token: '${text.slice(at, at + 20).trim()}'`);
    found.push(match[0].trim());
  }
  return found;
}

/** SELECT … FROM … WHERE … ORDER BY … LIMIT … OFFSET …, with comparisons, IN, LIKE, INCLUDES, NOT, AND, OR and parentheses. */
export function parseSoql(text: string): Soql {
  if (text.length > 100_000) throw refuse(400, 'QUERY_TOO_COMPLICATED', 'SOQL statements cannot be longer than 100,000 characters.');
  const tokens = tokensOf(text);
  let place = 0;
  const is = (word: string, ahead = 0) => tokens[place + ahead]?.toUpperCase() === word;
  const accept = (word: string) => is(word) && ++place > 0;
  const expect = (word: string) => accept(word) || fail();
  const fail = (): never => {
    throw malformed(tokens[place] === undefined ? 'unexpected token: <EOF>' : `unexpected token: '${tokens[place]}'`);
  };
  const word = (): string => {
    const next = tokens[place];
    if (next === undefined || !/^[A-Za-z_]/.test(next)) return fail();
    place++;
    return next;
  };

  function wholeNumber(): number {
    const next = Number(tokens[place++]);
    return Number.isSafeInteger(next) && next >= 0 ? next : fail();
  }

  function disjunction(): Condition {
    const parts = [unary()];
    const kind = is('AND') ? 'and' : 'or';
    const joint = kind.toUpperCase();
    while (accept(joint)) parts.push(unary());
    // AND and OR cannot be mixed without parentheses.
    if (is('AND') || is('OR')) fail();
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind, parts };
  }

  function unary(): Condition {
    if (accept('NOT')) return { kind: 'not', part: unary() };
    if (!accept('(')) return comparison();
    const inner = disjunction();
    expect(')');
    return inner;
  }

  function comparison(): Condition {
    const field = word();
    const operator = readOperator();
    const takesMany = ['IN', 'NOT IN', 'INCLUDES', 'EXCLUDES'].includes(operator);
    if (!takesMany) return { kind: 'compare', field, operator, values: [literal()] };
    expect('(');
    const values = [literal()];
    while (accept(',')) values.push(literal());
    expect(')');
    return { kind: 'compare', field, operator, values };
  }

  function readOperator(): Operator {
    const next = tokens[place++]?.toUpperCase() ?? '';
    if (next === '<>') return '!=';
    if (next === 'NOT' && accept('IN')) return 'NOT IN';
    const known = (['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'IN', 'INCLUDES', 'EXCLUDES'] as const).find((one) => one === next);
    place -= known ? 0 : 1;
    return known ?? fail();
  }

  function literal(): Literal {
    const next = tokens[place++] ?? '';
    if (next.startsWith("'")) {
      return { type: 'text', value: next.slice(1, -1).replaceAll(/\\(.)/g, (_, one: string) => escapes[one] ?? one) };
    }
    if (/^\d{4}-\d{2}-\d{2}T/.test(next)) return { type: 'time', value: next };
    if (/^\d{4}-\d{2}-\d{2}$/.test(next)) return { type: 'date', value: next };
    if (/^-?\d/.test(next)) return { type: 'number', value: Number(next) };
    if (/^(true|false)$/i.test(next)) return { type: 'boolean', value: next.toLowerCase() === 'true' };
    if (/^null$/i.test(next)) return { type: 'null' };
    place--;
    return fail();
  }

  function orderField(): Soql['order'][number] {
    const field = word();
    const descending = accept('DESC') || (accept('ASC'), false);
    const nullsLast = accept('NULLS') && (accept('LAST') || (expect('FIRST'), false));
    return { field, descending, nullsLast };
  }

  expect('SELECT');
  const fields = [word()];
  while (accept(',')) fields.push(word());
  expect('FROM');
  const object = word();
  const where = accept('WHERE') ? disjunction() : undefined;
  const order: Soql['order'] = [];
  if (accept('ORDER')) {
    expect('BY');
    do order.push(orderField());
    while (accept(','));
  }
  const limit = accept('LIMIT') ? wholeNumber() : undefined;
  const offset = accept('OFFSET') ? wholeNumber() : 0;
  if (place < tokens.length) fail();
  return { fields, isCount: fields.length === 1 && /^count\(\)$/i.test(fields[0] ?? ''), object, where, order, limit, offset };
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
