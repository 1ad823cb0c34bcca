import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schema } from '#apps/console/api/schema.ts';
import { number } from '#apps/console/messages/messages.ts';
import { money, percent } from '#apps/console/messages/money.ts';
import { Facts } from '#apps/console/parts/facts.tsx';
import { texts } from './messages.ts';

type Measure = Schema<'RoiMeasure'>;
interface FiguresProps {
  of: Schema<'RoiReport'>;
  /** Where the lines of a figure are. */
  linesOf: (measure: Measure) => string;
}

/** The figures of a partner. Each leads to its lines; what is computed from others says how. */
export function Figures({ of, linesOf }: FiguresProps) {
  const { revenue, cost, leads, opportunities, customers, cpl, cac, roi, roas, ltv } = of;
  const link = (measure: Measure, shown: ReactNode) =>
    [texts.measures[measure], shown && <Link href={linesOf(measure)}>{shown}</Link>] as const;
  return (
    <Facts
      of={[
        link('revenue_net', money(revenue.net)),
        link('revenue_gross', money(revenue.gross)),
        link('refunds', money(revenue.refunds)),
        link('tax', money(revenue.tax)),
        link('revenue_sourced', money(revenue.sourced)),
        link('revenue_influenced', money(revenue.influenced)),
        link('cost', money(cost)),
        link('leads', number(leads)),
        link('opportunities', number(opportunities)),
        link('customers', number(customers)),
        [texts.cpl, money(cpl)],
        [texts.cac, money(cac)],
        [texts.roi, roi !== null && <Formula of={texts.roiFormula}>{percent(roi)}</Formula>],
        [texts.roas, roas !== null && <Formula of={texts.roasFormula}>{number(roas)}</Formula>],
        [texts.ltv, money(ltv.formula)],
        [texts.arpa, ltv.arpa && <Link href={linesOf('monthly_revenue')}>{money(ltv.arpa)}</Link>],
        [texts.churn, ltv.churn_monthly !== null && <Link href={linesOf('subscribers')}>{percent(ltv.churn_monthly)}</Link>],
        [
          texts.lifetime,
          ltv.lifetime_months !== null && <Formula of={ltv.is_capped ? texts.capped : ''}>{number(ltv.lifetime_months)}</Formula>,
        ],
      ]}
    />
  );
}

function Formula({ of, children }: { of: string; children: ReactNode }) {
  return (
    <>
      {children}
      <br />
      <small>{of}</small>
    </>
  );
}
