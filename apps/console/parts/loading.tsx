import { texts } from './messages.ts';
import styles from './loading.module.css';

/** Keeps the place of what is on its way. */
export function Loading() {
  return (
    <output className={styles['loading']} aria-busy="true">
      <span className={styles['text']}>{texts.loading}</span>
    </output>
  );
}
