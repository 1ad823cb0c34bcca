import styles from './charts.module.css';

const WIDTH = 640;
const HEIGHT = 180;
/** So that a line at the edge is not cut in half. */
const EDGE = 3;

interface Line {
  name: string;
  tone: 'good' | 'warn';
  /** One for each place; null where nothing is known. */
  values: readonly (number | null)[];
}

interface LineChartProps {
  /** What the places of the lines are, such as days. */
  places: readonly string[];
  lines: readonly Line[];
  shown: (value: number) => string;
  /** The name of the picture, from its least and its most value. */
  label: (least: string, most: string) => string;
  /** The least that the scale goes up to. */
  atLeast?: number;
}

/** Values over time, as lines with a point for each value. The table beside it has the numbers. */
export function LineChart({ places, lines, shown, label, atLeast = 0 }: LineChartProps) {
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  if (places.length === 0) return null;
  const [least, most] = [Math.min(0, ...known), Math.max(atLeast, ...known)];
  const x = (place: number) => EDGE + (places.length === 1 ? WIDTH / 2 : (place / (places.length - 1)) * (WIDTH - 2 * EDGE));
  const y = (value: number) => EDGE + (most === least ? 1 : (most - value) / (most - least)) * (HEIGHT - 2 * EDGE);
  return (
    <figure className={styles['figure']}>
      <svg className={styles['chart']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label(shown(least), shown(most))}>
        <line className={styles['axis']} x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
        {lines.map(({ name, tone, values }) => (
          <g key={name} className={styles[tone]}>
            <path d={pathOf(values, x, y)} />
            {values.map(
              (value, place) =>
                value !== null && (
                  <circle key={places[place]} cx={x(place)} cy={y(value)} r={EDGE}>
                    <title>{`${places[place]}: ${name} ${shown(value)}`}</title>
                  </circle>
                ),
            )}
          </g>
        ))}
      </svg>
      <figcaption className={styles['legend']}>
        {lines.map(({ name, tone }) => (
          <span key={name} className={styles[`${tone}Key`]}>
            {name}
          </span>
        ))}
        <span>{`${places[0]} – ${places.at(-1)}`}</span>
        <span>{`${shown(least)} – ${shown(most)}`}</span>
      </figcaption>
    </figure>
  );
}

/** A line from each value to the next one. It is broken where one is missing. */
function pathOf(values: readonly (number | null)[], x: (place: number) => number, y: (value: number) => number): string {
  return values
    .map((value, place) => {
      if (value === null) return '';
      const before = values[place - 1] ?? null;
      return `${before === null ? 'M' : 'L'}${x(place).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}
