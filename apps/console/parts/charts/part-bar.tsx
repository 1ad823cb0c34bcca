import styles from './charts.module.css';

/** How much of the whole something is. The number beside it says the same. */
export function PartBar({ part }: { part: number }) {
  return (
    <svg className={styles['partBar']} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width={Math.max(0, part) * 100} height={10} />
    </svg>
  );
}
