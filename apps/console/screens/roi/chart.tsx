import type { Schema } from '#apps/console/api/schema.ts';
import { money } from '#apps/console/messages/money.ts';
import { texts } from './messages.ts';
import styles from './roi.module.css';

type Item = Schema<'RoiSeriesItem'>;

const WIDTH = 640;
const HEIGHT = 180;
/** So that a line at the edge is not cut in half. */
const EDGE = 3;

/** Net revenue and cost, period by period. The table beside it has the numbers. */
export function Chart({ of }: { of: readonly Item[] }) {
  const [first, last] = [of[0], of.at(-1)];
  if (!first || !last) return null;
  const [net, cost] = [of.map(({ revenue }) => Number(revenue.net.amount)), of.map((item) => Number(item.cost.amount))];
  const least = Math.min(0, ...net, ...cost);
  const most = Math.max(0, ...net, ...cost);
  const x = (place: number) => EDGE + (of.length === 1 ? WIDTH / 2 : (place / (of.length - 1)) * (WIDTH - 2 * EDGE));
  const y = (value: number) => EDGE + (most === least ? 1 : (most - value) / (most - least)) * (HEIGHT - 2 * EDGE);
  const points = (values: readonly number[]) => values.map((value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const shown = (value: number) => money({ amount: String(value), currency: first.cost.currency }) ?? '';
  return (
    <figure className={styles['figure']}>
      <svg
        className={styles['chart']}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={texts.chart(first.from, last.from, shown(least), shown(most))}
      >
        <line className={styles['axis']} x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
        <polyline className={styles['cost']} points={points(cost)} />
        <polyline className={styles['net']} points={points(net)} />
        {of.map((item, place) => (
          <circle key={item.from} className={styles['point']} cx={x(place)} cy={y(net[place] ?? 0)} r={EDGE}>
            <title>{`${item.from}: ${money(item.revenue.net)} / ${money(item.cost)}`}</title>
          </circle>
        ))}
      </svg>
      <figcaption className={styles['legend']}>
        <span className={styles['netKey']}>{texts.measures.revenue_net}</span>
        <span className={styles['costKey']}>{texts.measures.cost}</span>
        <span>{`${first.from} – ${last.from}`}</span>
        <span>{`${shown(least)} – ${shown(most)}`}</span>
      </figcaption>
    </figure>
  );
}
