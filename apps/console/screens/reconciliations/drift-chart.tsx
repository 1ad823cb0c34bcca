import type { Schema } from '#apps/console/api/schema.ts';
import { texts } from './messages.ts';
import styles from './drift-chart.module.css';

const WIDTH = 640;
const HEIGHT = 120;
const WIDEST_BAR = 24;

/** A bar for each night: its height is for the findings, its dark part for those that need a person. The table has the numbers. */
export function DriftChart({ nights }: { nights: readonly Schema<'ReconciliationNight'>[] }) {
  const [first, last] = [nights[0], nights.at(-1)];
  if (!first || !last) return null;
  const most = Math.max(1, ...nights.map(({ findings }) => findings));
  const step = Math.min(WIDEST_BAR, WIDTH / nights.length);
  const height = (value: number) => (value / most) * HEIGHT;
  return (
    <svg className={styles['chart']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={texts.chart(first.night, last.night, most)}>
      <line className={styles['axis']} x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      {nights.map(({ reconciliation_id, night, findings, needs_person }, place) => (
        <g key={reconciliation_id}>
          <title>{texts.bar(night, findings, needs_person)}</title>
          <rect className={styles['all']} x={place * step} y={HEIGHT - height(findings)} width={step - 2} height={height(findings)} />
          <rect
            className={styles['person']}
            x={place * step}
            y={HEIGHT - height(needs_person)}
            width={step - 2}
            height={height(needs_person)}
          />
        </g>
      ))}
    </svg>
  );
}
