import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { ActionButton, ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { Domains } from './domains.tsx';
import { texts } from './messages.ts';
import { Scim } from './scim.tsx';
import { SsoState } from './sso-state.tsx';

type Sso = Schema<'SsoConnection'>;

/** One identity provider: what it must know of us, and whom it brings. */
export function SsoConnectionScreen({ id }: { id: string }) {
  const may = useMay();
  const answer = useAnswer<Sso>(['sso', id], (signal) => api.GET('/api/v1/sso-connections/{id}', { params: { path: { id } }, signal }));
  return (
    <Answered answer={answer}>
      {(sso) => (
        <Page title={sso.name} actions={may('users:write') && <Actions of={sso} />}>
          <Facts of={factsOf(sso)} />
          <Domains of={sso} />
          <Scim of={sso} />
        </Page>
      )}
    </Answered>
  );
}

function Actions({ of: { id, name, enabled } }: { of: Sso }) {
  const [, navigate] = useLocation();
  const path = { id };
  return (
    <>
      <ActionButton
        {...{ label: enabled ? texts.switchOff : texts.switchOn, changes: [['sso']] }}
        run={() => api.PATCH('/api/v1/sso-connections/{id}', { params: { path }, body: { enabled: !enabled } })}
      />
      <ConfirmButton
        {...{ label: texts.remove, changes: [['sso']] }}
        ask={{ title: texts.removeTitle(name), text: texts.removeText, yes: texts.removeNow }}
        run={() => api.DELETE('/api/v1/sso-connections/{id}', { params: { path } })}
        onDone={() => navigate('/sso')}
      />
    </>
  );
}

function factsOf({ settings, enabled, partner_id, ...sso }: Sso) {
  return [
    [texts.state, <SsoState key="state" {...{ enabled }} />],
    [texts.kind, texts.kinds[settings.kind]],
    [texts.of, partner_id === null ? texts.own : <code key="partner">{partner_id}</code>],
    [texts.issuer, settings.kind === 'oidc' && <code>{settings.issuer}</code>],
    [texts.clientId, settings.kind === 'oidc' && <code>{settings.client_id}</code>],
    [texts.entityId, settings.kind === 'saml' && <code>{settings.entity_id}</code>],
    [texts.ssoUrl, settings.kind === 'saml' && <code>{settings.sso_url}</code>],
    [texts.redirect, <code key="redirect">{sso.redirect_uri}</code>],
    [texts.ourEntityId, sso.entity_id !== null && <code key="entity">{sso.entity_id}</code>],
    [texts.createUsers, sso.create_users ? texts.on : texts.off],
    [texts.defaultRoles, sso.default_roles.map(spelled).join(', ')],
    [texts.roles, sso.group_roles.length > 0 && texts.groups(sso.group_roles.length)],
    [texts.created, <Time key="created" at={sso.created_at} />],
    ['ID', <code key="id">{sso.id}</code>],
  ] as const;
}
