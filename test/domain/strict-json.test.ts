import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical-json.ts';
import { seededRandom } from '#domain/random.ts';
import { JsonFault, type JsonFaultKind, JsonReader, MAX_CONTAINERS, MAX_DEPTH, MAX_MEMBERS, MAX_VALUES } from '#domain/strict-json.ts';

function read(text: string): unknown {
  const reader = new JsonReader(Buffer.from(text));
  reader.read();
  return reader.value;
}

function faultOf(text: string): JsonFaultKind | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (error instanceof JsonFault) return error.kind;
    throw error;
  }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('a text', () => {
  test.each([
    ...['1', '-0', '1.50', '1e5', '"a"', 'null', 'true', 'false', '[]', '{}', ' [ 1 , 2 ] ', '{"a":{"b":[{}]},"1":2,"0":3}'],
    ...[String.raw`"\u00e9\n\"\\\/"`, '"ä€😀"', '{"constructor":1,"toString":2,"a":{"prototype":1}}', '{"":0}'],
  ])('%s means what JSON.parse reads', (text) => {
    expect(read(text)).toStrictEqual(JSON.parse(text));
    expect(Object.keys(Object(read(text)))).toEqual(Object.keys(Object(JSON.parse(text))));
  });

  test.each([
    ...['', ' ', '[', ']', '{', '[1', '[1,]', '[,1]', '[1 2]', '[1]]', '1 2', '{"a"}', '{"a":}', '{"a":1,}', '{a:1}', "{'a':1}", '{1:1}'],
    ...[
      '01',
      '1.',
      '.5',
      '+1',
      '1e',
      '-',
      'NaN',
      'Infinity',
      'nul',
      'truE',
      'undefined',
      '"a',
      '"\\',
      String.raw`"\x"`,
      String.raw`"\u12"`,
    ],
    ...['"a\nb"', '"\u0000"', '[1}', '{"a":1]', '// a\n1', '\u00a01', '\ufeff1'],
  ])('%j is refused, as by JSON.parse', (text) => {
    expect(isJson(text)).toBe(false);
    expect(faultOf(text)).toBe('malformed');
  });

  test.each<[string, JsonFaultKind]>([
    ['{"a":1,"b":2,"a":1}', 'repeated_key'],
    [String.raw`[{"a":1,"\u0061":1}]`, 'repeated_key'],
    ['{"toString":1,"toString":1}', 'repeated_key'],
    ['{"__proto__":1}', 'poison'],
    [String.raw`{"a":{"\u005f_proto__":{}}}`, 'poison'],
    ['{"constructor":{"prototype":1}}', 'poison'],
    ['[12345678901234567890]', 'lossy_number'],
    ['[1e400]', 'lossy_number'],
    ['['.repeat(MAX_DEPTH + 1), 'too_deep'],
    [`{${Array.from({ length: MAX_MEMBERS + 1 }, (_, index) => `"${index}":0`).join()}`, 'too_many_members'],
    [`[${'0,'.repeat(MAX_VALUES)}`, 'too_many_values'],
    [`[${'{},'.repeat(2 * MAX_CONTAINERS)}`, 'too_many_values'],
  ])('%s has more than one meaning or no bound, and is refused', (text, kind) => {
    expect(faultOf(text)).toBe(kind);
  });

  test('that has the largest depth or the most members is read', () => {
    for (const text of [
      `${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}`,
      `{${Array.from({ length: MAX_MEMBERS }, (_, index) => `"k${index}":0`).join()}}`,
      JSON.stringify(Array.from({ length: MAX_CONTAINERS - 1 }, () => ({}))),
      JSON.stringify(Array.from({ length: 5 * MAX_CONTAINERS }, (_, index) => ({ sku: `article ${index}`, count: 1 }))),
    ]) {
      expect(read(text)).toEqual(JSON.parse(text));
    }
  });

  test('of random characters is read or refused as by JSON.parse, whole or in pieces', () => {
    const random = seededRandom(14);
    const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '"b"', '"c"', '1', '-2.5e3', 'true', 'null', ' ', '"\\n"', 'x', '"'];
    let readable = 0;
    for (let round = 0; round < 20_000; round++) {
      const text = Array.from({ length: 1 + Math.floor(random() * 9) }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      const fault = faultOf(text);
      if (fault === 'repeated_key' || fault === 'lossy_number') continue;
      expect([text, fault === undefined]).toEqual([text, isJson(text)]);
      if (fault !== undefined) continue;
      readable++;
      expect(read(text)).toStrictEqual(JSON.parse(text));
    }
    expect(readable).toBeGreaterThan(500);
  });

  test('of any length is read in pieces, with the same result', () => {
    const value = Array.from({ length: 4_000 }, (_, index) => ({
      index,
      text: 'x'.repeat(index % 50),
      list: [index, null, { deep: [[]] }],
    }));
    const text = JSON.stringify(value);
    const reader = new JsonReader(Buffer.from(text), { canonical: true });
    let pieces = 1;
    while (!reader.read(Number.NEGATIVE_INFINITY)) pieces++;
    expect(pieces).toBeGreaterThan(20);
    expect(reader.value).toEqual(value);
    expect(reader.canonical).toBe(canonicalJson(text));
  });
});
