import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ActionButton, ConfirmButton, ReasonButton } from '#apps/console/parts/action-button.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { texts } from './messages.ts';

const RotateDialog = lazy(async () => ({ default: (await import('./rotate-dialog.tsx')).RotateDialog }));
const LinkDialog = lazy(async () => ({ default: (await import('./link-dialog.tsx')).LinkDialog }));

const changes = [['connections'], ['health'], ['syncs']];

interface ConnectionActionsProps {
  of: Schema<'Connection'>;
  vendor: Schema<'Connector'> | undefined;
}

/** What the status of a connection allows. */
export function ConnectionActions({ of: { id, status, auth_method }, vendor }: ConnectionActionsProps) {
  const [isRotating, setRotating] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const params = (key: string) => ({ path: { id }, header: { 'idempotency-key': key } });
  return (
    <>
      <ActionButton
        {...{ label: texts.test, changes, done: texts.tested }}
        run={(_, key) => api.POST('/api/v1/connections/{id}/test', { params: params(key) })}
      />
      {status === 'paused' ? (
        <ActionButton
          {...{ label: texts.resume, changes, kind: 'primary' }}
          run={(_, key) => api.POST('/api/v1/connections/{id}/resume', { params: params(key) })}
        />
      ) : (
        <ReasonButton
          {...{ label: texts.pause, changes, kind: 'plain' }}
          ask={{ title: texts.pauseTitle, text: texts.pauseText, label: texts.reason, yes: texts.pauseNow }}
          run={(reason, key) => api.POST('/api/v1/connections/{id}/pause', { params: params(key), body: { reason } })}
        />
      )}
      {auth_method === 'oauth' && (
        <ActionButton
          {...{ label: texts.reconnect, changes }}
          run={(_, key) => api.POST('/api/v1/connections/{id}/reconnect', { params: params(key) })}
          onDone={({ connect_url }) => setLink(connect_url)}
        />
      )}
      {vendor && (
        <Button onClick={() => setRotating(true)} opensDialog>
          {texts.rotate}
        </Button>
      )}
      <ConfirmButton
        {...{ label: texts.disconnect, changes }}
        ask={{ title: texts.disconnectTitle, text: texts.disconnectText, yes: texts.disconnectNow }}
        run={(_, key) => api.POST('/api/v1/connections/{id}/disconnect', { params: params(key), body: {} })}
      />
      <Suspense>
        {isRotating && vendor && (
          <RotateDialog {...{ id, methods: vendor.auth, present: auth_method }} onClose={() => setRotating(false)} />
        )}
        {link !== null && <LinkDialog link={link} onClose={() => setLink(null)} />}
      </Suspense>
    </>
  );
}
