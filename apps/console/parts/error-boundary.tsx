import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { texts } from './messages.ts';
import { Note } from './note.tsx';

/** A screen that throws, or whose files are gone since an upgrade, takes nothing else with it. Give it the path as key. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Note title={texts.broken} tone="bad" action={<Button onClick={() => location.reload()}>{texts.reload}</Button>} isAlert>
        <p>{texts.brokenText}</p>
      </Note>
    );
  }
}
