import type { ReactNode } from 'react';
import styles from './table.module.css';

export interface Column<Row> {
  label: string;
  cell: (row: Row) => ReactNode;
  /** Left out on narrow screens, where the row's own page has it. */
  isExtra?: boolean;
  isNumber?: boolean;
}

interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** Older rows are shown until the new ones are there. */
  isBusy?: boolean;
}

/** A native table. It scrolls within itself where it is wider than the screen. */
export function Table<Row>({ caption, columns, rows, idOf, isBusy = false }: TableProps<Row>) {
  const classOf = ({ isExtra, isNumber }: Column<Row>) =>
    [isExtra && styles['extra'], isNumber && styles['number']].filter(Boolean).join(' ');
  return (
    // Whoever has only a keyboard must be able to scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles['scroller']} aria-label={caption} aria-busy={isBusy} tabIndex={0}>
      <table className={styles['table']}>
        <caption className={styles['caption']}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" className={classOf(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)}>
              {columns.map((column) => (
                <td key={column.label} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
