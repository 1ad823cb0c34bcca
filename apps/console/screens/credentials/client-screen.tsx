import { useState } from 'react';
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
import { ClientState } from './credential-state.tsx';
import { texts } from './messages.ts';
import { RotateDialog } from './rotate-dialog.tsx';

type Client = Schema<'OauthClient'>;

const changes = [['oauth-clients'], ['tasks']];
const bySecret = new Set<Schema<'OauthClientAuthMethod'>>(['client_secret_basic', 'client_secret_post']);

/** One OAuth client: what it may do, how it proves itself, and its end. */
export function ClientScreen({ id }: { id: string }) {
  const answer = useAnswer<Client>(['oauth-clients', id], (signal) =>
    api.GET('/api/v1/oauth-clients/{id}', { params: { path: { id } }, signal }),
  );
  return <Answered answer={answer}>{(client) => <OneClient of={client} />}</Answered>;
}

function OneClient({ of }: { of: Client }) {
  const may = useMay();
  const [asked, setAsked] = useState<'rotate' | 'revoke' | null>(null);
  const close = () => setAsked(null);
  const path = { id: of.id };
  const rotate = useAction({
    run: (overlap_s: number, key) =>
      api.POST('/api/v1/oauth-clients/{id}/rotate-secret', { params: { path, header: { 'idempotency-key': key } }, body: { overlap_s } }),
    ...{ changes, onDone: close },
  });
  const revoke = useAction({
    run: (_: void, key) => api.POST('/api/v1/oauth-clients/{id}/revoke', { params: { path, header: { 'idempotency-key': key } } }),
    ...{ changes, onDone: close },
  });
  const actions = may('credentials:write') && of.status === 'active' && (
    <>
      {bySecret.has(of.auth_method) && <Button onClick={() => setAsked('rotate')}>{texts.rotate}</Button>}
      <Button kind="danger" onClick={() => setAsked('revoke')}>
        {texts.revoke}
      </Button>
    </>
  );
  return (
    <Page title={of.name} actions={actions}>
      {rotate.data?.client_secret && <ShownOnce title={texts.secretIs} secret={rotate.data.client_secret} />}
      <Facts of={factsOf(of)} />
      {asked === 'rotate' && <RotateDialog title={texts.rotateSecretTitle} text={texts.rotateSecretText} action={rotate} onClose={close} />}
      {asked === 'revoke' && (
        <Confirm
          {...{ title: texts.revokeClientTitle, text: texts.revokeClientText, yes: texts.revokeNow, no: texts.keep, action: revoke }}
          onClose={close}
        />
      )}
    </Page>
  );
}

function factsOf({ id, status, scopes, auth_method, created_by, ...client }: Client) {
  return [
    [texts.state, <ClientState key="state" of={status} />],
    ['client_id', <code key="id">{id}</code>],
    [texts.method, texts.methods[auth_method]],
    [texts.proofs.jwks_uri, client.jwks_uri],
    [texts.proofs.certificate_subject, client.certificate_subject],
    [texts.proofs.certificate_thumbprint, client.certificate_thumbprint],
    [texts.mayDo, scopes.join(', ')],
    [texts.lastUsed, client.last_used_at ? <Time at={client.last_used_at} /> : texts.never],
    [texts.revokedAt, client.revoked_at && <Time at={client.revoked_at} />],
    [texts.created, <Time key="created" at={client.created_at} />],
    [texts.by, <code key="by">{created_by}</code>],
  ] as const;
}
