import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { ShownOnce } from '#apps/console/parts/shown-once.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';
import { ScopeChoice } from './scope-choice.tsx';

/** What each way to prove itself needs to be told; the others get a secret. */
const told = {
  client_secret_basic: null,
  client_secret_post: null,
  private_key_jwt: 'jwks_uri',
  tls_client_auth: 'certificate_subject',
  self_signed_tls_client_auth: 'certificate_thumbprint',
} as const satisfies Record<Schema<'OauthClientAuthMethod'>, keyof Schema<'CreateOauthClient'> | null>;
const methods = Object.keys(told) as Schema<'OauthClientAuthMethod'>[];

/** Creates a client, and shows its secret once. */
export function NewClientScreen() {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Schema<'PartnerScope'>[]>([]);
  const [method, setMethod] = useState<Schema<'OauthClientAuthMethod'>>('client_secret_basic');
  const [proof, setProof] = useState('');
  const create = useAction({
    run: (body: Schema<'CreateOauthClient'>, key) =>
      api.POST('/api/v1/oauth-clients', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['oauth-clients']],
  });
  const field = told[method];
  const submit = () => create.mutate({ name, scopes, auth_method: method, ...(field && { [field]: proof.trim() }) });
  if (create.data) {
    const { id, client_secret } = create.data;
    return (
      <Page key="created" title={create.data.name}>
        {client_secret !== null && <ShownOnce title={texts.secretIs} secret={client_secret} />}
        <p>
          client_id: <code>{id}</code>
        </p>
        <Link href={`/clients/${id}`}>{texts.toClient}</Link>
      </Page>
    );
  }
  return (
    <Page title={texts.newClient}>
      <Form yes={texts.createClient} onSubmit={submit} action={create}>
        <TextField label={texts.name} value={name} onChange={setName} isRequired />
        <ScopeChoice values={scopes} onChange={setScopes} />
        <SelectField
          {...{ label: texts.method, options: methods, value: method }}
          textOf={(each) => texts.methods[each]}
          onChange={setMethod}
        />
        {field && <TextField label={texts.proofs[field]} value={proof} onChange={setProof} isRequired />}
      </Form>
    </Page>
  );
}
