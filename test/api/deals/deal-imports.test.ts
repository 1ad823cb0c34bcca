import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importNextRows } from '#db/deals/deal-import-turn.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('standard');
});
afterAll(() => api.close());

const types = { json: 'application/json', ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' };

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: unknown, headers: Record<string, string> = partner.headers) {
  const body =
    payload === undefined ? {} : { payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload) };
  const reply = await api.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...(payload === undefined ? {} : { 'content-type': types.json }), ...headers },
    ...body,
  });
  return {
    status: reply.statusCode,
    headers: reply.headers,
    text: reply.body,
    body: reply.headers['content-type']?.toString().includes('json') ? reply.json() : null,
  };
}

const send = (type: keyof typeof types, payload: unknown, query = '', headers: Record<string, string> = partner.headers) =>
  call('POST', `/deal-imports${query}`, payload, { ...headers, 'content-type': types[type] });

/** What a worker does. */
async function finish(id: string) {
  for (let after = 0, ended = false; !ended;) ({ after, ended } = await importNextRows(api.db, () => [], id, after));
  const { data } = (await call('GET', `/deal-imports/${id}/rows?limit=200`, undefined, api.headers)).body;
  return { job: (await call('GET', `/deal-imports/${id}`, undefined, api.headers)).body, rows: data as Row[] };
}

interface Row {
  row: number;
  external_id: string | null;
  status: string;
  deal_id: string | null;
  errors: { pointer: string; code: string; message: string }[];
}

async function imported(type: keyof typeof types, payload: unknown, query = '', headers?: Record<string, string>) {
  const { status, body } = await send(type, payload, query, headers);
  expect([status, body?.detail]).toEqual([202, undefined]);
  return finish(body.id as string);
}

const told = (rows: Row[]) =>
  rows.map(({ row, status, errors }) => [row, status, ...errors.map((fault) => `${fault.pointer} ${fault.code}`)]);
const ready = (externalId: string, company: string) => ({
  external_id: externalId,
  customer: { company_name: company, website: `https://www.${company.toLowerCase().replaceAll(/\W/g, '')}.com` },
  title: 'Data platform',
  expected_value: { amount: '48000.00', currency: 'EUR' },
  close_date: '2099-03-31',
  type: 'new_business',
});
const dealOf = async (externalId: string) => (await call('GET', `/deals?external_id=${externalId}`)).body.data;

describe('an import', () => {
  test('responds immediately with its location and starts its workflow', async () => {
    const { status, body, headers } = await send('json', [ready('A-1', 'Startwell')]);
    expect([status, body]).toMatchObject([
      202,
      { partner_id: partner.id, status: 'running', total: 1, done: 0, submit: false, finished_at: null },
    ]);
    expect(headers['location']).toBe(`/api/v1/deal-imports/${body.id}`);
    expect(api.workflowCalls).toContainEqual({ call: 'importDeals', ids: [body.id] });
    const { job, rows } = await finish(body.id);
    expect(job).toMatchObject({ status: 'finished', done: 1, created: 1, failed: 0, finished_at: expect.any(String) });
    expect(rows).toEqual([{ row: 1, external_id: 'A-1', status: 'created', deal_id: expect.stringMatching(/^deal_/), errors: [] }]);
    expect(await dealOf('A-1')).toMatchObject([{ review_status: 'draft', title: 'Data platform', version: 1 }]);
    expect((await call('GET', '/deal-imports')).body.data[0]).toEqual(job);
  });

  test('shows an id of 200 characters, and finds its repetition, however many UTF-16 units it has', async () => {
    const id = '\u{1f9f1}'.repeat(200);
    const { rows } = await imported('json', [ready(id, 'Brickwell'), ready(id, 'Brickwell')]);
    expect(rows.map((row) => [row.external_id, row.status])).toEqual([
      [id, 'created'],
      [id, 'failed'],
    ]);
    expect(rows[1]?.errors[0]).toMatchObject({ pointer: '/external_id', code: 'duplicate' });
  });

  test('that is repeated changes nothing; a draft that differs is updated, with an entry in the history', async () => {
    const rows = [ready('B-1', 'Repeatwell'), ready('B-2', 'Againwell')];
    await imported('json', rows);
    expect(told((await imported('json', rows)).rows)).toEqual([
      [1, 'unchanged'],
      [2, 'unchanged'],
    ]);
    expect(told((await imported('json', [{ ...rows[0], title: 'Other' }, rows[1]])).rows)).toEqual([
      [1, 'updated'],
      [2, 'unchanged'],
    ]);
    const [deal] = await dealOf('B-1');
    expect(deal).toMatchObject({ title: 'Other', version: 2 });
    const history = (await call('GET', `/deals/${deal.id}/history`)).body.data;
    expect(history.map((line: any) => [line.version, line.action, line.changes])).toEqual([
      [1, 'created', {}],
      [2, 'updated', { title: ['Data platform', 'Other'] }],
    ]);
  });

  test('shows the errors of rows that failed before errors had pointers', async () => {
    const { job } = await imported('json', [{ customer: { company_name: 'Oldwell' } }]);
    const stored = [
      { field: 'customer.contacts.0.email', code: 'INVALID_STRING_FORMAT', message: 'is not a valid email address' },
      { field: '', code: 'ACTION_NOT_PERMITTED', message: 'was not imported, because the partner was deleted' },
    ];
    await api.db.sql`update deal_import_row set errors = ${JSON.stringify(stored)}::text::jsonb where import_id = ${job.id}`;
    const [row] = (await call('GET', `/deal-imports/${job.id}/rows`)).body.data;
    expect(row.errors).toEqual([
      { pointer: '/customer/contacts/0/email', ...stored[0], code: 'invalid_format', legacy_code: 'INVALID_STRING_FORMAT' },
      { pointer: '', ...stored[1], code: 'not_permitted', legacy_code: 'ACTION_NOT_PERMITTED' },
    ]);
  });

  test("reports the errors of each row, and does not store the row's content", async () => {
    const { rows, job } = await imported('json', [
      ready('C-1', 'Goodwell'),
      { ...ready('C-2', 'x'), customer: { company_name: '' }, type: 'gift', colour: 'red' },
      { customer: { company_name: 'No id' } },
      7,
      { ...ready('C-1', 'Samewell') },
      { ...ready('C-6', 'Nullwell'), customer: { company_name: 'A', website: 'a\0b' } },
      { ...ready('C-7', 'Elsewhere'), partner_id: 'ptn_other' },
      { ...ready('C-8', 'Yearwell'), close_date: '0000-01-01' },
      ready('C-9', 'Afterwell'),
    ]);
    expect(told(rows)).toEqual([
      [1, 'created'],
      [2, 'failed', '/customer/company_name too_short', '/type invalid_value', '/colour unknown_field'],
      [3, 'failed', '/external_id required'],
      [4, 'failed', ' invalid_type'],
      [5, 'failed', '/external_id duplicate'],
      [6, 'failed', '/customer/website invalid_format'],
      [7, 'failed', '/partner_id invalid_value'],
      [8, 'failed', '/close_date too_small'],
      [9, 'created'],
    ]);
    expect(rows[4]?.errors[0]?.message).toContain('row 1');
    expect(job).toMatchObject({ total: 9, done: 9, created: 2, failed: 7 });
    const failed = (await call('GET', `/deal-imports/${job.id}/rows?status=failed&limit=4`)).body;
    expect([failed.data.length, failed.has_more]).toEqual([4, true]);
    const rest = (await call('GET', `/deal-imports/${job.id}/rows?status=failed&limit=4&cursor=${failed.next_cursor}`)).body;
    expect(rest.data.map((row: Row) => row.row)).toEqual([6, 7, 8]);
    expect(await api.db.sql`select row from deal_import_row where import_id = ${job.id} and input is not null`).toEqual([]);
  });

  test('changes only the editable fields of a submitted deal', async () => {
    await imported('json', [ready('D-1', 'Lockedwell')], '?submit=true');
    const refused = await imported('json', [{ ...ready('D-1', 'Lockedwell'), title: 'Other', problem: 'More' }]);
    expect(told(refused.rows)).toEqual([[1, 'failed', '/title not_permitted', '/problem not_permitted']]);
    expect(told((await imported('json', [ready('D-1', 'Lockedwell')], '?submit=true')).rows)).toEqual([[1, 'unchanged']]);
    const [deal] = await dealOf('D-1');
    await call('POST', `/deals/${deal.id}/approve`, undefined, api.headers);
    expect(told((await imported('json', [{ ...ready('D-1', 'Lockedwell'), close_date: '2099-06-30' }])).rows)).toEqual([[1, 'updated']]);
  });

  test('submits in the order of its rows: the first row registers the customer, and a row that violates the rules stays a draft', async () => {
    const { rows } = await imported(
      'json',
      [ready('E-1', 'Orderwell'), { ...ready('E-2', 'Rulewell'), title: undefined, close_date: '2020-01-01' }, ready('E-3', 'Orderwell')],
      '?submit=true',
    );
    expect(told(rows)).toEqual([
      [1, 'created'],
      [2, 'failed', '/title required', '/close_date out_of_range'],
      [3, 'created'],
    ]);
    expect(await dealOf('E-1')).toMatchObject([{ review_status: 'submitted', conflict: 'clear' }]);
    expect(await dealOf('E-2')).toMatchObject([{ review_status: 'draft', id: rows[1]?.deal_id }]);
    expect(await dealOf('E-3')).toMatchObject([{ review_status: 'submitted', conflict: 'conflict' }]);
  });

  test('of more than 10,000 rows, or of more bytes than a file may have, is rejected and stores nothing', async () => {
    const count = async () => (await api.db.sql`select count(*)::int as n from deal_import`)[0]?.['n'];
    const before = await count();
    const line = '{"external_id":"x"}';
    for (const [type, body] of [
      ['ndjson', `${line}\n`.repeat(10_001)],
      ['json', `[${`${line},`.repeat(10_000)}${line}]`],
      ['csv', `external_id,customer.company_name\n${'a,b\n'.repeat(10_001)}`],
    ] as const) {
      const { status, body: problem } = await send(type, body);
      expect([status, problem.code, problem.detail]).toEqual([413, 'payload_too_large', expect.stringContaining('10000 rows')]);
    }
    expect((await send('csv', 'x'.repeat(17 * 1024 * 1024))).status).toBe(413);
    expect(await count()).toBe(before);
  });

  test('needs rows, an owner, a supported media type and, for a partner, itself as the owner', async () => {
    for (const [type, body] of [
      ['json', '[]'],
      ['ndjson', '\n\n'],
      ['csv', ''],
      ['csv', 'external_id,customer.company_name\n'],
    ] as const) {
      expect((await send(type, body)).body).toMatchObject({ status: 400, code: 'invalid_request' });
    }
    expect((await send('json', '{"external_id":"x"}')).body.status).toBe(400);
    expect((await call('POST', '/deal-imports', 'x', { ...partner.headers, 'content-type': 'application/xml' })).status).toBe(415);
    expect((await send('json', [ready('F-1', 'x')], '', api.headers)).body.errors).toMatchObject([
      { pointer: '/partner_id', code: 'required' },
    ]);
    expect((await send('json', [ready('F-1', 'x')], `?partner_id=${partner.id}`, api.headers)).status).toBe(202);
    expect((await send('json', [ready('F-1', 'x')], '?columns=%7B%7D')).body.errors).toMatchObject([
      { in: 'query', pointer: '/columns', field: 'columns' },
    ]);
    // Only imports take files.
    expect((await call('POST', '/deals', 'a,b', { ...partner.headers, 'content-type': 'text/csv' })).status).toBe(415);
  });

  test('with an Idempotency-Key is one import however often it is sent, and another file needs another key', async () => {
    const headers = { ...partner.headers, 'idempotency-key': 'file-1' };
    const file = 'external_id,customer.company_name\nG-1,Keywell\n';
    const first = await send('csv', file, '', headers);
    const again = await send('csv', file, '', headers);
    expect([first.status, again.status, again.body]).toEqual([202, 202, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await send('csv', `${file}G-2,Otherwell\n`, '', headers)).body.code).toBe('idempotency_key_reused');
  });

  test('waits while its partner is suspended, and continues when the partner is activated', async () => {
    const other = await api.partner('standard');
    const { body } = await send('json', [ready('I-1', 'Waitwell'), ready('I-2', 'Restwell')], '', other.headers);
    await call('POST', `/partners/${other.id}/suspend`, { reason: 'unpaid' }, api.headers);
    const held = await finish(body.id);
    expect(held.job).toMatchObject({ status: 'running', done: 0, finished_at: null });
    expect(told(held.rows)).toEqual([
      [1, 'waiting'],
      [2, 'waiting'],
    ]);
    await call('POST', `/partners/${other.id}/activate`, undefined, api.headers);
    expect(await finish(body.id)).toMatchObject({ job: { status: 'finished', created: 2 } });
  });

  test('stops when its partner is deleted, and every remaining row reports it', async () => {
    const other = await api.partner('standard');
    const { body } = await send('json', [ready('H-1', 'Stopwell'), ready('H-2', 'Haltwell')], '', other.headers);
    await call('DELETE', `/partners/${other.id}`, undefined, api.headers);
    const { job, rows } = await finish(body.id);
    expect(job).toMatchObject({ status: 'stopped', done: 2, failed: 2, finished_at: expect.any(String) });
    expect(told(rows)).toEqual([
      [1, 'failed', ' not_permitted'],
      [2, 'failed', ' not_permitted'],
    ]);
    expect(await api.db.sql`select from deal where partner_id = ${other.id}`).toEqual([]);
  });
});

describe('NDJSON', () => {
  test('reports errors by line: a broken line does not affect the others', async () => {
    const { rows } = await imported(
      'ndjson',
      `${JSON.stringify(ready('N-1', 'Linewell'))}\r\n\n{"external_id":"N-2", "ada@acme.example\n"text"\n${JSON.stringify(ready('N-5', 'Lastwell'))}`,
    );
    expect(told(rows)).toEqual([
      [1, 'created'],
      [3, 'failed', ' invalid_value'],
      [4, 'failed', ' invalid_type'],
      [5, 'created'],
    ]);
    expect(JSON.stringify(rows)).not.toContain('ada@acme');
  });
});

describe('CSV', () => {
  const map = (columns: object, more = '') => `?columns=${encodeURIComponent(JSON.stringify(columns))}${more}`;

  test('is read with its byte order mark, quotes, line breaks, mixed line ends and blank lines, and rows are numbered by their first line', async () => {
    const file =
      '\uFEFFexternal_id,customer.company_name,problem\r\nV-1,"Quote ""well"", Ltd","two\nlines, really"\nV-2,Plain 5" pipe,x\r\n\r\n,,\nV-6,Last,"a;b"';
    const { rows } = await imported('csv', file);
    expect(told(rows)).toEqual([
      [2, 'created'],
      [4, 'created'],
      [7, 'created'],
    ]);
    expect(await dealOf('V-1')).toMatchObject([{ customer: { company_name: 'Quote "well", Ltd' }, problem: 'two\nlines, really' }]);
    expect(await dealOf('V-2')).toMatchObject([{ customer: { company_name: 'Plain 5" pipe' } }]);
  });

  test.each([
    [';', ''],
    ['\t', ''],
    ['|', ''],
    [',', ''],
  ])('detects the delimiter %j', async (delimiter) => {
    const cells = (...values: string[]) => values.join(delimiter);
    const { rows } = await imported(
      'csv',
      `${cells('external_id', '"customer.company_name"', 'title')}\n${cells(`W-${delimiter.codePointAt(0)}`, 'Delimwell', 'T')}`,
    );
    expect(told(rows)).toEqual([[2, 'created']]);
  });

  test('maps columns and ignores those that the map does not name', async () => {
    const columns = {
      'Opp ID': 'external_id',
      Company: 'customer.company_name',
      Mail: 'customer.contacts.0.email',
      Contact: 'customer.contacts.0.name',
      Sites: 'customer.other_websites',
    };
    const { rows } = await imported(
      'csv',
      'Opp ID;Company;Owner;Mail;Contact;Sites\nX-1;Mapwell;Bob;ada@mapwell.example;Ada;a.example; b',
      map(columns, '&delimiter=;'),
    );
    // The row has one cell too many: it is that row's fault.
    expect(told(rows)).toEqual([[2, 'failed', ' invalid_value']]);
    await imported(
      'csv',
      'Opp ID;Company;Owner;Mail;Contact;Sites\nX-1;Mapwell;Bob;ada@mapwell.example;Ada;"a.example;b.example"',
      map(columns),
    );
    expect((await dealOf('X-1'))[0].customer).toEqual({
      company_name: 'Mapwell',
      other_websites: ['a.example', 'b.example'],
      contacts: [{ name: 'Ada', email: 'ada@mapwell.example' }],
    });
  });

  test('reports every error of its header, with the delimiter and the headers that were read', async () => {
    const { body } = await send('csv', 'external_id,customer.web,title,title\na,b,c,d');
    expect(body.errors).toMatchObject([
      { pointer: '/customer.web', code: 'unknown_field', message: expect.stringContaining('customer.website') },
      { pointer: '/title', code: 'duplicate', message: expect.stringContaining('column 3') },
      { pointer: '/customer/company_name', code: 'required', legacy_code: 'REQUIRED_FIELD_MISSING' },
    ]);
    const wrong = (await send('csv', 'external_id;customer.company_name\na;b', '?delimiter=,')).body;
    expect(wrong.detail).toContain('With the given delimiter , the headers are: "external_id;customer.company_name".');
    const missing = (await send('csv', 'A,B\n1,2', map({ A: 'external_id', C: 'customer.company_name', B: 'colour' }))).body;
    expect(missing.errors.map((fault: any) => [fault.pointer, fault.code])).toEqual([
      ['/C', 'required'],
      ['/B', 'unknown_field'],
      ['/customer/company_name', 'required'],
    ]);
  });

  test('reads JSON in a cell as strictly as in a body, and keeps the other rows', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const cell = (json: string) => `"${json.replaceAll('"', '""')}"`;
    const { rows } = await imported(
      'csv',
      [
        'external_id,customer.company_name,customer.contacts,sales_activities,title',
        `Y-1,Deepwell,${cell(deep)},,`,
        `Y-2,Deepwell,,${cell(deep)},`,
        `Y-3,Twicewell,${cell('[{"name":"A","name":"B"}]')},,`,
        `Y-4,Poisonwell,${cell('[{"__proto__":{}}]')},,`,
        `Y-5,Longwell,${cell('[{"name":12345678901234567890}]')},,`,
        `Y-6,Textwell,,,${cell('[[[ not JSON, but a title')}`,
      ].join('\n'),
    );
    expect(told(rows)).toEqual([
      [2, 'failed', '/customer/contacts invalid_value'],
      [3, 'failed', '/sales_activities invalid_value'],
      [4, 'failed', '/customer/contacts duplicate'],
      [5, 'failed', '/customer/contacts invalid_key'],
      [6, 'failed', '/customer/contacts out_of_range'],
      [7, 'created'],
    ]);
  });

  test.each(['json', 'ndjson'] as const)('refuses a row of %s with a number that would be changed', async (type) => {
    const row = '{"external_id":"X-1","customer":{"company_name":"N"},"custom":{"n":12345678901234567890}}';
    const { rows } = await imported(type, type === 'json' ? `[${row}]` : row);
    expect(told(rows)).toEqual([[1, 'failed', ' out_of_range']]);
  });

  test('that is ragged, not text, or has an open quote reports the position', async () => {
    const { rows } = await imported(
      'csv',
      'external_id,customer.company_name,title\nY-1,Short\nY-2,Long,b,c\nY-3,Nul\0well,x\nY-4,Finewell,x',
    );
    expect(told(rows)).toEqual([
      // Spreadsheets leave out empty cells at the end.
      [2, 'created'],
      [3, 'failed', ' invalid_value'],
      [4, 'failed', '/customer/company_name invalid_format'],
      [5, 'created'],
    ]);
    expect((await send('csv', 'external_id,customer.company_name\nZ-1,"open\nZ-2,b')).body.detail).toContain('ends inside a quoted cell');
    expect((await send('csv', Buffer.from('external_id,customer.company_name\nZ-1,M\xfcller', 'latin1'))).body.detail).toContain(
      'not UTF-8',
    );
    expect((await send('csv', Buffer.from('\uFEFFexternal_id', 'utf16le'))).body.detail).toContain('UTF-16');
  });
});

describe('a CSV file of a spreadsheet', () => {
  const header = 'external_id,customer.company_name,title,competitor';

  test('is read without its empty cells at the end, with empty columns, spaces behind quotes and single quotes', async () => {
    const file = `${header},,\r\nS-1,Fullwell,t,c,,\r\nS-2,Emptywell,t\r\nS-3,Shortwell\r\nS-4,"Spacewell" ,t,c\r\nS-5,"He said "well" there",t,c\r\n`;
    expect(told((await imported('csv', file)).rows)).toEqual([2, 3, 4, 5, 6].map((row) => [row, 'created']));
    expect((await dealOf('S-2'))[0]).not.toHaveProperty('competitor');
    expect(await dealOf('S-4')).toMatchObject([{ customer: { company_name: 'Spacewell' }, competitor: 'c' }]);
    expect(await dealOf('S-5')).toMatchObject([{ customer: { company_name: 'He said "well" there' }, competitor: 'c' }]);
  });

  test('loses nothing: values without a column, and quotes that leave the cells unclear, are errors of their rows', async () => {
    const file = `external_id,,customer.company_name,problem,,\nT-1,x,Namelesswell,p\nT-2,,Endwell,p,,y\nT-3,,"Two "well\nT-4,,Goodwell,p`;
    const { rows } = await imported('csv', file);
    expect(told(rows)).toEqual([
      [2, 'failed', ' invalid_value'],
      [3, 'failed', ' invalid_value'],
      [4, 'failed', ' invalid_value'],
      [5, 'created'],
    ]);
    expect(rows[0]?.errors[0]?.message).toContain('column 2, which has no name');
    expect(rows[2]?.errors[0]?.message).toContain('write it twice');
  });

  test('can name its delimiter in the first line, which counts as a line', async () => {
    const named = await imported('csv', `sep=;\r\n${header.replaceAll(',', ';')}\r\nS-6;Sepwell, Inc;t;c\r\n`);
    expect(told(named.rows)).toEqual([[3, 'created']]);
    expect((await send('csv', `sep=#\n${header}`)).body.errors[0].message).toContain('names the delimiter "#"');
  });

  test.each(['application/csv', 'application/vnd.ms-excel', 'text/tab-separated-values; charset=utf-8'])(
    'can be sent as %s',
    async (type) => {
      const { status, body } = await call('POST', '/deal-imports', `${header}\r\nS-9,Typewell,t,c`, {
        ...partner.headers,
        'content-type': type,
      });
      expect([status, body.total]).toEqual([202, 1]);
    },
  );

  test('is rejected with advice if it is compressed, or no text', async () => {
    const file = gzipSync(`${header}\r\nS-10,Zipwell,t,c`);
    const encoded = await call('POST', '/deal-imports', file, {
      ...partner.headers,
      'content-type': types.csv,
      'content-encoding': 'gzip',
    });
    expect([encoded.status, encoded.body.detail]).toEqual([415, expect.stringContaining('without Content-Encoding')]);
    const compressed = await send('csv', file);
    expect([compressed.status, compressed.body.detail]).toEqual([415, expect.stringContaining('Send it uncompressed')]);
    for (const start of ['PK\x03\x04', '\xd0\xcf\x11\xe0']) {
      const workbook = await send('csv', Buffer.from(`${start}\x00\x01`, 'latin1'));
      expect([workbook.status, workbook.body.detail]).toEqual([415, expect.stringContaining('save it as "CSV UTF-8"')]);
    }
  });

  test('numbers a row by the line in which it begins, however its lines end', async () => {
    const file = 'external_id,customer.company_name,problem\r\nU-1,Onewell,"a\r\nb\rc\nd"\r\nU-2,Twowell,ok\r\nU-3,,"x\r\ny"\r\nU-4,,z';
    expect((await imported('csv', file)).rows.map(({ row }) => row)).toEqual([2, 6, 7, 9]);
  });
});

test('a large upload is rejected before it is read: by its length, or as soon as too much was received', async () => {
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = api.app.server.address() as { port: number };
  const head = (extra: string) =>
    `POST /api/v1/deal-imports HTTP/1.1\r\nhost: x\r\nauthorization: ${partner.headers.authorization}\r\ncontent-type: text/csv\r\n${extra}\r\n\r\n`;
  const answerTo = (extra: string, chunk: (sent: number) => string | null) =>
    new Promise<{ status: string; sent: number }>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let sent = 0;
      const pump = () => {
        for (let text = chunk(sent); text !== null; text = chunk(sent)) {
          sent += text.length;
          if (!socket.write(text)) return void socket.once('drain', pump);
        }
      };
      socket.once('data', (data) => {
        resolve({ status: data.toString().slice(9, 12), sent });
        socket.destroy();
      });
      socket.on('error', (error) => (sent > 0 ? undefined : reject(error)));
      socket.write(head(extra));
      pump();
    });
  expect(await answerTo('content-length: 104857600', () => null)).toEqual({ status: '413', sent: 0 });
  const piece = `${(1024 * 1024).toString(16)}\r\n${'x'.repeat(1024 * 1024)}\r\n`;
  const chunked = await answerTo('transfer-encoding: chunked', (sent) => (sent < 100 * 1024 * 1024 ? piece : null));
  expect(chunked.status).toBe('413');
  expect(chunked.sent).toBeLessThan(40 * 1024 * 1024);
});

describe('an export', () => {
  test('can be imported again: formulas are text in the file and unchanged in the deals', async () => {
    const owner = await api.partner('standard');
    const formulas = ['=HYPERLINK("https://evil.example","x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1'];
    const rows = formulas.map((formula, i) => ({
      ...ready(formula.trim(), formula),
      title: formula,
      problem: `a, "b"\n${formula}`,
      customer: {
        company_name: formula,
        website: `w${i}.example`,
        contacts: [{ name: formula, email: 'ada@acme.example' }],
      },
      sales_activities: [formula, 'x; y'],
      team: [],
      custom: { n: 1, text: formula },
    }));
    await imported('json', rows, '', owner.headers);
    const { text, headers } = await call('GET', '/deals/export?bom=true', undefined, owner.headers);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text.startsWith('\uFEFFid,')).toBe(true);
    const cells: string[] = parse(text, { bom: true }).flat();
    expect(cells.filter((cell) => /^['"\s]*[=+@-]/.test(cell))).toHaveLength(5 * 3);
    expect(cells.filter((cell) => /^["\s]*[=+@-]/.test(cell))).toEqual([]);
    expect(told((await imported('csv', text, '', owner.headers)).rows).map((row) => row[1])).toEqual(formulas.map(() => 'unchanged'));

    const target = await api.partner('standard');
    const moved = text.replaceAll(owner.id, target.id);
    expect((await imported('csv', moved, '', target.headers)).job).toMatchObject({ created: 5, failed: 0 });
    const titles = async (one: TestPartner) =>
      (await call('GET', '/deals', undefined, one.headers)).body.data
        .map((deal: any) => [deal.external_id, deal.title, deal.problem, deal.customer, deal.custom])
        .toSorted();
    expect(await titles(target)).toEqual(await titles(owner));
  });

  test('contains the deals that match the filters, over more than one page', async () => {
    const owner = await api.partner('standard');
    await imported(
      'ndjson',
      Array.from({ length: 1_200 }, (_, n) => JSON.stringify({ external_id: `P-${n}`, customer: { company_name: `P ${n}` } })).join('\n'),
      '',
      owner.headers,
    );
    const lines = (await call('GET', '/deals/export', undefined, owner.headers)).text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1_201);
    expect(new Set(lines).size).toBe(1_201);
    expect((await call('GET', '/deals/export?external_id=P-7', undefined, owner.headers)).text.trimEnd().split('\r\n')).toHaveLength(2);
    expect((await call('GET', '/deals/export?external_id=a%00b', undefined, owner.headers)).status).toBe(400);
    expect(
      (await call('GET', `/deals/export?partner_id=${partner.id}`, undefined, owner.headers)).text.trimEnd().split('\r\n'),
    ).toHaveLength(1);
  });

  test('of all partners contains only production deals; a sandbox is exported by its id', async () => {
    const [real, sandbox] = [await api.partner('standard'), await api.partner('sandbox')];
    for (const { headers } of [real, sandbox]) await call('POST', '/deals', { customer: { company_name: 'Exportwell' } }, headers);
    const exported = async (query: string, headers: Record<string, string>) =>
      (await call('GET', `/deals/export${query}`, undefined, headers)).text;
    const all = await exported('', api.headers);
    expect([all.includes(real.id), all.includes(sandbox.id)]).toEqual([true, false]);
    expect(await exported(`?partner_id=${sandbox.id}`, api.headers)).toContain(sandbox.id);
    expect(await exported('', sandbox.headers)).toContain(sandbox.id);
  });
});

describe('what one partner may have waiting', () => {
  const rowsOf = (count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, i) => ({ external_id: `B-${i}`, customer: { company_name: 'Backlog' } })));
  const wait = (partnerId: string, imports: number, total: number) => api.db.sql`
    insert into deal_import (id, partner_id, submit, total, created_by)
    select 'imp_' || ${partnerId} || n, ${partnerId}, false, ${total}, 'key' from generate_series(1, ${imports}) n`;

  test('is 50,000 rows: what does not fit is refused with the reason and a time, and has room when some are done', async () => {
    const [greedy, other] = [await api.partner('enterprise'), await api.partner('enterprise')];
    await wait(greedy.id, 4, 10_000);
    const { status, body } = await send('json', rowsOf(10_000), '', greedy.headers);
    expect(status).toBe(202);
    const full = await send('json', rowsOf(1), '', greedy.headers);
    expect([full.status, full.body.code, full.headers['retry-after']]).toEqual([429, 'import_backlog_full', '10']);
    expect(full.body.detail).toContain('50000 rows of 5 imports wait');
    const byPlatform = await send('json', rowsOf(1), `?partner_id=${greedy.id}`, api.headers);
    expect([byPlatform.status, byPlatform.body.code]).toEqual([429, 'import_backlog_full']);
    expect((await send('json', rowsOf(1), '', other.headers)).status).toBe(202);
    await api.db.sql`update deal_import set done = 5 where id = ${body.id}`;
    expect((await send('json', rowsOf(6), '', greedy.headers)).body.code).toBe('import_backlog_full');
    expect((await send('json', rowsOf(5), '', greedy.headers)).status).toBe(202);
  });

  test('is 50 imports, however few rows they have, and those that come at the same time are counted', async () => {
    const greedy = await api.partner('enterprise');
    await wait(greedy.id, 47, 1);
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('json', rowsOf(1), '', greedy.headers)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 202, 202, 429, 429, 429, 429, 429]);
  });
});

describe('a file that is cheap to send and dear to read', () => {
  // Each pays for what it costs, and one partner could not pay for all.
  beforeEach(async () => {
    partner = await api.partner('standard');
  });

  const million = () => `{${Array.from({ length: 1_000_000 }, (_, i) => `"${i.toString(36)}":{}`).join(',')}}`;
  const customOf = (count: number) => `{${Array.from({ length: count }, (_, i) => `"${i.toString(36)}":{}`).join(',')}}`;
  const row = (custom: string) => `{"external_id":"dear","customer":{"company_name":"Dearwell"},"custom":${custom}}`;

  test.each([
    ['a row with a million keys', 'json', () => `[${row(million())}]`],
    ['a line with a million keys', 'ndjson', () => row(million())],
  ] as const)('%s is refused by its length, before it is parsed', async (_, type, text) => {
    const { job, rows } = await imported(type, text());
    expect([job.failed, told(rows)]).toEqual([1, [[1, 'failed', ' too_long']]]);
  });

  test('a row with more custom fields than a deal may have is refused by their number alone', async () => {
    const { rows } = await imported('json', `[${row(customOf(10_000))}]`);
    expect(told(rows)).toEqual([[1, 'failed', '/custom too_long']]);
    const deal = { customer: { company_name: 'Dearwell' }, custom: JSON.parse(customOf(9_000)) as object };
    const { status, body } = await call('POST', '/deals', deal);
    expect([status, body.errors.length, body.errors[0]]).toMatchObject([400, 1, { pointer: '/custom', code: 'too_long' }]);
  });

  test('a table with many short cells under long names is refused before it fills the memory', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `custom.${'n'.repeat(90)}${i}`);
    const cells = names.map(() => 'z').join();
    const file = `external_id,customer.company_name,${names.join()}\n${Array.from({ length: 9_000 }, (_, i) => `${i},y,${cells}\n`).join('')}`;
    const { status, body } = await send('csv', file);
    expect([status, body.code, body.detail]).toEqual([413, 'payload_too_large', expect.stringContaining('too large as JSON')]);
  });

  test('16 million empty lines are a file without rows', async () => {
    expect(await send('ndjson', '\n'.repeat(16_000_000))).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await send('csv', '\n'.repeat(16_000_000))).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  test('a row of 16 million commas is no table', async () => {
    expect(await send('csv', ','.repeat(16_000_000))).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await send('json', `[${','.repeat(16_000_000)}`)).toMatchObject({ status: 400, body: { code: 'malformed_json' } });
    expect(await send('json', '['.repeat(16_000_000))).toMatchObject({ status: 400 });
  });

  test('a key twice in a row is refused in every form, and a key that changes prototypes too', async () => {
    const twice = '{"external_id":"t-1","title":"A","title":"B","customer":{"company_name":"Twicewell"}}';
    const poison = '{"external_id":"t-2","customer":{"company_name":"Twicewell"},"custom":{"__proto__":"x"}}';
    for (const [type, text] of [
      ['json', `[${twice},${poison}]`],
      ['ndjson', `${twice}\n${poison}`],
    ] as const) {
      expect(told((await imported(type, text)).rows)).toEqual([
        [1, 'failed', ' duplicate'],
        [2, 'failed', ' invalid_key'],
      ]);
    }
  });
});
