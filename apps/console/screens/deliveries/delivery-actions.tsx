import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

const Confirm = lazy(async () => ({ default: (await import('#apps/console/parts/confirm.tsx')).Confirm }));

const changes = [['deliveries'], ['dead-letters']];

/** What the API lets one do with a delivery in this status. */
export function DeliveryActions({ of: { id, status } }: { of: Schema<'DeliveryWithTimeline'> }) {
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const path = { id };
  const retry = useAction({
    run: (_: void, key) => api.POST('/api/v1/deliveries/{id}/retry', { params: { path, header: { 'idempotency-key': key } } }),
    changes,
  });
  const replay = useAction({
    run: (_: void, key) => api.POST('/api/v1/dead-letters/{id}/replay', { params: { path, header: { 'idempotency-key': key } } }),
    changes,
  });
  const cancel = useAction({
    run: (_: void, key) => api.POST('/api/v1/deliveries/{id}/cancel', { params: { path, header: { 'idempotency-key': key } } }),
    changes,
    onDone: () => setAsking(false),
  });
  if (!may('webhooks:write')) return null;
  const isOpen = status === 'pending' || status === 'retrying' || status === 'held';
  const failure = retry.error ?? replay.error;
  return (
    <>
      {failure && <FailureNote failure={failure} />}
      {(retry.isSuccess || replay.isSuccess) && <output>{retry.isSuccess ? texts.retried : texts.replayed}</output>}
      {isOpen && (
        <>
          <Button kind="primary" onClick={() => retry.mutate()} isBusy={retry.isPending}>
            {texts.retry}
          </Button>
          <Button kind="danger" onClick={() => setAsking(true)} opensDialog>
            {texts.cancel}
          </Button>
        </>
      )}
      {status === 'dead_lettered' && (
        <Button kind="primary" onClick={() => replay.mutate()} isBusy={replay.isPending}>
          {texts.replay}
        </Button>
      )}
      {isAsking && (
        <Suspense>
          <Confirm
            {...{ title: texts.cancel, text: texts.cancelText, action: cancel, yes: texts.cancel, no: texts.keep }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
