import { describe, expect, test } from 'vitest';
import { event, faultOf, shape, transformer } from './harness.ts';

const deal = {
  id: 'deal_1',
  amount: '120.50',
  items: [
    { sku: 'a', price: 100 },
    { sku: 'b', price: 20.5 },
  ],
};

describe('an expression', () => {
  test('makes a new payload out of the old one', async () => {
    expect(await shape(deal, '{ "ref": id, "total": $sum(items.price), "skus": items.sku }')).toEqual({
      ref: 'deal_1',
      total: 120.5,
      skus: ['a', 'b'],
    });
  });

  test('sees the event that the payload belongs to', async () => {
    expect(await shape({}, '{ "e": $event }')).toEqual({
      e: { id: 'evt_1', type: 'deal.approved', version: 3, occurred_at: '2026-03-01T09:30:00.000Z' },
    });
  });

  test('follows the one before it', async () => {
    expect(await shape(deal, ['{ "first": items[0] }', '{ "price": first.price }'])).toEqual({ price: 100 });
  });

  test('may give an array, of one item too', async () => {
    expect(await shape(deal, ['[items[0]]', '$'])).toEqual([{ sku: 'a', price: 100 }]);
  });

  test('gives the same for the same event at any time: its clock is the time of the event', async () => {
    const clock = '{ "now": $now(), "day": $now("[D01].[M01].[Y]", "+1400"), "ms": $millis() }';
    const told = { now: '2026-03-01T09:30:00.000Z', day: '01.03.2026', ms: event.occurredAt.getTime() };
    expect(await shape({}, clock)).toEqual(told);
    expect(await shape({}, clock)).toEqual(told);
  });
});

describe('is explained with code, place and step', () => {
  test.each([
    ['a syntax error', '{ "a": ', 'S0203', /end of expression/],
    ['a type error', '{ "a": 1 + id }', 'T2002', /"deal_1"|right side/],
    ['a function that there is not', '$nosuch(1)', 'T1006', /non-function/],
    ["the author's own $error", '$error("no such deal")', 'D3137', /no such deal/],
    ['nothing at all', 'no.such.field', 'no_result', /returned nothing/],
    ['a text', 'id', 'not_an_object', /returned a string/],
    ['null', 'null', 'not_an_object', /returned null/],
    ['a function as result', 'function($x) { $x }', 'not_an_object', /returned a function/],
    ['a function inside the result', '{ "f": $sum }', 'not_json', /contains a function/],
  ])('%s', async (_, expression, code, message) => {
    const fault = await faultOf(deal, ['{ "id": id }', expression]);
    expect(fault).toMatchObject({ step: 'step 2', code, message: expect.stringMatching(message) });
  });

  test('the position is that in the expression', async () => {
    expect(await faultOf(deal, '{ "total": $number(id) }')).toMatchObject({ code: 'D3030', position: 19 });
  });

  test('quotes no more of the payload than a person reads', async () => {
    const { message } = await faultOf({ text: 'x'.repeat(5_000) }, '{ "n": $number(text) }');
    expect(message.length).toBeLessThan(600);
  });
});

describe('check', () => {
  test('finds nothing wrong with an expression that parses', async () => {
    expect(await transformer.check('ptn_1', 'the transformation', '{ "a": b }')).toBeNull();
  });

  test.each([
    ['$random()', 'not_available'],
    ['items ~> $shuffle', 'not_available'],
    ['( $e := $eval; $e("1") )', 'not_available'],
    ['{ "a": [b ', 'S0203'],
    [`${'('.repeat(8_000)}1`, 'too_deep'],
    ['/[/', 'S0302'],
  ])('refuses %s', async (expression, code) => {
    expect(await transformer.check('ptn_1', 'the transformation', expression)).toMatchObject({ code, step: 'the transformation' });
  });
});
