import { type FormEvent, useState } from 'react';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';
import styles from '#apps/console/parts/filters.module.css';

type Result = Schema<'SyncPreview'>;

const RECORDS = 10;
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const changeColumns: readonly Column<Schema<'SyncPreviewChange'>>[] = [
  { label: texts.side, cell: ({ side }) => texts.sides[side] },
  { label: texts.record, cell: ({ record_id }) => <code>{record_id}</code> },
  { label: texts.field, cell: ({ field }) => field },
  { label: texts.before, cell: ({ before }) => shown(before) },
  { label: texts.after, cell: ({ after }) => shown(after) },
];
const conflictColumns: readonly Column<Schema<'SyncPreviewConflict'>>[] = [
  { label: texts.idA, cell: ({ a_id }) => <code>{a_id}</code> },
  { label: texts.idB, cell: ({ b_id }) => <code>{b_id}</code> },
  { label: texts.field, cell: ({ field }) => field },
];
const faultColumns: readonly Column<Schema<'SyncPreviewFault'>>[] = [
  { label: texts.side, cell: ({ side }) => texts.sides[side] },
  { label: texts.record, cell: ({ record_id }) => <code>{record_id}</code> },
  { label: texts.field, cell: ({ field }) => field },
  { label: texts.message, cell: ({ message }) => message },
];

/** Says what the mapping would do with some records, before it does. */
export function Preview({ id, objects }: { id: string; objects: readonly string[] }) {
  const [object, setObject] = useState(objects[0] ?? '');
  const [record, setRecord] = useState('');
  const preview = useAction<Result, Schema<'SyncPreviewRequest'>>({
    run: (body, key) => api.POST('/api/v1/syncs/{id}/preview', { params: { path: { id }, header: { 'idempotency-key': key } }, body }),
    changes: [],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    preview.mutate({ object, ...(record.trim() === '' ? { limit: RECORDS } : given({ a_id: record.trim() })) });
  };
  return (
    <Section title={texts.preview}>
      <p>{texts.previewText}</p>
      <form className={styles['filters']} onSubmit={submit}>
        <SelectField {...{ label: texts.previewObject, options: objects, value: object, onChange: setObject }} textOf={(name) => name} />
        <TextField label={texts.recordA} value={record} onChange={setRecord} />
        <Button type="submit" isBusy={preview.isPending}>
          {texts.compare}
        </Button>
      </form>
      {preview.error && <FailureNote failure={preview.error} />}
      {preview.data && <ResultOf {...preview.data} />}
    </Section>
  );
}

function ResultOf({ compared, changes, conflicts, faults, left_out }: Result) {
  return (
    <>
      <output>{texts.compared(compared)}</output>
      {changes.length === 0 ? (
        <p>{texts.noChanges}</p>
      ) : (
        <Table
          {...{ caption: texts.changes, columns: changeColumns, rows: changes }}
          idOf={({ side, record_id, field }) => `${side} ${record_id} ${field}`}
        />
      )}
      {conflicts.length > 0 && (
        <Table
          {...{ caption: texts.openConflicts, columns: conflictColumns, rows: conflicts }}
          idOf={({ a_id, b_id, field }) => `${a_id} ${b_id} ${field}`}
        />
      )}
      {faults.length > 0 && (
        <Table
          {...{ caption: texts.faults, columns: faultColumns, rows: faults }}
          idOf={({ side, record_id, field }) => `${side} ${record_id} ${field}`}
        />
      )}
      {left_out.length > 0 && <p>{texts.leftOut(left_out.join(', '))}</p>}
    </>
  );
}
