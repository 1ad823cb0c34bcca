import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { dealCalls, readyDeal } from '#test/support/deal-calls.ts';

let api: TestApp;
let calls: ReturnType<typeof dealCalls>;
let partner: TestPartner;
let notes: string;
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
  partner = await api.partner('standard');
  const { id } = (await calls.call(partner.headers, 'POST', '/deals', readyDeal('Notewell'))).body;
  notes = `/deals/${id}/notes`;
});
afterAll(() => api.close());

test('both sides read all shared notes, and the partner does not see who at the company wrote one', async () => {
  const own = await calls.call(partner.headers, 'POST', notes, { text: 'Ours' });
  expect(own).toMatchObject({
    status: 201,
    body: { text: 'Ours', internal: false, by: { kind: 'partner', id: expect.stringMatching(/^key_/) } },
  });
  const theirs = (await calls.call(api.headers, 'POST', notes, { text: 'Theirs' })).body;
  expect(theirs.by).toMatchObject({ kind: 'platform', id: expect.stringMatching(/^key_/) });
  const seen = (await calls.call(partner.headers, 'GET', notes)).body.data;
  expect(seen).toMatchObject([
    { text: 'Theirs', by: { kind: 'platform', id: null } },
    { text: 'Ours', by: own.body.by },
  ]);
});

test('an internal note is visible only to the company, on every page and in every count', async () => {
  for (const text of ['secret 1', 'secret 2', 'secret 3']) {
    expect((await calls.call(api.headers, 'POST', notes, { text, internal: true })).status).toBe(201);
  }
  const seen = await calls.call(partner.headers, 'GET', `${notes}?limit=2`);
  expect(seen.text).not.toContain('secret');
  expect(seen.body).toMatchObject({ has_more: false, data: [{ text: 'Theirs' }, { text: 'Ours' }] });
  expect((await calls.call(api.headers, 'GET', `${notes}?limit=200`)).body.data).toHaveLength(5);
  expect((await calls.call(partner.headers, 'POST', notes, { text: 'x', internal: true })).body).toMatchObject({
    status: 403,
    code: 'platform_key_required',
  });
});

test('pages follow each other without gaps', async () => {
  const texts: string[] = [];
  let path: string | null = `${notes}?limit=2`;
  while (path !== null) {
    const { body }: { body: { data: { text: string }[]; next_cursor: string | null } } = await calls.call(api.headers, 'GET', path);
    texts.push(...body.data.map(({ text }) => text));
    path = body.next_cursor === null ? null : `${notes}?limit=2&cursor=${body.next_cursor}`;
  }
  expect(texts).toEqual(['secret 3', 'secret 2', 'secret 1', 'Theirs', 'Ours']);
});

test('a note has between 1 and 5,000 characters', async () => {
  const status = async (text: string) => (await calls.call(partner.headers, 'POST', notes, { text })).status;
  expect([await status(''), await status('x'), await status('x'.repeat(5_000)), await status('x'.repeat(5_001))]).toEqual([
    400, 201, 201, 400,
  ]);
});
