import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { Labelled } from '#apps/console/parts/labelled.tsx';
import { texts } from './messages.ts';
import fields from '#apps/console/parts/field.module.css';

interface Sent {
  csv: string;
  submit: boolean;
}

/** Sends a CSV file of deals, and leads to its progress. */
export function Upload() {
  const [, navigate] = useLocation();
  const [file, setFile] = useState<File>();
  const [submits, setSubmits] = useState(false);
  const send = useAction({
    run: ({ csv, submit }: Sent, key) =>
      api.POST('/api/v1/deal-imports', {
        params: { query: { submit }, header: { 'idempotency-key': key } },
        headers: { 'content-type': 'text/csv' },
        body: csv,
        bodySerializer: (text) => text as string,
      }),
    changes: [['imports'], ['deals']],
    onDone: ({ id }) => navigate(`/imports/${id}`),
  });
  const submit = () => {
    void file?.text().then((csv) => send.mutate({ csv, submit: submits }));
  };
  return (
    <Form yes={texts.upload} onSubmit={submit} action={send}>
      <p>{texts.fileText}</p>
      <Labelled label={texts.file}>
        {(id) => (
          <input
            id={id}
            type="file"
            accept=".csv,text/csv"
            className={fields['control']}
            required
            onChange={({ target }) => setFile(target.files?.[0])}
          />
        )}
      </Labelled>
      <label>
        <input type="checkbox" checked={submits} onChange={({ target }) => setSubmits(target.checked)} /> {texts.submit}
      </label>
    </Form>
  );
}
