import type { ReactNode } from 'react';
import styles from './charts.module.css';

/** The darkest of the colours of a heat map. */
const HOTTEST = 3;

/** A cell of a heat map, which is a table: the more, the darker. */
export function Heat({ value, most, children }: { value: number; most: number; children: ReactNode }) {
  const heat = most > 0 ? Math.max(0, Math.ceil((value / most) * HOTTEST)) : 0;
  return <span className={styles[`heat${heat}`]}>{children}</span>;
}
