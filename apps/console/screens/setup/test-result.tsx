import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';
import { shown } from './shown.ts';

type Test = Schema<'SyncTest'>;
type Write = Test['writes'][number];

const REFRESH_MS = 1_000;
const tones: Record<Test['state'], Tone> = { running: 'calm', completed: 'good', left: 'bad', failed: 'warn' };
const writeTones: Record<Write['state'], Tone> = { trying: 'calm', tried: 'warn', refused: 'bad', taken_back: 'good', left: 'bad' };

const columns: readonly Column<Write['fields'][number]>[] = [
  { label: texts.field, cell: ({ field }) => field },
  { label: texts.hadBefore, cell: ({ before }) => shown(before) },
  { label: texts.written, cell: ({ after }) => shown(after) },
];

/** What was written, and that it is taken back. */
export function TestResult({ syncId, id }: { syncId: string; id: string }) {
  const answer = useAnswer<Test>(
    ['syncs', syncId, 'tests', id],
    (signal) => api.GET('/api/v1/syncs/{id}/tests/{test}', { params: { path: { id: syncId, test: id } }, signal }),
    { refreshMs: REFRESH_MS, refreshWhile: ({ state }) => state === 'running' },
  );
  return (
    <Section title={texts.testResult}>
      <Answered answer={answer}>
        {({ state, reason, waits_for, writes }) => (
          <>
            <Note title={texts.testStates[state]} tone={tones[state]} isAlert>
              {reason !== null && <p>{reason}</p>}
              {waits_for !== null && <p>{texts.waitsFor(waits_for)}</p>}
            </Note>
            {writes.map((write) => (
              <WriteOf key={write.id} of={write} />
            ))}
          </>
        )}
      </Answered>
    </Section>
  );
}

function WriteOf({ of: { side, operation, record_id, state, fields, message, remedy } }: { of: Write }) {
  const title = texts.write(texts.operations[operation], texts.sides[side]);
  return (
    <>
      <p>
        <Badge tone={writeTones[state]}>{texts.writeStates[state]}</Badge> {title} {record_id !== null && <code>{record_id}</code>}
      </p>
      {message !== null && <p>{message}</p>}
      {remedy !== null && <p>{remedy}</p>}
      {fields.length > 0 && <Table caption={title} columns={columns} rows={fields} idOf={({ field }) => field} />}
    </>
  );
}
