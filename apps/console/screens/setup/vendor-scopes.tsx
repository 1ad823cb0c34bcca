import type { Schema } from '#apps/console/api/schema.ts';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';

const columns: readonly Column<Schema<'ConnectorScope'>>[] = [
  { label: texts.permits, cell: ({ text }) => text },
  { label: texts.why, cell: ({ reason }) => reason },
  { label: texts.scope, cell: ({ name }) => <code>{name}</code>, isExtra: true },
  { label: texts.neededFor, cell: ({ needed_for }) => texts.neededFors[needed_for], isExtra: true },
  { label: texts.where, cell: ({ setting }) => setting, isExtra: true },
];

/** What a vendor is asked to permit, and what for. */
export function VendorScopes({ of }: { of: Schema<'Connector'> | undefined }) {
  if (!of) return null;
  const title = texts.scopesOf(of.label);
  return (
    <details>
      <summary>{title}</summary>
      <Table caption={title} columns={columns} rows={of.scopes} idOf={({ name }) => name} />
    </details>
  );
}
