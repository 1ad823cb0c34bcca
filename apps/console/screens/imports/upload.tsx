import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { CheckField } from '#apps/console/parts/check-field.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Labelled } from '#apps/console/parts/labelled.tsx';
import { PartnerField } from '#apps/console/parts/partner-field.tsx';
import { usePartnerId } from '#apps/console/session/session.ts';
import { type ColumnMap, Columns, guessColumns, needsMap, pathsOf } from './columns.tsx';
import { readHeader } from './csv-header.ts';
import { texts } from './messages.ts';
import fields from '#apps/console/parts/field.module.css';

interface Sent {
  csv: string;
  query: { submit: boolean; partner_id?: string; columns?: string };
}

/** Sends a CSV file of deals, and leads to its progress. People of the company say whose deals they are. */
export function Upload() {
  const [, navigate] = useLocation();
  const ofPartner = usePartnerId();
  const [partnerId, setPartnerId] = useState('');
  const [file, setFile] = useState<File>();
  const [header, setHeader] = useState<string[]>([]);
  const [chosen, setChosen] = useState<ColumnMap>({});
  const [submits, setSubmits] = useState(false);
  const owner = given({ partner_id: ofPartner === null ? partnerId : undefined });
  const schema = useAnswer(
    ['deal-schema', owner],
    (signal) => api.GET('/api/v1/deal-schema', { params: { query: owner.partner_id?.startsWith('ptn_') ? owner : {} }, signal }),
    { isWanted: header.length > 0 },
  );
  const paths = schema.data ? pathsOf(schema.data) : [];
  const map = schema.data && needsMap(header, paths) ? { ...guessColumns(header, paths), ...chosen } : undefined;
  const send = useAction({
    run: ({ csv, query }: Sent, key) =>
      api.POST('/api/v1/deal-imports', {
        params: { query, header: { 'idempotency-key': key } },
        headers: { 'content-type': 'text/csv' },
        body: csv,
        bodySerializer: (text) => text as string,
      }),
    changes: [['imports'], ['deals']],
    onDone: ({ id }) => navigate(`/imports/${id}`),
  });
  const choose = async (next: File | undefined) => {
    setFile(next);
    setChosen({});
    setHeader(next ? await readHeader(next) : []);
  };
  const submit = () => {
    void file?.text().then((csv) => send.mutate({ csv, query: { submit: submits, ...owner, ...(map && { columns: written(map) }) } }));
  };
  return (
    <Form yes={texts.upload} onSubmit={submit} action={send}>
      <p>{texts.fileText}</p>
      {ofPartner === null && <PartnerField value={partnerId} onChange={setPartnerId} />}
      <Labelled label={texts.file}>
        {(id) => (
          <input
            id={id}
            type="file"
            accept=".csv,text/csv"
            className={fields['control']}
            required
            onChange={({ target }) => void choose(target.files?.[0])}
          />
        )}
      </Labelled>
      {map && <Columns map={map} paths={paths} onChange={setChosen} />}
      <CheckField label={texts.submit} value={submits} onChange={setSubmits} />
    </Form>
  );
}

/** As the API takes it: what is left out is not named. */
const written = (columns: ColumnMap): string =>
  JSON.stringify(Object.fromEntries(Object.entries(columns).filter(([, path]) => path !== null)));
