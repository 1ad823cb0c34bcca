import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { CheckField } from '#apps/console/parts/check-field.tsx';
import { ChipsFilter } from '#apps/console/parts/filters.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { rolesOf } from '#apps/console/screens/users/roles.ts';
import { usePartnerId } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

type Kind = keyof typeof texts.kinds;
const kinds = Object.keys(texts.kinds) as Kind[];
const empty = { issuer: '', client_id: '', client_secret: '', entity_id: '', sso_url: '', certificate: '' };

/** Adds an identity provider. What it must permit is on its page then. */
export function NewSsoScreen() {
  const [, navigate] = useLocation();
  const ownPartner = usePartnerId();
  const [kind, setKind] = useState<Kind>('oidc');
  const [name, setName] = useState('');
  const [answers, setGiven] = useState(empty);
  const [domains, setDomains] = useState('');
  const [partner, setPartner] = useState('');
  const [createUsers, setCreateUsers] = useState(false);
  const [roles, setRoles] = useState<Schema<'UserRole'>[]>([]);
  const create = useAction({
    run: (body: Schema<'CreateSsoConnection'>, key) =>
      api.POST('/api/v1/sso-connections', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['sso']],
    onDone: ({ id }) => navigate(`/sso/${id}`),
  });
  const submit = () =>
    create.mutate({
      ...{ name, settings: settingsOf(kind, answers), create_users: createUsers, default_roles: roles },
      domains: domains.split(/\s+/).filter(Boolean),
      ...given({ partner_id: partner.trim() }),
    });
  const field = (label: string, of: keyof typeof empty, more: { type?: string; lines?: number; isRequired?: boolean } = {}) => (
    <TextField {...{ label, value: answers[of], isRequired: true, ...more }} onChange={(value) => setGiven({ ...answers, [of]: value })} />
  );
  return (
    <Page title={texts.add}>
      <Form yes={texts.add} onSubmit={submit} action={create}>
        <TextField label={texts.name} value={name} onChange={setName} isRequired />
        <SelectField {...{ label: texts.kind, options: kinds, value: kind }} textOf={(each) => texts.kinds[each]} onChange={setKind} />
        {kind === 'oidc' ? (
          <>
            {field(texts.issuer, 'issuer', { type: 'url' })}
            {field(texts.clientId, 'client_id')}
            {field(texts.clientSecret, 'client_secret', { type: 'password', isRequired: false })}
          </>
        ) : (
          <>
            {field(texts.entityId, 'entity_id')}
            {field(texts.ssoUrl, 'sso_url', { type: 'url' })}
            {field(texts.certificate, 'certificate', { lines: 6 })}
          </>
        )}
        <TextField label={texts.domainsField} value={domains} onChange={setDomains} lines={3} />
        {ownPartner === null && <TextField label={texts.forPartner} value={partner} onChange={setPartner} />}
        <CheckField label={texts.createUsers} value={createUsers} onChange={setCreateUsers} />
        <ChipsFilter
          {...{ label: texts.defaultRoles, options: rolesOf(ownPartner !== null || partner.trim() !== ''), values: roles }}
          textOf={spelled}
          onChange={setRoles}
        />
      </Form>
    </Page>
  );
}

function settingsOf(
  kind: Kind,
  { issuer, client_id, client_secret, entity_id, sso_url, certificate }: typeof empty,
): Schema<'SsoSettingsInput'> {
  if (kind === 'oidc') return { kind, issuer: issuer.trim(), client_id: client_id.trim(), ...given({ client_secret }) };
  return { kind, entity_id: entity_id.trim(), sso_url: sso_url.trim(), certificates: [certificate.trim()] };
}
