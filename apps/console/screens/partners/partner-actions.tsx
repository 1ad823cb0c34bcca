import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

const ReasonDialog = lazy(async () => ({ default: (await import('#apps/console/parts/reason-dialog.tsx')).ReasonDialog }));

/** Suspends a partner with a reason, or makes it active again. */
export function PartnerActions({ of: { id, status } }: { of: Schema<'Partner'> }) {
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const path = { id };
  const suspend = useAction({
    run: (reason: string, key) =>
      api.POST('/api/v1/partners/{id}/suspend', { params: { path, header: { 'idempotency-key': key } }, body: { reason } }),
    changes: [['partners']],
    onDone: () => setAsking(false),
  });
  const activate = useAction({
    run: (_: void, key) => api.POST('/api/v1/partners/{id}/activate', { params: { path, header: { 'idempotency-key': key } } }),
    changes: [['partners']],
  });
  if (!may('partners:write') || status === 'deleted') return null;
  return (
    <>
      {activate.error && <FailureNote failure={activate.error} />}
      {status !== 'active' && (
        <Button kind="primary" onClick={() => activate.mutate()} isBusy={activate.isPending}>
          {texts.activate}
        </Button>
      )}
      {status === 'active' && (
        <Button kind="danger" onClick={() => setAsking(true)} opensDialog>
          {texts.suspend}
        </Button>
      )}
      {isAsking && (
        <Suspense>
          <ReasonDialog
            {...{ title: texts.suspendTitle, text: texts.suspendText, label: texts.why, yes: texts.suspendNow, no: texts.keep }}
            action={suspend}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
