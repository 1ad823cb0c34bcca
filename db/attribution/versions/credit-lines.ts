import { escaped } from '#db/copy-rows.ts';
import type { Credit } from '#domain/attribution/credits.ts';

/** A credit, or a change of one, as a row of `credit` without its version and time of recording. */
export interface ScopedCredit extends Credit {
  scope: string;
}

/** In the order of the lines. */
export const creditColumns = [
  ...['version', 'scope', 'partner_id', 'fact_id', 'measure', 'currency', 'occurred_at', 'by_model', 'recorded_at'],
] as const;

/**
 * A row of `credit` as COPY reads it. There are millions, so what is the same in many of them is written once: the credits of a fact follow each
 * other, and partners are few.
 */
export function creditLine(version: number, recordedAt: Date): (credit: Credit, scope: string) => string {
  const recorded = recordedAt.toISOString();
  const cells = new Map<string, string>();
  const cell = (text: string): string => {
    const known = cells.get(text) ?? escaped(text);
    cells.set(text, known);
    return known;
  };
  let [fact, at] = ['', ''];
  let [lastId, lastAt] = ['', Number.NaN];
  return ({ partnerId, factId, measure, currency, at: ms, byModel }, scope) => {
    if (factId !== lastId) [lastId, fact] = [factId, escaped(factId)];
    if (ms !== lastAt) [lastAt, at] = [ms, new Date(ms).toISOString()];
    return `${version}\t${cell(scope)}\t${cell(partnerId)}\t${fact}\t${measure}\t${cell(currency)}\t${at}\t${arrayOf(byModel)}\t${recorded}\n`;
  };
}

export const arrayOf = (byModel: readonly bigint[]): string => `{${byModel.join(',')}}`;
