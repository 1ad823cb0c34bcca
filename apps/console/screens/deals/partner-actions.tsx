import { lazy, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './partner-messages.ts';
import buttons from '#apps/console/parts/confirm.module.css';

const Confirm = lazy(async () => ({ default: (await import('#apps/console/parts/confirm.tsx')).Confirm }));
const ReasonDialog = lazy(async () => ({ default: (await import('#apps/console/parts/reason-dialog.tsx')).ReasonDialog }));

type Deal = Schema<'Deal'>;

const changes = [['deals'], ['tasks']];
const withdrawable = new Set<Deal['review_status']>(['submitted', 'in_review', 'action_required', 'approved']);

/** What the partner can do with its deal as it stands: change, submit, withdraw, ask for longer protection, delete the draft. */
export function PartnerActions({ of: deal }: { of: Deal }) {
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<'withdraw' | 'extend' | 'delete' | null>(null);
  const path = { id: deal.id };
  const done = (text: string) => () => {
    setAsked(null);
    announce(text);
  };
  const submit = useAction({
    run: (_: void, key) => api.POST('/api/v1/deals/{id}/submit', { params: { path, header: { 'idempotency-key': key } } }),
    ...{ changes, onDone: done(texts.submitted) },
  });
  const withdraw = useAction({
    run: (reason: string, key) =>
      api.POST('/api/v1/deals/{id}/withdraw', { params: { path, header: { 'idempotency-key': key } }, body: { reason } }),
    ...{ changes, onDone: done(texts.withdrawn) },
  });
  const extend = useAction({
    run: (reason: string, key) =>
      api.POST('/api/v1/deals/{id}/extension', { params: { path, header: { 'idempotency-key': key } }, body: { reason } }),
    ...{ changes, onDone: done(texts.extended) },
  });
  const remove = useAction({
    run: () => api.DELETE('/api/v1/deals/{id}', { params: { path, header: { 'if-match': `"${deal.version}"` } } }),
    changes: [['tasks']],
    onDone: () => navigate('/deals'),
  });
  const { review_status: status, closed_at } = deal;
  if (closed_at !== null) return null;
  const isDraft = status === 'draft';
  const isOpen = isDraft || status === 'action_required';
  return (
    <>
      {status === 'action_required' && (
        <Note title={texts.asked} tone="warn">
          <p>{deal.reason}</p>
          <p>{texts.askedText((deal.editable_fields ?? []).join(', '))}</p>
        </Note>
      )}
      {submit.error && <FailureNote failure={submit.error} />}
      <div className={`${buttons['buttons']} ${buttons['start']}`}>
        {isOpen && (
          <Button kind="primary" onClick={() => submit.mutate()} isBusy={submit.isPending}>
            {isDraft ? texts.submit : texts.submitAgain}
          </Button>
        )}
        {deal.editable_fields?.length !== 0 && (
          <Link href={`/deals/${deal.id}/edit`}>{isOpen && !isDraft ? texts.answer : texts.edit}</Link>
        )}
        {status === 'approved' && (
          <Button onClick={() => setAsked('extend')} opensDialog>
            {texts.extend}
          </Button>
        )}
        {withdrawable.has(status) && (
          <Button onClick={() => setAsked('withdraw')} opensDialog>
            {texts.withdraw}
          </Button>
        )}
        {isDraft && (
          <Button onClick={() => setAsked('delete')} opensDialog>
            {texts.remove}
          </Button>
        )}
      </div>
      {asked !== null && (
        <Suspense>
          {asked === 'delete' ? (
            <Confirm {...{ ...texts.dialogs.delete, no: texts.keep, action: remove }} onClose={() => setAsked(null)} />
          ) : (
            <ReasonDialog
              {...{ ...texts.dialogs[asked], label: texts.reason, no: texts.keep }}
              action={asked === 'withdraw' ? withdraw : extend}
              onClose={() => setAsked(null)}
            />
          )}
        </Suspense>
      )}
    </>
  );
}
