import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';

type Subject = keyof typeof texts.subjects;
const subjects = Object.keys(texts.subjects) as Subject[];
const prefixes: Record<string, Subject> = { deal: 'deal_id', cin: 'invoice_id' };

/** Asks the company about a commission. `about`: the ID of what is asked about. */
export function OpenForm({ partnerId, about = '' }: { partnerId: string; about?: string | undefined }) {
  const [, navigate] = useLocation();
  const [subject, setSubject] = useState<Subject>(prefixes[about.split('_')[0] ?? ''] ?? (about === '' ? 'deal_id' : 'line_id'));
  const [id, setId] = useState(about);
  const [question, setQuestion] = useState('');
  const open = useAction({
    run: (body: Schema<'CreateDispute'>, key) =>
      api.POST('/api/v1/partners/{id}/disputes', { params: { path: { id: partnerId }, header: { 'idempotency-key': key } }, body }),
    changes: [['disputes']],
    onDone: (dispute) => {
      announce(texts.openedNow);
      navigate(`/disputes/${partnerId}?dispute=${dispute.id}`);
    },
  });
  return (
    <Section title={texts.open}>
      <p>{texts.openText}</p>
      <Form yes={texts.open} onSubmit={() => open.mutate({ [subject]: id.trim(), question: question.trim() })} action={open}>
        <SelectField
          {...{ label: texts.subject, options: subjects, value: subject }}
          textOf={(each) => texts.subjects[each]}
          onChange={setSubject}
        />
        <TextField label={texts.subjectId} value={id} onChange={setId} isRequired />
        <TextField label={texts.yourQuestion} value={question} onChange={setQuestion} isRequired />
      </Form>
    </Section>
  );
}
