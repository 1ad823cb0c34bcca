import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { useMay, useSignedIn } from '#apps/console/session/session.ts';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';

const Confirm = lazy(async () => ({ default: (await import('#apps/console/parts/confirm.tsx')).Confirm }));

const changes = [['payouts'], ['commissions']];

/** What a batch still needs before it is sent, and who can give it. Each person counts once. */
export function Approval({ of: batch }: { of: Schema<'PayoutBatch'> }) {
  const may = useMay();
  const { user } = useSignedIn();
  const [asked, setAsked] = useState<'approve' | 'cancel' | null>(null);
  const params = (key: string) => ({ path: { id: batch.id }, header: { 'idempotency-key': key } });
  const approve = useAction({
    run: (_: void, key) => api.POST('/api/v1/payout-batches/{id}/approve', { params: params(key) }),
    changes,
    onDone: () => {
      setAsked(null);
      announce(texts.approvedNow);
    },
  });
  const cancel = useAction({
    run: (_: void, key) => api.POST('/api/v1/payout-batches/{id}/cancel', { params: params(key) }),
    changes,
    onDone: () => setAsked(null),
  });
  if (batch.state !== 'awaiting_approval') return null;
  const hasApproved = batch.approved_by.includes(user.id);
  const isOwn = batch.created_by === user.id;
  const mayApprove = may('payouts:approve') && !isOwn;
  const buttons = (
    <>
      {mayApprove && !hasApproved && (
        <Button kind="primary" onClick={() => setAsked('approve')} opensDialog>
          {texts.approve}
        </Button>
      )}{' '}
      {may('commissions:manage') && (
        <Button kind="danger" onClick={() => setAsked('cancel')} opensDialog>
          {texts.cancel}
        </Button>
      )}
    </>
  );
  const words =
    asked === 'approve'
      ? {
          title: texts.approveTitle,
          text: texts.approveText(batch.payouts.collected),
          yes: texts.approveNow,
          action: approve,
        }
      : { title: texts.cancelTitle, text: texts.cancelText, yes: texts.cancelNow, action: cancel };
  return (
    <Note title={texts.awaits(batch.approvals_needed - batch.approved_by.length)} tone="warn" action={buttons}>
      <p>{isOwn ? texts.own : hasApproved ? texts.approved : mayApprove ? texts.awaitsText : texts.mayNot}</p>
      {asked !== null && (
        <Suspense>
          <Confirm {...words} no={texts.keep} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </Note>
  );
}
