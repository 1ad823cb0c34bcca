import styles from './charts.module.css';

const WIDTH = 640;
const HEIGHT = 120;
const WIDEST_BAR = 24;

export interface Bar {
  key: string;
  title: string;
  value: number;
  /** What of it is shown darker. */
  part: number;
}

/** A bar for each value, with a darker part. The table beside it has the numbers. */
export function BarChart({ bars, label }: { bars: readonly Bar[]; label: (most: number) => string }) {
  if (bars.length === 0) return null;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const step = Math.min(WIDEST_BAR, WIDTH / bars.length);
  const rect = (className: string | undefined, place: number, value: number) => {
    const height = (value / most) * HEIGHT;
    return <rect className={className} x={place * step} y={HEIGHT - height} width={step - 2} height={height} />;
  };
  return (
    <svg className={styles['bars']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label(most)}>
      <line className={styles['axis']} x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      {bars.map(({ key, title, value, part }, place) => (
        <g key={key}>
          <title>{title}</title>
          {rect(styles['all'], place, value)}
          {rect(styles['part'], place, part)}
        </g>
      ))}
    </svg>
  );
}
