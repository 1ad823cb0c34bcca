import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { counted } from '#domain/counted.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('one thing is in the singular, none and many in the plural, with their verb', () => {
  expect([0, 1, 2, 12_000].map((n) => counted(n, 'record'))).toEqual(['0 records', '1 record', '2 records', '12,000 records']);
  expect([1, 2].map((n) => `${counted(n, 'record is', 'records are')} not written`)).toEqual([
    '1 record is not written',
    '2 records are not written',
  ]);
});

/** Bounds are never 1, and these are not either: texts that are only written of several, and words that are no numbers. */
const bound = /^(?:[A-Z_]+|(?:max|furthest|patience|batch|waiting|warn)\w*)(?:\W|$)/;
const neverOne = new Set([
  ...['deliveryIds.length', 'events.length', 'deliveries', 'days', 'count', 'here', 'rows', 'Math.round(seconds / 86_400)'],
  "step.what === 'gone' ? 'deleted and merged' : 'changed'",
]);
const nouns = 'records|rows|deliveries|deals|endpoints|events|findings|transfers|accounts|pairs|keys|partners|alerts|days|dead letters';
const bare = new RegExp(`\\$\\{([^{}]*)\\} (?:${nouns})\\b`, 'g');

test.each(['activities', 'apps/api', 'apps/dispatch', 'db', 'domain'])(
  'no text of %s puts a plural after a number that can be one',
  (folder) => {
    const found = globSync('**/*.ts', { cwd: path.join(root, folder) }).flatMap((file) =>
      [...readFileSync(path.join(root, folder, file), 'utf8').matchAll(bare)].flatMap(([text, value = '']) =>
        bound.test(value) || neverOne.has(value) ? [] : `${file}: ${text}`,
      ),
    );
    expect(found).toEqual([]);
  },
);
