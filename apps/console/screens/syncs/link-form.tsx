import { type FormEvent, useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';
import styles from '#apps/console/parts/filters.module.css';

/** Says that two records are the same. */
export function LinkForm({ id, objects }: { id: string; objects: readonly string[] }) {
  const [object, setObject] = useState(objects[0] ?? '');
  const [a, setA] = useState('');
  const [b, setB] = useState('');
  const link = useAction({
    run: (body: Schema<'CreateSyncLink'>, key) =>
      api.POST('/api/v1/syncs/{id}/links', { params: { path: { id }, header: { 'idempotency-key': key } }, body }),
    changes: [['syncs']],
    onDone: () => {
      announce(texts.linked);
      setA('');
      setB('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    link.mutate({ object, a_id: a.trim(), b_id: b.trim() });
  };
  return (
    <Section title={texts.linkTitle}>
      <p>{texts.linkText}</p>
      <form className={styles['filters']} onSubmit={submit}>
        <SelectField {...{ label: texts.previewObject, options: objects, value: object, onChange: setObject }} textOf={(name) => name} />
        <TextField label={texts.idA} value={a} onChange={setA} isRequired />
        <TextField label={texts.idB} value={b} onChange={setB} isRequired />
        <Button type="submit" isBusy={link.isPending}>
          {texts.link}
        </Button>
      </form>
      {link.error && <FailureNote failure={link.error} />}
    </Section>
  );
}
