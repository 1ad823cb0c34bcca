import { type ReactNode, useEffect, useRef } from 'react';
import { type Scope, useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import { Note } from './note.tsx';
import styles from './page.module.css';

interface PageProps {
  title: string;
  children: ReactNode;
  /** What can be done with all of it. */
  actions?: ReactNode;
}

let hasShownOne = false;

export function nameTab(title: string): void {
  document.title = `${title} · Causeway`;
}

/** A screen: its title is that of the tab, and gets the focus when somebody comes from another screen. */
export function Page({ title, children, actions }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The first screen leaves the focus to the browser, and one that arrives late to the dialog that was opened meanwhile.
    if (hasShownOne && !document.querySelector('[role=dialog]')) heading.current?.focus();
    hasShownOne = true;
  }, []);
  useEffect(() => {
    nameTab(title);
  }, [title]);
  return (
    <>
      <div className={styles['head']}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div className={styles['actions']}>{actions}</div>}
      </div>
      {children}
    </>
  );
}

/** Shows its children only to whom the API would answer. */
export function Guarded({ scope, children }: { scope: Scope | null; children: ReactNode }) {
  const may = useMay();
  if (scope === null || may(scope)) return children;
  return (
    <Page title={texts.forbidden}>
      <Note title={texts.forbidden} tone="warn">
        <p>{texts.forbiddenText(scope)}</p>
      </Note>
    </Page>
  );
}
