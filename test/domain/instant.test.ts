import { expect, test } from 'vitest';
import { Instant } from '#domain/instant.ts';

test.each(['a'.repeat(65), '', '2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:00:00-12:00'])(
  '%j is a fault, not a failure',
  (time) => {
    expect(Instant.safeParse(time).success).toBe(false);
  },
);

test.each(['2026-03-01T09:30:00Z', '2026-03-01T09:30:00+02:00', '0001-01-01T00:00:00Z'])('%j is a moment', (time) => {
  expect(Instant.safeParse(time).success).toBe(true);
});
