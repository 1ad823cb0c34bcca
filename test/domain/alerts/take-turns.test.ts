import { expect, test } from 'vitest';
import { takeTurns } from '#domain/alerts/take-turns.ts';

const one = (id: string, partnerId: string | null, rank = 1) => ({ id, partnerId, rank });
const bounds = { partnerOf: ({ partnerId }: { partnerId: string | null }) => partnerId, rankOf: ({ rank }: { rank: number }) => rank };
const idsOf = (taken: readonly { id: string }[]) => taken.map(({ id }) => id).join(' ');

test('the best rank comes first, then each partner by turns, and what belongs to the company before their second', () => {
  const all = [one('a1', 'a'), one('a2', 'a'), one('a3', 'a'), one('b1', 'b'), one('c1', null), one('c2', null), one('b0', 'b', 0)];
  const { taken, left, crowded, beyond } = takeTurns(all, { ...bounds, limit: 5, ofPartner: 9 });
  expect(idsOf(taken)).toBe('b0 a1 c1 c2 a2');
  expect([idsOf(left), crowded.size, beyond]).toEqual(['b1 a3', 0, 2]);
});

test('beyond its part, a partner has nothing, and is counted for itself', () => {
  const all = [...Array.from({ length: 50 }, (_, n) => one(`a${n}`, 'a', 0)), one('b', 'b'), one('c', null)];
  const { taken, left, crowded, beyond } = takeTurns(all, { ...bounds, limit: 10, ofPartner: 3 });
  expect(idsOf(taken)).toBe('a0 a1 a2 b c');
  expect([left.length, [...crowded], beyond]).toEqual([47, [['a', 47]], 0]);
});
