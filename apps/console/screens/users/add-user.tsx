import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { ChipsFilter } from '#apps/console/parts/filters.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { usePartnerId } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import { rolesOf } from './roles.ts';

type Role = Schema<'UserRole'>;

/** Adds a person; their page makes the link with which they choose a password. */
export function AddUser({ partnerId }: { partnerId: string | undefined }) {
  const [, navigate] = useLocation();
  const ownPartner = usePartnerId();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [partner, setPartner] = useState(partnerId ?? '');
  const [roles, setRoles] = useState<Role[]>([]);
  const isOfPartner = ownPartner !== null || partner.trim() !== '';
  const options = rolesOf(isOfPartner);
  const add = useAction({
    run: (body: Schema<'CreateUser'>, key) => api.POST('/api/v1/users', { body, params: { header: { 'idempotency-key': key } } }),
    changes: [['users']],
    onDone: ({ id }) => navigate(`/users/${id}`),
  });
  const submit = () => {
    const fitting = roles.filter((role) => options.includes(role));
    add.mutate({ email, name, roles: fitting, ...given({ partner_id: partner.trim() }) });
  };
  return (
    <Section title={texts.add}>
      <Form yes={texts.add} onSubmit={submit} action={add}>
        <TextField label={texts.email} type="email" value={email} onChange={setEmail} isRequired />
        <TextField label={texts.name} value={name} onChange={setName} isRequired />
        {ownPartner === null && <TextField label={texts.forPartner} value={partner} onChange={setPartner} />}
        <ChipsFilter label={texts.roles} options={options} textOf={spelled} values={roles} onChange={setRoles} />
      </Form>
    </Section>
  );
}
