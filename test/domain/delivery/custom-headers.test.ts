import { expect, test } from 'vitest';
import { checkCustomHeaders } from '#domain/delivery/custom-headers.ts';

test('ordinary headers, credentials included, may be sent', () => {
  expect(checkCustomHeaders({ Authorization: 'Bearer abc', 'X-Tenant': 'a b\tc', 'x_under.score': '' })).toEqual([]);
});

test.each([
  'webhook-id',
  'Webhook-Signature',
  'WEBHOOK-ANYTHING',
  'Content-Type',
  'host',
  'Content-Length',
  'Transfer-Encoding',
  'connection',
  'Keep-Alive',
  'Upgrade',
  'Expect',
  'TE',
  'Trailer',
  'User-Agent',
  'Accept-Encoding',
  'X-Signature',
  'X-Idempotency-Key',
  'X-Partner-Event',
])('%s cannot be replaced', (name) => {
  expect(checkCustomHeaders({ [name]: 'x' })).toEqual([
    { header: name, message: `header "${name}" is set by Causeway and cannot be replaced` },
  ]);
});

test.each([
  ['a line break', 'a\r\nX-Injected: 1'],
  ['LF alone', 'a\nb'],
  ['CR alone', 'a\rb'],
  ['NUL', 'a\0b'],
  ['DEL', 'a\x7f'],
  ['non-ASCII, which could turn into a line break in latin1', 'a\u560d\u560a'],
  ['too much', 'x'.repeat(1025)],
])('a value with %s is refused and not repeated', (_what, value) => {
  const problems = checkCustomHeaders({ 'X-A': value });
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).not.toContain(value);
});

test.each(['', 'X A', 'X:A', 'X\r\nInjected', 'Ünder', 'X'.repeat(65)])('the name %j is refused', (name) => {
  expect(checkCustomHeaders({ [name]: 'x' })).toHaveLength(1);
});

test('every problem is named at once, duplicates in another case and the number of headers too', () => {
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`X-${i}`, 'x']));
  expect(checkCustomHeaders(many)).toEqual([]);
  const problems = checkCustomHeaders({ ...many, 'x-0': 'y', host: 'z' });
  expect(problems.map(({ header }) => header)).toEqual(['*', 'x-0', 'host']);
});

test('limits are inclusive', () => {
  expect(checkCustomHeaders({ ['X'.repeat(64)]: 'x'.repeat(1024) })).toEqual([]);
});
