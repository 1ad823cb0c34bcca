import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './partner-messages.ts';

const columns: readonly Column<Schema<'DealNote'>>[] = [
  { label: texts.at, cell: ({ created_at }) => <Time at={created_at} /> },
  { label: texts.by, cell: ({ by }) => <code>{by.id ?? by.kind}</code>, isExtra: true },
  { label: texts.said, cell: ({ text }) => text },
];

/** What both sides wrote beside a deal. */
export function Notes({ dealId: id }: { dealId: string }) {
  const may = useMay();
  const [text, setText] = useState('');
  const answer = useAnswer(['deals', id, 'notes'], (signal) => api.GET('/api/v1/deals/{id}/notes', { params: { path: { id } }, signal }));
  const add = useAction({
    run: (note: string, key) =>
      api.POST('/api/v1/deals/{id}/notes', { params: { path: { id }, header: { 'idempotency-key': key } }, body: { text: note } }),
    changes: [['deals', id, 'notes']],
    onDone: () => setText(''),
  });
  return (
    <Section title={texts.notes}>
      <Answered answer={answer}>
        {({ data }) =>
          data.length === 0 ? (
            <p>{texts.noNotes}</p>
          ) : (
            <Table caption={texts.notes} columns={columns} rows={data} idOf={(note) => note.id} />
          )
        }
      </Answered>
      {may('deals:write') && (
        <Form yes={texts.addNote} onSubmit={() => add.mutate(text.trim())} action={add}>
          <TextField label={texts.note} value={text} onChange={setText} isRequired />
        </Form>
      )}
    </Section>
  );
}
