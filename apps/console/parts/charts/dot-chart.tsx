import styles from './charts.module.css';

const NAME_WIDTH = 200;
const STEP = 44;
const ROW = 30;
const LARGEST = 13;
/** So that a small share is seen, too. */
const SMALLEST = 2;

interface DotRow {
  name: string;
  /** Shares of one, one for each place; null or nought is an empty place. */
  shares: readonly (number | null)[];
  isChosen: boolean;
}

interface DotChartProps {
  /** What happened in which order. */
  places: readonly string[];
  rows: readonly DotRow[];
  shown: (share: number) => string;
  label: string;
}

/** A line of dots for each row: the larger a dot, the larger its share. The table beside it has the numbers. */
export function DotChart({ places, rows, shown, label }: DotChartProps) {
  const width = NAME_WIDTH + places.length * STEP;
  const height = rows.length * ROW;
  return (
    // Whoever has only a keyboard must be able to scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles['scroller']} aria-label={label} tabIndex={0}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
        {rows.map(({ name, shares, isChosen }, row) => {
          const y = row * ROW + ROW / 2;
          return (
            <g key={name} className={styles[isChosen ? 'chosen' : 'other']}>
              <text x={0} y={y} dominantBaseline="middle">
                {name}
              </text>
              <line className={styles['axis']} x1={NAME_WIDTH} x2={width} y1={y} y2={y} />
              {shares.map(
                (share, place) =>
                  share !== null &&
                  share > 0 && (
                    <circle
                      key={places[place]}
                      cx={NAME_WIDTH + place * STEP + STEP / 2}
                      cy={y}
                      r={Math.max(SMALLEST, Math.sqrt(share) * LARGEST)}
                    >
                      <title>{`${places[place]}: ${name} ${shown(share)}`}</title>
                    </circle>
                  ),
              )}
            </g>
          );
        })}
      </svg>
    </section>
  );
}
