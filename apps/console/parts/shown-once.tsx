import { texts } from './messages.ts';
import { Note } from './note.tsx';

/** A secret that the API tells only now. It is nowhere but on this page. */
export function ShownOnce({ title, secret }: { title: string; secret: string }) {
  return (
    <Note title={title} tone="good" isAlert>
      <code>{secret}</code>
      <p>{texts.shownOnce}</p>
    </Note>
  );
}
