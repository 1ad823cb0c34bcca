import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { handLists, inOrder } from '#apps/cli/lists/hand-lists.ts';

const folder = new URL('../../../domain/accounts/lists/', import.meta.url);
const generated = ['common-words.json', 'countries.json', 'legal-forms.json', 'scores.json'];

test.each(handLists)('%s is in lower case and sorted, and has no word twice', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  expect(text).toBe(`${JSON.stringify(inOrder(JSON.parse(text)), null, 2)}\n`);
});

test('every list of the matching is one that a command makes or checks', () => {
  expect(readdirSync(folder).toSorted()).toEqual([...handLists, ...generated].toSorted());
});
