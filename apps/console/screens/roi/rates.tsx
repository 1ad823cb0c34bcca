import type { Schema } from '#apps/console/api/schema.ts';
import { texts } from './messages.ts';

/** With which an amount was converted. */
export function Rates({ of }: { of: readonly Schema<'FactRate'>[] }) {
  return of.map(({ currency, per_euro, day }) => <div key={currency}>{texts.rate(per_euro, currency, day)}</div>);
}
