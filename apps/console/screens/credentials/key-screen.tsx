import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { CredentialPage } from './credential-page.tsx';
import { KeyState } from './credential-state.tsx';
import { texts } from './messages.ts';

type Key = Schema<'ApiKey'>;

/** One key: what it may do, whether it is used, and its end. */
export function KeyScreen({ id }: { id: string }) {
  const answer = useAnswer<Key>(['api-keys', id], (signal) => api.GET('/api/v1/api-keys/{id}', { params: { path: { id } }, signal }));
  return <Answered answer={answer}>{(key) => <OneKey of={key} />}</Answered>;
}

function OneKey({ of }: { of: Key }) {
  const path = { id: of.id };
  return (
    <CredentialPage
      {...{ of, facts: factsOf(of), list: 'api-keys', canRotate: of.replaced_by === null }}
      words={{
        ...{ secretIs: texts.keyIs, rotateTitle: texts.rotateKeyTitle, rotateText: texts.rotateKeyText },
        ...{ revokeTitle: texts.revokeKeyTitle, revokeText: texts.revokeKeyText },
      }}
      rotate={(overlap_s, key) =>
        api.POST('/api/v1/api-keys/{id}/rotate', { params: { path, header: { 'idempotency-key': key } }, body: { overlap_s } })
      }
      secretOf={({ key }) => key}
      revoke={(key) => api.POST('/api/v1/api-keys/{id}/revoke', { params: { path, header: { 'idempotency-key': key } } })}
    />
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
