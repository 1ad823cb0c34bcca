import { type Part, part } from '#db/statement-part.ts';
import { type Measure, measures, type Model, models } from '#domain/attribution/facts.ts';
import type { DayRange, WindowParts } from '#domain/attribution/report-window.ts';
import { flowMeasures, stateMeasures } from '#domain/attribution/return.ts';
import type { DayFactor, MonthRates } from './rate-book.ts';

/** What to add up: the credits of one version, scope and model as they were recorded until `asOf`. */
export interface Books {
  version: number;
  scope: string;
  model: Model;
  asOf: Date;
  /** Of the version: its days are days of this calendar. */
  timeZone: string;
}

export interface SumsWanted extends Books {
  /** Undefined: each partner. The empty text is the company itself. */
  partnerId?: string | undefined;
  parts: WindowParts;
  measures: readonly Measure[];
  /** Of the report. Other currencies are converted day by day; what `factors` lacks stays as it is, by day. */
  currency: string;
  factors: readonly DayFactor[];
  /** Months that are stored as converted by these rates are read as they are. Without it, all are read by day. */
  monthRates?: MonthRates;
  /** Whether days stay apart. */
  byDay?: boolean;
}

const numbersOf = (names: readonly Measure[]): number[] => names.map((name) => measures[name]);
export const flowsOf = ({ measures: names }: SumsWanted): Measure[] => names.filter((name) => flowMeasures.includes(name));
export const statesOf = ({ measures: names }: SumsWanted): Measure[] => names.filter((name) => stateMeasures.includes(name));
export const shareOf = (model: Model): Part => part`by_model[${models.indexOf(model) + 1}::int]`;

/** The columns by which all tables of credits are read. */
export function ofBooks({ version, scope, partnerId, measures: names }: SumsWanted, only: readonly Measure[] = names): Part {
  const partner = partnerId === undefined ? part`` : part`and partner_id = ${partnerId}`;
  return part`version = ${version} and scope = ${scope} ${partner} and measure = any(${numbersOf(only)}::int[])`;
}

export const dayOf = ({ timeZone }: SumsWanted): Part => part`(occurred_at at time zone ${timeZone})::date`;

/** What needs no conversion, and what does. */
export const isOwn = ({ currency }: SumsWanted): Part =>
  part`(currency in ('', ${currency}) or measure = any(${numbersOf(stateMeasures)}::int[]))`;
export const isForeign = ({ currency }: SumsWanted): Part =>
  part`currency not in ('', ${currency}) and measure <> all(${numbersOf(stateMeasures)}::int[])`;

export const unionAll = (parts: readonly Part[]): Part => parts.reduce((left, right) => part`${left} union all ${right}`);

export const isWithin = (ranges: readonly DayRange[]): Part =>
  ranges.map(({ from, to }) => part`(day >= ${from}::date and day < ${to}::date)`).reduce((left, right) => part`${left} or ${right}`);
