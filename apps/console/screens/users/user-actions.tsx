import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts } from './messages.ts';
import buttons from '#apps/console/parts/confirm.module.css';

const changes = [['users']];

/** A link to sign in with, the end of their sessions, and whether they may sign in at all. */
export function UserActions({ of: { id, status } }: { of: Schema<'User'> }) {
  const path = { id };
  const link = useAction({
    run: (_: void, key) => api.POST('/api/v1/users/{id}/link', { params: { path, header: { 'idempotency-key': key } } }),
    changes,
  });
  const signOut = useAction({
    run: (_: void, key) => api.POST('/api/v1/users/{id}/sign-out', { params: { path, header: { 'idempotency-key': key } } }),
    changes,
  });
  const change = useAction({
    run: (next: Schema<'UserStatus'>) => api.PATCH('/api/v1/users/{id}', { params: { path }, body: { status: next } }),
    changes,
  });
  const failure = link.error ?? signOut.error ?? change.error;
  return (
    <>
      {failure && <FailureNote failure={failure} />}
      {link.data && (
        <Note title={texts.linkIs} tone="good" isAlert>
          <code>{link.data.url}</code>
          <p>
            {texts.until} <Time at={link.data.expires_at} />
          </p>
        </Note>
      )}
      {signOut.isSuccess && <output>{texts.signedOut}</output>}
      <div className={`${buttons['buttons']} ${buttons['start']}`}>
        <Button kind="primary" onClick={() => link.mutate()} isBusy={link.isPending} isDisabled={status === 'disabled'}>
          {texts.link}
        </Button>
        <Button onClick={() => signOut.mutate()} isBusy={signOut.isPending}>
          {texts.signOut}
        </Button>
        <Button
          kind={status === 'active' ? 'danger' : 'plain'}
          onClick={() => change.mutate(status === 'active' ? 'disabled' : 'active')}
          isBusy={change.isPending}
        >
          {status === 'active' ? texts.disable : texts.enable}
        </Button>
      </div>
    </>
  );
}
