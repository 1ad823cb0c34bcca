import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical-json.ts';
import { isSameValue } from '#domain/same-value.ts';

describe('two JSON texts are the same whatever their', () => {
  test.each([
    ['spaces', '{"a":[1,{"b":null}]}', ' {\n"a" : [ 1 , { "b" : null } ]\t}\r\n'],
    ['order of keys', '{"a":1,"b":{"c":true,"d":2}}', '{"b":{"d":2,"c":true},"a":1}'],
    ['escapes', '{"é/\\"":"a\\n"}', '{"\\u00e9\\/\\u0022":"\\u0061\\u000a"}'],
    ['spelling of numbers', '[1,-1.5,1000,0,0,100000000000000000000,1e999]', '[1.0,-15e-1,1E3,-0,0.00e5,1e20,10E998]'],
    ['emptiness', '[{},[],"",{"":""}]', '[ { } , [ ] , "" , {"" : ""} ]'],
  ])('%s', (_, a, b) => {
    expect(canonicalJson(b)).toBe(canonicalJson(a));
    expect(JSON.parse(canonicalJson(b))).toEqual(JSON.parse(a));
  });

  test.each([
    ['["a","b"]', '["b","a"]'],
    ['12345678901234567890', '12345678901234567891'],
    ['0.1', '0.10000000000000001'],
    ['"1"', '1'],
    ['"a "', '"a"'],
    ['{"a":null}', '{}'],
    ['[[1],2]', '[[1,2]]'],
  ])('but %s is not %s', (a, b) => {
    expect(canonicalJson(a)).not.toBe(canonicalJson(b));
  });
});

describe('two values are the same whatever their', () => {
  test.each([
    ['order of keys', { a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 }],
    ['spaces around texts', { a: 'Müller' }, { a: ' Müller\n' }],
    ['composition of accents', 'Mu\u0308ller', 'M\u00fcller'],
    ['emptiness', { a: 1, b: '', c: null, d: [], e: { f: ' ' } }, { a: 1 }],
    ['emptiness as a whole', undefined, { a: [] }],
  ])('%s', (_, a, b) => {
    expect([isSameValue(a, b), isSameValue(b, a)]).toEqual([true, true]);
  });

  test.each([
    [{ a: 1 }, { a: '1' }],
    [{ a: 0 }, {}],
    [{ a: false }, {}],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    ['a  b', 'a b'],
  ])('but %j is not %j', (a, b) => {
    expect(isSameValue(a, b)).toBe(false);
  });
});
