import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { CredentialPage } from './credential-page.tsx';
import { ClientState } from './credential-state.tsx';
import { texts } from './messages.ts';

type Client = Schema<'OauthClient'>;

const bySecret = new Set<Schema<'OauthClientAuthMethod'>>(['client_secret_basic', 'client_secret_post']);

/** One OAuth client: what it may do, how it proves itself, and its end. */
export function ClientScreen({ id }: { id: string }) {
  const answer = useAnswer<Client>(['oauth-clients', id], (signal) =>
    api.GET('/api/v1/oauth-clients/{id}', { params: { path: { id } }, signal }),
  );
  return <Answered answer={answer}>{(client) => <OneClient of={client} />}</Answered>;
}

function OneClient({ of }: { of: Client }) {
  const path = { id: of.id };
  return (
    <CredentialPage
      {...{ of, facts: factsOf(of), list: 'oauth-clients', canRotate: bySecret.has(of.auth_method) }}
      words={{
        ...{ secretIs: texts.secretIs, rotateTitle: texts.rotateSecretTitle, rotateText: texts.rotateSecretText },
        ...{ revokeTitle: texts.revokeClientTitle, revokeText: texts.revokeClientText },
      }}
      rotate={(overlap_s, key) =>
        api.POST('/api/v1/oauth-clients/{id}/rotate-secret', { params: { path, header: { 'idempotency-key': key } }, body: { overlap_s } })
      }
      secretOf={({ client_secret }) => client_secret}
      revoke={(key) => api.POST('/api/v1/oauth-clients/{id}/revoke', { params: { path, header: { 'idempotency-key': key } } })}
    />
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
