import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { number } from '#apps/console/messages/messages.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { texts } from './messages.ts';

type Run = Schema<'SyncRun'>;

const REFRESH_MS = 10_000;
const parameters = {};
const tones: Record<Run['state'], Tone> = { running: 'calm', completed: 'good', partial: 'warn', failed: 'bad', cancelled: 'calm' };

const columns: readonly Column<Run>[] = [
  { label: texts.state, cell: ({ state }) => <Badge tone={tones[state]}>{texts.runStates[state]}</Badge> },
  { label: texts.kind, cell: ({ kind }) => texts.runKinds[kind], isExtra: true },
  { label: texts.started, cell: ({ started_at }) => <Time at={started_at} /> },
  { label: texts.read, cell: ({ read }) => number(read), isNumber: true, isExtra: true },
  { label: texts.changed, cell: ({ changed }) => number(changed), isNumber: true, isExtra: true },
  { label: texts.written, cell: ({ written }) => number(written), isNumber: true },
  { label: texts.failedCount, cell: ({ failed }) => number(failed), isNumber: true },
  { label: texts.conflictCount, cell: ({ conflicts }) => number(conflicts), isNumber: true, isExtra: true },
  { label: texts.reason, cell: ({ reason, doing }) => reason ?? doing, isExtra: true },
  { label: texts.ended, cell: ({ ended_at }) => <Time at={ended_at} />, isExtra: true },
];

/** What the runs of a sync did, and the one that waits for a yes. */
export function Runs({ id }: { id: string }) {
  const { url, answer } = useList(
    ['syncs', id, 'runs'],
    parameters,
    (query, signal) => api.GET('/api/v1/syncs/{id}/runs', { params: { path: { id }, query }, signal }),
    { refreshMs: REFRESH_MS },
  );
  const waiting = answer.data?.data.find(({ needs_approval }) => needs_approval);
  return (
    <Section title={texts.runs}>
      {waiting && <Question id={id} text={waiting.reason} />}
      <List
        {...{ caption: texts.runs, columns, answer, url }}
        idOf={(run) => run.id}
        empty={{ title: texts.noRuns, text: texts.noRunsText }}
      />
    </Section>
  );
}

function Question({ id, text }: { id: string; text: string | null }) {
  const may = useMay();
  const approve = (
    <ConfirmButton
      {...{ label: texts.approve, kind: 'primary', changes: [['syncs'], ['health']], done: texts.approved }}
      ask={{ title: texts.approveTitle, text: `${text ?? ''} ${texts.approveText}`, yes: texts.approveNow }}
      run={(_, key) => api.POST('/api/v1/syncs/{id}/approve', { params: { path: { id }, header: { 'idempotency-key': key } } })}
    />
  );
  return (
    <Note title={texts.approveTitle} tone="warn" action={may('syncs:write') && approve}>
      <p>{text}</p>
    </Note>
  );
}
