import { lazy, Suspense, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';

const Confirm = lazy(async () => ({ default: (await import('#apps/console/parts/confirm.tsx')).Confirm }));

/** Erases what is stored of a person, whatever partner it came from. */
export function ErasePerson() {
  const [typed, setTyped] = useState('');
  const [isAsking, setAsking] = useState(false);
  const email = typed.trim();
  const erase = useAction({
    run: (_: void, key) => api.POST('/api/v1/erasures', { params: { header: { 'idempotency-key': key } }, body: { email } }),
    changes: [['erasures']],
    onDone() {
      setAsking(false);
      setTyped('');
    },
  });
  return (
    <Section title={texts.person}>
      <Form yes={texts.erase} action={{ isPending: false, error: null }} onSubmit={() => setAsking(true)}>
        <TextField label={texts.email} type="email" value={typed} onChange={setTyped} isRequired />
      </Form>
      {isAsking && (
        <Suspense>
          <Confirm
            {...{ title: texts.eraseTitle(email), text: texts.personText, yes: texts.eraseNow, no: texts.keep, action: erase }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </Section>
  );
}
