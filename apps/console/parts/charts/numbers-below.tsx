import type { ComponentProps } from 'react';
import { Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';

/** The numbers of a chart. */
export function NumbersBelow<Row>(table: ComponentProps<typeof Table<Row>>) {
  return (
    <details>
      <summary>{texts.asTable}</summary>
      <Table {...table} />
    </details>
  );
}
