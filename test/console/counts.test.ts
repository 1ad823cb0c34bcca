import { globSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../apps/console');
const files = globSync('{parts,screens,session,shell}/**/*messages.ts', { cwd: folder }).toSorted();

beforeAll(() => {
  vi.stubGlobal('location', { search: '' });
  vi.stubGlobal('localStorage', { getItem: () => null });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

type Message = string | ((...values: unknown[]) => string) | { [name: string]: Message };

/** What a message says of one thing: each of its values is 1. */
function textsOfOne(message: Message, name: string): [name: string, text: string][] {
  if (typeof message === 'string') return [[name, message]];
  if (typeof message === 'object') return Object.entries(message).flatMap(([inner, each]) => textsOfOne(each, `${name}.${inner}`));
  const said = (one: unknown) => message(...Array.from({ length: message.length }, () => one));
  try {
    return [[name, said(1)]];
  } catch {
    // It takes words.
    return [[name, said('1')]];
  }
}

/** Words that end in s and are right after one. */
const right = /^(?:is|was|has|as|goes|counts|matches|waits|ms|s)$/;
const verbOfMany = /\b1 (?:[a-z]+ )?(?:are|were|have|go|count|match|wait)\b/;
const nounOfMany = /\b1 (?:dead |older |watched |linked )?([a-z]+s)\b/g;
const isOfMany = (text: string): boolean =>
  verbOfMany.test(text) || [...text.matchAll(nounOfMany)].some(([, word = '']) => !right.test(word));

test.each(files)('the messages of %s speak of one thing in the singular', async (file) => {
  const { texts } = (await import(path.join(folder, file))) as { texts: Message };
  expect(textsOfOne(texts, 'texts').filter(([, text]) => isOfMany(text))).toEqual([]);
});
