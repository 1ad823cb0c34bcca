import styles from './json-text.module.css';

/** JSON as it is, in lines. Text, whatever it contains: nothing of it is markup here. */
export function JsonText({ value }: { value: unknown }) {
  return (
    // Whoever has only a keyboard must be able to scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles['json']} tabIndex={0}>
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
