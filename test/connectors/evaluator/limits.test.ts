import { execFileSync } from 'node:child_process';
import { getPriority } from 'node:os';
import { describe, expect, test } from 'vitest';
import { EvaluatorUnavailable } from '#domain/evaluation.ts';
import { event, faultOf, makeEvaluator, makeTransformer, shape } from './harness.ts';

// Doubles a text n times: 2^n times ten characters.
const grown = (n: number) => `( $f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f("xxxxxxxxxx", ${n}) )`;

describe('ends, with the reason, and the next payload is transformed as ever,', () => {
  test.each([
    ['an endless recursion', '( $f := function($x) { 1 + $f($x) }; {"a": $f(0)} )', 'D1011'],
    ['an endless tail recursion', '( $f := function($x) { $f($x + 1) }; {"a": $f(0)} )', 'time_limit'],
    ['a regular expression that backtracks', '{ "a": $contains($pad("", 40, "a") & "b", /^(a+)+$/) }', 'time_limit'],
    ['a huge range', '{ "a": $sum([1..10000000]) }', 'D2015'],
    ['a range of ranges', '{ "a": [1..100000].[1..100000] }', /memory_limit|time_limit/],
    // The library awaits its results, and takes an object with a function in "then" for one that is still to come.
    ['a result that never comes', '{ "then": $millis }', 'never_ends'],
    ['a result deep in another that never comes', '( $r := /a/; [1].{"a": {"then": $r("aa").next}} )', 'never_ends'],
    ['a result that fails instead of coming', '{ "then": $now }', 'never_ends'],
    ['a result that is larger than a payload may be', `{ "a": ${grown(10)} }`, 'output_too_large'],
  ])('%s', async (_, expression, code) => {
    expect(await faultOf({ n: 1 }, expression)).toMatchObject({ code: expect.stringMatching(code) });
    expect(await shape({ n: 1 }, '{ "n": n }')).toEqual({ n: 1 });
  });
});

// Each of these ends a worker thread's process, not only the thread.
describe('takes down the evaluating process alone, and the next payload is transformed as ever,', () => {
  const patient = makeTransformer(5_000);
  test.each([
    ['a text that is asked for at once and larger than the memory', '{ "a": $pad("x", 400000000) }', 'memory_limit'],
    ['a text that grows and is then needed whole', `{ "a": $uppercase(${grown(25)}) }`, 'memory_limit'],
    ['a result that only JSON makes large', `( $s := ${grown(17)}; [[1..300].{"s": $s}] )`, /memory_limit|too_deep|output_too_large/],
  ])('%s', async (_, expression, code) => {
    expect(await faultOf({ n: 1 }, expression, patient)).toMatchObject({ code: expect.stringMatching(code) });
    expect(await shape({ n: 1 }, '{ "n": n }', patient)).toEqual({ n: 1 });
  });
});

describe('an expression reaches', () => {
  test.each([
    '{ "p": process.version, "c": constructor.name, "t": toString }',
    '{ "p": $.constructor.constructor("return process")() }',
    '{ "p": $lookup($, "constructor") }',
    '{ "p": $process, "g": $globalThis, "r": $require }',
  ])('nothing outside of its payload: %s', async (expression) => {
    const result = await shape({ n: 1 }, expression).catch(() => ({}));
    expect(result).toEqual({});
  });

  test.each([
    '{ "__proto__": { "polluted": true }, "n": 1 }',
    '$merge([{"n": 1}, {"__proto__": {"polluted": true}}])',
    '$ ~> | $ | { "__proto__": { "polluted": true }, "constructor": { "prototype": { "polluted": true } } } |',
    '$ ~> | constructor | { "prototype": { "polluted": true } } |',
    '( $x := {}; $spread({ "__proto__": { "polluted": true } }) )',
  ])('no other expression through a prototype: %s', async (expression) => {
    const hostile = JSON.parse('{"n": 1, "__proto__": {"polluted": true}, "constructor": {"a": 1}}') as object;
    await shape(hostile, expression).catch(() => undefined);
    const seen = '{ "p": polluted, "l": $lookup({}, "polluted"), "a": [1].polluted, "k": $keys($) }';
    expect(await shape({ n: 1 }, seen)).toEqual({ k: 'n' });
  });
});

test('the fields __proto__ and constructor of a payload are fields like others', async () => {
  const data = JSON.parse('{"__proto__": {"a": 1}, "constructor": "c", "toString": "t"}') as object;
  expect(JSON.stringify(await shape(data, '$ ~> | $ | {"n": 1} |'))).toBe('{"__proto__":{"a":1},"constructor":"c","toString":"t","n":1}');
});

test('whoever asks for much does not keep others waiting: they take turns', async () => {
  const slow = { name: 'slow', expression: '( $f := function($x) { $f($x + 1) }; {"a": $f(0)} )', version: 1 };
  const transformer = makeTransformer(100);
  const order: string[] = [];
  const ask = (asker: string, expression: string) =>
    transformer
      .transform(asker, { dataJson: '{}', event, steps: [{ ...slow, expression }] })
      .catch(() => undefined)
      .then(() => order.push(asker));
  await Promise.all([...[1, 2, 3, 4, 5].map(() => ask('ptn_greedy', slow.expression)), ask('ptn_modest', '{ "a": 1 }')]);
  expect(order.indexOf('ptn_modest')).toBeLessThanOrEqual(2);
});

test('an evaluating process that is ended from outside blames no payload', async () => {
  const transformer = makeTransformer(5_000);
  await shape({}, '{}', transformer);
  const shaping = shape({}, '( $f := function($x) { $f($x + 1) }; {"a": $f(0)} )', transformer).catch((error: unknown) => error);
  execFileSync('pkill', ['-KILL', '-n', '-P', String(process.pid), '-f', 'evaluator/evaluator.ts']);
  expect(await shaping).toBeInstanceOf(EvaluatorUnavailable);
});

test('an evaluating process has a lower priority than the process that needs its results', async () => {
  await shape({}, '{}');
  const pids = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'evaluator/evaluator.ts'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  for (const pid of pids) expect(getPriority(Number(pid))).toBe(Math.min(19, getPriority() + 5));
});

test('a process that is stopping evaluates nothing more, and does not blame the payload', async () => {
  const { transformer, close } = makeEvaluator(100);
  const shaping = transformer.transform('ptn_1', { dataJson: '{}', event, steps: [{ name: 's', expression: '{"a": 1}', version: 1 }] });
  close();
  await expect(shaping).rejects.toThrow(EvaluatorUnavailable);
});
