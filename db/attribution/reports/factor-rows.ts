import { type Part, part } from '#db/statement-part.ts';
import type { DayFactor } from './rate-book.ts';

const MAX_BIGINT = 2n ** 63n - 1n;

/**
 * Factors as rows (currency, day, above, below, most), for a statement that computes (2 × amount × above + below) ÷ (2 × below) in 64 bits, which amounts
 * of up to `most` allow. Factors that are too long for any amount are left out.
 */
export function factorRows(factors: readonly DayFactor[]): Part {
  const usable = factors.flatMap((factor) => {
    const most = (MAX_BIGINT - factor.below) / (2n * factor.above);
    return 2n * factor.below <= MAX_BIGINT && most > 0n ? [{ ...factor, most }] : [];
  });
  const of = (cell: (factor: (typeof usable)[number]) => string): string[] => usable.map(cell);
  return part`
    select * from unnest(${of(({ currency }) => currency)}::text[], ${of(({ day }) => day)}::text[]::date[],
      ${of(({ above }) => String(above))}::text[]::bigint[], ${of(({ below }) => String(below))}::text[]::bigint[],
      ${of(({ most }) => String(most))}::text[]::bigint[]) as factor (currency, day, above, below, most)`;
}
