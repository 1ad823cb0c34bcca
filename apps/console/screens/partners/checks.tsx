import type { Schema } from '#apps/console/api/schema.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Badge } from '#apps/console/parts/badge.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';

type Check = Schema<'PromotionCheck'>;

const columns: readonly Column<Check>[] = [
  { label: texts.status, cell: ({ passed }) => <Badge tone={passed ? 'good' : 'warn'}>{passed ? texts.passed : texts.lacks}</Badge> },
  { label: texts.check, cell: ({ check }) => spelled(check) },
  { label: texts.checkDetail, cell: ({ detail }) => detail },
];

export const Checks = ({ of }: { of: readonly Check[] }) => (
  <Table caption={texts.promotion} columns={columns} rows={of} idOf={({ check }) => check} />
);
