import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { Confirm } from '#apps/console/parts/confirm.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { ShownOnce } from '#apps/console/parts/shown-once.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { KeyState } from './credential-state.tsx';
import { texts } from './messages.ts';
import { RotateDialog } from './rotate-dialog.tsx';

type Key = Schema<'ApiKey'>;

const changes = [['api-keys'], ['tasks']];

/** One key: what it may do, whether it is used, and its end. */
export function KeyScreen({ id }: { id: string }) {
  const answer = useAnswer<Key>(['api-keys', id], (signal) => api.GET('/api/v1/api-keys/{id}', { params: { path: { id } }, signal }));
  return <Answered answer={answer}>{(key) => <OneKey of={key} />}</Answered>;
}

function OneKey({ of }: { of: Key }) {
  const may = useMay();
  const [asked, setAsked] = useState<'rotate' | 'revoke' | null>(null);
  const close = () => setAsked(null);
  const path = { id: of.id };
  const rotate = useAction({
    run: (overlap_s: number, key) =>
      api.POST('/api/v1/api-keys/{id}/rotate', { params: { path, header: { 'idempotency-key': key } }, body: { overlap_s } }),
    ...{ changes, onDone: close },
  });
  const revoke = useAction({
    run: (_: void, key) => api.POST('/api/v1/api-keys/{id}/revoke', { params: { path, header: { 'idempotency-key': key } } }),
    ...{ changes, onDone: close },
  });
  const actions = may('credentials:write') && of.status === 'active' && (
    <>
      {of.replaced_by === null && <Button onClick={() => setAsked('rotate')}>{texts.rotate}</Button>}
      <Button kind="danger" onClick={() => setAsked('revoke')}>
        {texts.revoke}
      </Button>
    </>
  );
  return (
    <Page title={of.name} actions={actions}>
      {rotate.data && <ShownOnce title={texts.keyIs} secret={rotate.data.key} />}
      <Facts of={factsOf(of)} />
      {asked === 'rotate' && <RotateDialog title={texts.rotateKeyTitle} text={texts.rotateKeyText} action={rotate} onClose={close} />}
      {asked === 'revoke' && (
        <Confirm
          {...{ title: texts.revokeKeyTitle, text: texts.revokeKeyText, yes: texts.revokeNow, no: texts.keep, action: revoke }}
          onClose={close}
        />
      )}
    </Page>
  );
}

function factsOf({ id, status, prefix, scopes, created_by, ...key }: Key) {
  return [
    [texts.state, <KeyState key="state" of={status} />],
    ['ID', <code key="id">{id}</code>],
    [texts.prefix, <code key="prefix">{prefix}</code>],
    [texts.mayDo, scopes.join(', ')],
    [texts.lastUsed, key.last_used_at ? <Time at={key.last_used_at} /> : texts.never],
    [texts.expires, key.expires_at ? <Time at={key.expires_at} /> : texts.never],
    [texts.revokedAt, key.revoked_at && <Time at={key.revoked_at} />],
    [texts.replacedBy, key.replaced_by && <Link href={`/keys/${key.replaced_by}`}>{key.replaced_by}</Link>],
    [texts.created, <Time key="created" at={key.created_at} />],
    [texts.by, <code key="by">{created_by}</code>],
  ] as const;
}
