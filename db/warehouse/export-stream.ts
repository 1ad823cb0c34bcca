import { unusualDigits } from '#domain/money.ts';
import type { ExportColumnType, ExportStreamName } from '#domain/warehouse/export-streams.ts';

export interface ExportColumn {
  type: ExportColumnType;
  /** An expression over the row `t`. */
  sql: string;
  about?: string;
  /** The expression for the partner of the row; null if only the company sees the column. */
  forPartner?: string | null;
}

/** A table as it is exported. All expressions are constants over `t`, and over `o`, the row's owner, where `from` joins one. */
export interface ExportStream {
  name: ExportStreamName;
  about: string;
  store: 'main' | 'attribution';
  from: string;
  /** What rows are sorted by, which never changes and has a unique index. */
  key: readonly { sql: string; type: 'text' | 'integer' | 'timestamptz' }[];
  /** The id of a row as text, and the condition by which the row of such an id, `x.row_id`, is found. */
  id: string;
  hasId: string;
  /** Never before the begin of the transaction that wrote the row: db/settled-until.ts depends on it. */
  changedAt: string;
  /** Which rows the company has: not those of sandboxes. */
  isLive: string;
  /** Which rows the partner `$partner` has; null if the stream is only for the company. */
  isOwn: string | null;
  columns: Readonly<Record<string, ExportColumn>>;
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
export const iso = (value: string): string => `to_char(${value} at time zone 'UTC', ${ISO})`;

/** Minor units as a decimal number. Multiplied, because a division rounds. */
function decimal(minor: string, currency: string): string {
  const byDigits = Map.groupBy(unusualDigits, ([, digits]) => digits);
  const cases = [...byDigits].map(
    ([digits, found]) => `when ${currency} in (${found.map(([code]) => `'${code}'`).join(', ')}) then ${minor} * ${scale(digits)}`,
  );
  return `(case ${cases.join(' ')} else ${minor} * ${scale(2)} end)::text`;
}

const scale = (digits: number) => (digits === 0 ? '1' : `0.${'1'.padStart(digits, '0')}`);

const typed =
  (type: ExportColumnType) =>
  (sql: string, more: Omit<ExportColumn, 'type' | 'sql'> = {}): ExportColumn => ({ type, sql, ...more });
export const text = typed('text');
export const integer = typed('integer');
export const real = typed('real');
export const bool = typed('boolean');
export const day = typed('date');
export const json = typed('json');
export const amount = (minor: string, currency: string, more: Omit<ExportColumn, 'type' | 'sql'> = {}): ExportColumn => ({
  ...{ type: 'decimal', sql: decimal(minor, currency) },
  ...more,
});
export const time = (sql: string, more: Omit<ExportColumn, 'type' | 'sql'> = {}): ExportColumn => ({
  type: 'timestamp',
  sql: iso(sql),
  ...more,
});

export const byId = { id: 't.id', key: [{ sql: 't.id', type: 'text' as const }], hasId: 't.id = x.row_id' };
export const notOfSandbox = `not exists (select from partner p where p.id = t.partner_id and p.tier = 'sandbox')`;
export const ofPartner = 't.partner_id = $partner';
