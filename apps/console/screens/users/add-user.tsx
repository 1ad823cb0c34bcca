import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { ChipsFilter } from '#apps/console/parts/filters.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { useSignedIn } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import styles from './users.module.css';

type Role = Schema<'UserRole'>;

const companyRoles: readonly Role[] = ['administrator', 'operator', 'partner_manager', 'finance', 'read_only'];
const partnerRoles: readonly Role[] = ['partner_admin', 'partner_developer', 'partner_sales', 'partner_finance'];

/** Adds a person; their page makes the link with which they choose a password. */
export function AddUser({ partnerId }: { partnerId: string | undefined }) {
  const [, navigate] = useLocation();
  const { user } = useSignedIn();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [partner, setPartner] = useState(partnerId ?? '');
  const [roles, setRoles] = useState<Role[]>([]);
  const isOfPartner = user.partner_id !== null || partner.trim() !== '';
  const options = isOfPartner ? partnerRoles : companyRoles;
  const add = useAction({
    run: (body: Schema<'CreateUser'>, key) => api.POST('/api/v1/users', { body, params: { header: { 'idempotency-key': key } } }),
    changes: [['users']],
    onDone: ({ id }) => navigate(`/users/${id}`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fitting = roles.filter((role) => options.includes(role));
    add.mutate({ email, name, roles: fitting, ...given({ partner_id: partner.trim() }) });
  };
  return (
    <Section title={texts.add}>
      <form className={styles['form']} onSubmit={submit}>
        <TextField label={texts.email} type="email" value={email} onChange={setEmail} isRequired />
        <TextField label={texts.name} value={name} onChange={setName} isRequired />
        {user.partner_id === null && <TextField label={texts.forPartner} value={partner} onChange={setPartner} />}
        <ChipsFilter label={texts.roles} options={options} textOf={spelled} values={roles} onChange={setRoles} />
        {add.error && <FailureNote failure={add.error} />}
        <Button type="submit" kind="primary" isBusy={add.isPending}>
          {texts.add}
        </Button>
      </form>
    </Section>
  );
}
