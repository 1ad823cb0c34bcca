import { describe, expect, test } from 'vitest';
import { costOfPattern } from '#domain/pattern-cost.ts';

describe('a pattern has a bounded cost', () => {
  test.each([
    '^\\d+\\.\\d{2}$',
    '^\\d+(\\.\\d+)?$',
    '^[A-Z]{3}$',
    '^C-[0-9]{4}$',
    '^[a-z0-9-]+$',
    '^(new|won|lost)$',
    '^https://[a-z]+\\.example/.*$',
    '^\\+?[0-9 ]{5,20}$',
    '[A-Z]{2}',
    '^[^@]+@[^@]+$',
    '^a*a$',
    '^(?:EUR|USD) \\d+$',
    '^ä+$',
  ])('%s', (pattern) => {
    expect(costOfPattern(pattern)).toBeGreaterThan(0);
  });
});

describe('no bound is proved for a pattern', () => {
  test.each([
    ['that repeats a repetition', '^(a+)+$'],
    ['that repeats alternatives', '^(a|a)*$'],
    ['that repeats a group', '^([a-z]+-)*[a-z]+$'],
    ['whose repetitions compete for the same characters', '^a*a*b$'],
    ['whose repetitions compete through an optional one', '^a+x?a+$'],
    ['whose repetitions compete through a class', '^\\w+\\d+$'],
    ['whose repetitions compete through characters beyond ASCII', '^ä+[^a]+$'],
    ['with a repetition and no anchor', 'a+b'],
    ['that is long and has no anchor', '[ab]{300}c'],
    ['with an anchor in one alternative only', '^a|b+c'],
    ['with many bounded repetitions that compete', '^a{0,50}a{0,50}a{0,50}b$'],
    ['with a back reference', '^(a+)\\1$'],
    ['with look-around', '^(?=a+)a+b$'],
    ['with a property of characters', '^\\p{L}+$'],
    ['with an anchor inside', 'a^b'],
    ['that is broken', '^(a'],
    ['with a broken class', '^[a'],
    ['with a broken count', '^a{b'],
  ])('%s: %s', (_, pattern) => {
    expect(costOfPattern(pattern)).toBeNull();
  });
});
