import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Button } from '#apps/console/parts/button.tsx';
import { Announcements } from './announcements.tsx';
import { texts } from './messages.ts';
import { Navigation } from './navigation.tsx';
import { ViewBanner } from './view-banner.tsx';
import styles from './shell.module.css';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

/** What is around every screen. */
export function Shell({ children }: { children: ReactNode }) {
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setPaletteOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content">
        {texts.skip}
      </a>
      <header className={styles['header']}>
        <span className={styles['brand']}>Causeway</span>
        <Button onClick={() => setPaletteOpen(true)} opensDialog>
          {texts.open} <kbd className={styles['key']}>Ctrl K</kbd>
        </Button>
      </header>
      <Navigation />
      <main id="content" className={styles['content']} tabIndex={-1}>
        <ViewBanner />
        {children}
      </main>
      <Announcements />
      {isPaletteOpen && (
        <Suspense>
          <Palette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
