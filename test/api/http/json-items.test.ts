import { expect, test } from 'vitest';
import { jsonItems } from '#apps/api/http/json-items.ts';

const itemsOf = (text: string) =>
  [...jsonItems(Buffer.from(text))].filter((item) => item !== undefined).map((item) => JSON.parse(item.toString()) as unknown);

const lists = ['[]', ' [ ] ', '[1]', '[1, "a]b,c" ,{"a":[1,{}],"b":"\\"]"}, null,[[],[]]]\n', '["\\\\", "\\\\\\""]', '[{"a": 1.10}]'];

test.each(lists)('the items of %s are those of the parsed list', (text) => {
  expect(itemsOf(text)).toEqual(JSON.parse(text));
});

test.each(['[', '[1', '[1,]', '[,1]', '[1 2]', '[1]]', '[1] 2', '{"a":1}', '', '["a', '["a\\"', '[{"a":"]', '[{]', ']', '[}'])(
  'what is no JSON list is refused or has an item that does not parse: %s',
  (text) => {
    expect(() => itemsOf(text)).toThrow(/JSON/);
  },
);
