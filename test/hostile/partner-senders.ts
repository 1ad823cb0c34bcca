import { gzipSync } from 'node:zlib';
import type { HostileRequest, Sender } from './sender.ts';
import { type Shape, shapes } from './shapes.ts';

/** The default limit of a body. */
const BODY = 250 * 1024;
/** The largest file of an import. */
const FILE = 16 * 1024 * 1024 - 1024;

const customer = '{"company_name":"Brightwell Analytics GmbH"}';
const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}): HostileRequest => ({
  method: 'POST',
  path: `/api/v1${path}`,
  body,
  headers,
});
const get = (path: string, headers: Record<string, string> = {}): HostileRequest => ({ method: 'GET', path: `/api/v1${path}`, headers });
const file = (type: string, body: string | Buffer): HostileRequest => post('/deal-imports', body, { 'content-type': type });
const sender = (name: string, ...requests: HostileRequest[]): Sender => ({ name, as: 'partner', requests: () => requests });

let number = 0;
const unique = (): string => `${process.pid}-${number++}`;

/** A deal whose fields all have nearly their largest size: about 150 KiB. */
export function largeDeal(): string {
  const contact = { name: 'n'.repeat(200), email: `${'e'.repeat(60)}@example.com`, phone: '1'.repeat(50), role: 'r'.repeat(100) };
  return JSON.stringify({
    customer: { company_name: `Hostile ${unique()}`, contacts: Array.from({ length: 20 }, () => contact) },
    title: 't'.repeat(300),
    problem: 'p'.repeat(5_000),
    sales_activities: Array.from({ length: 20 }, () => 's'.repeat(100)),
    team: Array.from({ length: 20 }, () => contact),
    custom: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, `"\\${'c'.repeat(290)}`])),
  });
}

const validate = (shape: Shape): Sender =>
  sender(`validate a deal, ${shape}`, post('/deals/validate', `{"customer":${customer},"custom":${shapes[shape](BODY - 100)}}`));

const rows = (count: number, rowOf: (index: number) => string, around: [string, string], between: string): string =>
  `${around[0]}${Array.from({ length: count }, (_, index) => rowOf(index)).join(between)}${around[1]}`;
const smallRow = (index: number) => `{"external_id":"${index}","customer":${customer}}`;
const wideRow = (index: number) => `{"external_id":"${index}","customer":${customer},"custom":${shapes.wide(120 * 1024)}}`;

/** What a partner may send: every kind of body, every route that is dear, and what is not a request at all. */
export const partnerSenders: readonly Sender[] = [
  ...(Object.keys(shapes) as Shape[]).map(validate),
  sender('validate a deal, faults everywhere', post('/deals/validate', `{"customer":{"contacts":${shapes.many(BODY - 100)}}}`)),
  sender('validate a deal, two keys alike', post('/deals/validate', `${shapes.wide(BODY - 100).slice(0, -1)},"0":1}`)),
  sender('validate a deal, not JSON at the end', post('/deals/validate', `${shapes.nested(BODY).slice(0, -1)}}`)),
  {
    ...sender('validate a deal, dear schema', post('/deals/validate', dearDeal())),
    needs: 'dear-schema',
  },
  {
    name: 'drafts with idempotency keys, nested',
    as: 'partner',
    requests: () => many(20, () => post('/deals', shapes.nested(BODY), { 'idempotency-key': unique() })),
  },
  {
    name: 'drafts of the largest size, each with a key',
    as: 'partner',
    requests: () => many(200, () => post('/deals', largeDeal(), { 'idempotency-key': unique() })),
  },
  sender('import, a list of {}', file('application/json', shapes.many(FILE))),
  sender('import, deep lists', file('application/json', shapes.deep(FILE))),
  sender('import, one item without end', file('application/json', `[${shapes.wide(FILE - 2)}]`)),
  sender('import, 10,000 small rows', file('application/json', rows(10_000, smallRow, ['[', ']'], ','))),
  sender('import, rows of 120 KiB', file('application/x-ndjson', rows(130, wideRow, ['', ''], '\n'))),
  sender('import, empty lines', file('application/x-ndjson', '\n'.repeat(FILE))),
  sender('import, CSV of commas', file('text/csv', `external_id,customer.company_name\n${','.repeat(FILE - 100)}`)),
  sender('import, CSV of quotes', file('text/csv', `external_id,customer.company_name\n"${'""'.repeat(FILE / 2 - 100)}`)),
  sender('import, CSV of line breaks in a cell', file('text/csv', `external_id,customer.company_name\n"${'\n'.repeat(FILE - 100)}"`)),
  sender('import, CSV of 10,000 rows', file('text/csv', csv(10_000))),
  sender('import, not UTF-8 at the end', file('text/csv', Buffer.concat([Buffer.from('ä'.repeat(FILE / 2 - 2)), Buffer.from([0xff])]))),
  sender('gzip instead of text', file('text/csv', gzipSync(Buffer.alloc(FILE)))),
  { ...sender('lists of the largest deals', get('/deals?limit=200')), needs: 'large-deals' },
  { ...sender('exports of the largest deals', get('/deals/export')), needs: 'large-deals' },
  {
    name: 'a long history',
    as: 'partner',
    requests: ({ dealId }) => [get(`/deals/${dealId}/history?limit=200`), get(`/deals/${dealId}`)],
    needs: 'large-deals',
  },
  sender('queries of 12 KiB', get(`/deals?${Array.from({ length: 2_000 }, (_, index) => `a${index}=`).join('&')}`)),
  sender('cursors of 12 KiB', get(`/deals?cursor=${'A'.repeat(12_000)}`)),
  sender(
    'header floods',
    get('/partners/me', Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`x-hostile-${index}`, 'aaaaaaaaaa']))),
  ),
  sender('dear expressions', post('/endpoints/none/transformation/preview', dearExpression())),
  sender('endpoints with many headers', post('/endpoints', `{"url":"https://partner.example/","headers":${shapes.wide(BODY - 100)}}`)),
  sender('the schema of deals, again and again', get('/deal-schema')),
];

function many(count: number, requestOf: () => HostileRequest): HostileRequest[] {
  return Array.from({ length: count }, requestOf);
}

function csv(count: number): string {
  const header = 'external_id,customer.company_name,title\r\n';
  return (
    header + Array.from({ length: count }, (_, index) => `${index},"Brightwell ""Analytics"" ${index}",Platform ${index}\r\n`).join('')
  );
}

function dearExpression(): string {
  const transformation = '($f := function($n) { $n > 0 ? $f($n - 1) + $f($n - 1) : 1 }; $f(30))';
  return JSON.stringify({ transformation, sample: { type: 'deal.approved', data: { deal_id: 'deal_1' } } });
}

/** For the schema of the programme: a pattern that backtracks, and items that are all compared with each other. */
export const dearSchema = {
  type: 'object',
  properties: {
    text: { type: 'string', pattern: '^(a|a|aa)+$' },
    items: { type: 'array', uniqueItems: true, items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
  },
};

function dearDeal(): string {
  const custom = { text: `${'a'.repeat(60)}!`, items: Array.from({ length: 50 }, (_, index) => `${'x'.repeat(250)}${index}`) };
  return JSON.stringify({ customer: { company_name: 'Brightwell' }, custom });
}
