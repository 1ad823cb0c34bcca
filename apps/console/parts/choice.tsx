import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { texts } from './messages.ts';
import type { Column } from './table.tsx';
import styles from './list.module.css';

export interface Choice<Row> {
  /** The ids of the rows of this page that somebody chose. */
  chosen: string[];
  column: Column<Row>;
  chooseAll: () => void;
  clear: () => void;
}

/** Rows of a page that somebody chooses, to do one thing with all of them. What is on no page any more is not chosen either. */
export function useChoice<Row extends { id: string }>(rows: readonly Row[], nameOf: (row: Row) => string): Choice<Row> {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const mark = (id: string, isMarked: boolean) =>
    setMarked(new Set(isMarked ? [...marked, id] : [...marked].filter((each) => each !== id)));
  return {
    chosen: rows.map(({ id }) => id).filter((id) => marked.has(id)),
    column: {
      label: texts.choose,
      cell: (row) => (
        <input
          type="checkbox"
          aria-label={texts.chooseOne(nameOf(row))}
          checked={marked.has(row.id)}
          onChange={({ target }) => mark(row.id, target.checked)}
        />
      ),
    },
    chooseAll: () => setMarked(new Set(rows.map(({ id }) => id))),
    clear: () => setMarked(new Set()),
  };
}

/** What can be done with the chosen rows. */
export function Chosen({ of, children }: { of: Pick<Choice<never>, 'chosen' | 'chooseAll' | 'clear'>; children: ReactNode }) {
  return (
    <fieldset className={styles['chosen']}>
      <legend>{texts.chosen(of.chosen.length)}</legend>
      <Button onClick={of.chooseAll}>{texts.chooseAll}</Button>
      {of.chosen.length > 0 && (
        <>
          <Button onClick={of.clear}>{texts.chooseNone}</Button>
          {children}
        </>
      )}
    </fieldset>
  );
}
