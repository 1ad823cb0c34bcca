import { Children, type ReactNode } from 'react';
import styles from './links.module.css';

/** Ways to related screens. */
export function Links({ children }: { children: ReactNode }) {
  return (
    <ul className={styles['links']}>
      {Children.map(Children.toArray(children), (link) => (
        <li>{link}</li>
      ))}
    </ul>
  );
}
