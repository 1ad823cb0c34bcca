import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { money } from '#apps/console/messages/money.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { BatchState } from './batch-state.tsx';
import { texts } from './messages.ts';

const CreateDialog = lazy(async () => ({ default: (await import('./create-dialog.tsx')).CreateDialog }));

const parameters = {};

const columns: readonly Column<Schema<'PayoutBatchSummary'>>[] = [
  { label: texts.state, cell: ({ state }) => <BatchState state={state} /> },
  { label: texts.batch, cell: ({ id }) => <Link href={`/payouts/${id}`}>{id}</Link> },
  { label: texts.currency, cell: ({ currency }) => currency },
  { label: texts.threshold, cell: ({ threshold }) => money(threshold), isNumber: true, isExtra: true },
  { label: texts.approvals, cell: ({ approved_by, approvals_needed }) => texts.approvalsOf(approved_by.length, approvals_needed) },
  { label: texts.proposedBy, cell: ({ created_by }) => <code>{created_by}</code>, isExtra: true },
  { label: texts.created, cell: ({ created_at }) => <Time at={created_at} />, isExtra: true },
];

/** The batches by which partners are paid. */
export function PayoutsScreen() {
  const may = useMay();
  const [isCreating, setCreating] = useState(false);
  const { url, answer } = useList(['payouts'], parameters, (query, signal) =>
    api.GET('/api/v1/payout-batches', { params: { query }, signal }),
  );
  return (
    <Page
      title={texts.title}
      actions={
        may('commissions:manage') && (
          <Button onClick={() => setCreating(true)} opensDialog>
            {texts.create}
          </Button>
        )
      }
    >
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
      {isCreating && (
        <Suspense>
          <CreateDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Page>
  );
}
