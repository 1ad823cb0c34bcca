import { useEffect, useState } from 'react';
import { onAnnounced } from './announce.ts';
import styles from './shell.module.css';

/** Long enough to be read. */
const SHOWN_MS = 6_000;

export function Announcements() {
  const [text, setText] = useState('');
  useEffect(() => onAnnounced(setText), []);
  useEffect(() => {
    if (text === '') return undefined;
    const timer = setTimeout(() => setText(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return <output className={styles['announcement']}>{text}</output>;
}
