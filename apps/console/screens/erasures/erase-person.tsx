import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';

/** Erases what is stored of a person, whatever partner it came from. */
export function ErasePerson() {
  const [email, setEmail] = useState('');
  return (
    <Section title={texts.person}>
      <TextField label={texts.email} type="email" value={email} onChange={setEmail} />
      <ConfirmButton
        {...{ label: texts.erase, changes: [['erasures']] }}
        ask={{ title: texts.eraseTitle(email.trim()), text: texts.personText, yes: texts.eraseNow }}
        run={(_, key) => api.POST('/api/v1/erasures', { params: { header: { 'idempotency-key': key } }, body: { email: email.trim() } })}
        onDone={() => setEmail('')}
      />
    </Section>
  );
}
