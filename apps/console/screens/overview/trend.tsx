import type { Schema } from '#apps/console/api/schema.ts';
import { toneOf } from './health-state.tsx';
import { texts } from './messages.ts';
import styles from './trend.module.css';

type Day = Schema<'HealthDay'>;

const WIDTH = 8;
const HEIGHT = 24;
/** A day on which nothing was well is seen, too. */
const LEAST = 3;

/** A bar for each day: its height is for how much of it nothing was wrong, its colour the worst state. The table beside it says the same. */
export function Trend({ days }: { days: readonly Day[] }) {
  const watched = days.filter(({ worst }) => worst !== null);
  const well = watched.filter(({ well_percent }) => well_percent === 100);
  return (
    <svg
      className={styles['trend']}
      viewBox={`0 0 ${days.length * WIDTH} ${HEIGHT}`}
      width={days.length * WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={texts.days(well.length, watched.length)}
    >
      {days.map((day, place) => {
        const height = Math.max(LEAST, ((day.well_percent ?? 0) / 100) * HEIGHT);
        return (
          <rect
            key={day.day}
            className={styles[day.worst === null ? 'none' : toneOf(day.worst)]}
            x={place * WIDTH}
            y={HEIGHT - height}
            width={WIDTH - 2}
            height={height}
          >
            <title>{`${day.day}: ${day.worst === null ? texts.notWatched : texts.states[day.worst]}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
