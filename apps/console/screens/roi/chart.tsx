import type { Schema } from '#apps/console/api/schema.ts';
import { money } from '#apps/console/messages/money.ts';
import { LineChart } from '#apps/console/parts/charts/line-chart.tsx';
import { texts } from './messages.ts';

/** Net revenue and cost, period by period. */
export function Chart({ of }: { of: readonly Schema<'RoiSeriesItem'>[] }) {
  const [first, last] = [of[0], of.at(-1)];
  if (!first || !last) return null;
  const { currency } = first.cost;
  return (
    <LineChart
      places={of.map(({ from }) => from)}
      lines={[
        { name: texts.measures.revenue_net, tone: 'good', values: of.map(({ revenue }) => Number(revenue.net.amount)) },
        { name: texts.measures.cost, tone: 'warn', values: of.map(({ cost }) => Number(cost.amount)) },
      ]}
      shown={(value) => money({ amount: String(value), currency }) ?? ''}
      label={(least, most) => texts.chart(first.from, last.from, least, most)}
    />
  );
}
