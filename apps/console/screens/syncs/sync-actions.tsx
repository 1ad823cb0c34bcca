import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ActionButton, ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { texts } from './messages.ts';

const BackfillDialog = lazy(async () => ({ default: (await import('./backfill-dialog.tsx')).BackfillDialog }));

const changes = [['syncs'], ['health']];

/** What the state of a sync allows. */
export function SyncActions({ of: { id, state } }: { of: Schema<'Sync'> }) {
  const [isAsking, setAsking] = useState(false);
  const params = (key: string) => ({ path: { id }, header: { 'idempotency-key': key } });
  return (
    <>
      {state === 'active' ? (
        <>
          <ActionButton
            {...{ label: texts.trigger, changes, kind: 'primary', done: texts.triggered }}
            run={(_, key) => api.POST('/api/v1/syncs/{id}/trigger', { params: params(key) })}
          />
          <ActionButton
            {...{ label: texts.pause, changes, done: texts.paused }}
            run={(_, key) => api.POST('/api/v1/syncs/{id}/pause', { params: params(key) })}
          />
        </>
      ) : (
        <ActionButton
          {...{ label: texts.resume, changes, kind: 'primary', done: texts.triggered }}
          run={(_, key) => api.POST('/api/v1/syncs/{id}/resume', { params: params(key) })}
        />
      )}
      <Button onClick={() => setAsking(true)} opensDialog>
        {texts.backfill}
      </Button>
      <ConfirmButton
        {...{ label: texts.reset, changes }}
        ask={{ title: texts.resetTitle, text: texts.resetText, yes: texts.resetNow }}
        run={(_, key) => api.POST('/api/v1/syncs/{id}/reset', { params: params(key) })}
      />
      {isAsking && (
        <Suspense>
          <BackfillDialog id={id} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
