import type { ReactNode } from 'react';
import styles from './note.module.css';

interface NoteProps {
  title: string;
  children?: ReactNode;
  tone?: 'calm' | 'bad' | 'warn' | 'good';
  /** What mends it. */
  action?: ReactNode;
  /** Said at once by screen readers: for what a press brought. */
  isAlert?: boolean;
}

/** Why there is nothing to see here, or what went wrong, and what to do. */
export function Note({ title, children, tone = 'calm', action, isAlert = false }: NoteProps) {
  return (
    <div className={`${styles['note']} ${styles[tone]}`} role={isAlert ? 'alert' : undefined}>
      <p className={styles['title']}>{title}</p>
      {children}
      {action && <div className={styles['action']}>{action}</div>}
    </div>
  );
}
