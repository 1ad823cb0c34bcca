import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';
import type { SetupUrl } from './setup-url.ts';
import { shown } from './shown.ts';

type Preview = Schema<'SyncPreview'>;

/** Each costs calls of both vendors. */
const FRESH_MS = 60_000;
const RECORDS = 50;
const tones: Record<Schema<'SyncOutcome'>, Tone> = { create: 'good', update: 'warn', unchanged: 'calm', skip: 'bad' };

const recordColumns: readonly Column<Schema<'SyncPreviewRecord'>>[] = [
  { label: texts.outcome, cell: ({ outcome }) => <Badge tone={tones[outcome]}>{texts.outcomes[outcome]}</Badge> },
  { label: texts.record, cell: ({ name, a_id, b_id }) => name ?? a_id ?? b_id },
  { label: texts.sides.a, cell: ({ a_id }) => a_id && <code>{a_id}</code>, isExtra: true },
  { label: texts.sides.b, cell: ({ b_id }) => b_id && <code>{b_id}</code>, isExtra: true },
  { label: texts.why, cell: ({ reason }) => reason },
];
const changeColumns: readonly Column<Schema<'SyncPreviewChange'>>[] = [
  { label: texts.writtenIn, cell: ({ side }) => texts.sides[side] },
  { label: texts.record, cell: ({ record_id }) => <code>{record_id}</code> },
  { label: texts.field, cell: ({ field }) => field },
  { label: texts.before, cell: ({ before }) => shown(before) },
  { label: texts.after, cell: ({ after }) => shown(after) },
];

export function usePreview(sync: Schema<'Sync'>, object: string) {
  const { id, mapping_version } = sync;
  return useAnswer<Preview>(
    ['syncs', id, 'preview', object, mapping_version],
    (signal) => api.POST('/api/v1/syncs/{id}/preview', { params: { path: { id } }, body: { object, limit: RECORDS }, signal }),
    { freshMs: FRESH_MS },
  );
}

/** What a run would do with one's own records. Nothing is written. */
export function PreviewStep({ sync, url }: { sync: Schema<'Sync'>; url: SetupUrl }) {
  const names = sync.mapping.objects.map(({ name }) => name);
  const [object, setObject] = useState(names[0] ?? '');
  const answer = usePreview(sync, object);
  return (
    <>
      <SelectField {...{ label: texts.object, options: names, value: object, onChange: setObject }} textOf={(name) => name} />
      <Answered answer={answer}>{(preview) => <Result {...preview} />}</Answered>
      <p>
        <Button onClick={() => void answer.refetch()} isBusy={answer.isFetching}>
          {texts.lookAgain}
        </Button>{' '}
        <Button kind="primary" onClick={() => url.set({ step: 'test' })}>
          {texts.next(texts.steps.test)}
        </Button>
      </p>
    </>
  );
}

function Result({ records, changes, left_out }: Preview) {
  const countOf = (outcome: Schema<'SyncOutcome'>) => records.filter((record) => record.outcome === outcome).length;
  return (
    <>
      <output>{texts.counts(countOf('create'), countOf('update'), countOf('unchanged'), countOf('skip'))}</output>
      {records.length === 0 ? (
        <p>{texts.noRecords}</p>
      ) : (
        <Table caption={texts.records} columns={recordColumns} rows={records} idOf={({ a_id, b_id }) => `${a_id} ${b_id}`} />
      )}
      {changes.length > 0 && (
        <Table
          {...{ caption: texts.changes, columns: changeColumns, rows: changes }}
          idOf={({ side, record_id, field }) => `${side} ${record_id} ${field}`}
        />
      )}
      {left_out.length > 0 && <p>{texts.onlyByRun(left_out.join(', '))}</p>}
    </>
  );
}
