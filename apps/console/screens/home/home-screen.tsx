import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { usePartnerId } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import { placeOf } from './place-of.ts';

type Task = Schema<'PartnerTask'>;

const REFRESH_MS = 60_000;
const kinds = Object.keys(texts.kinds) as Task['kind'][];

/** What waits for somebody of the partner: each leads to where it is done. */
export function HomeScreen() {
  const answer = useAnswer(['tasks'], (signal) => api.GET('/api/v1/partners/me/tasks', { signal }), { refreshMs: REFRESH_MS });
  return (
    <Page title={texts.title}>
      <Answered answer={answer}>
        {({ data }) =>
          data.length === 0 ? (
            <Note title={texts.nothing} tone="good">
              <p>{texts.nothingText}</p>
            </Note>
          ) : (
            kinds.map((kind) => <Tasks key={kind} {...{ kind }} tasks={data.filter((task) => task.kind === kind)} />)
          )
        }
      </Answered>
    </Page>
  );
}

function Tasks({ kind, tasks }: { kind: Task['kind']; tasks: readonly Task[] }) {
  const partnerId = usePartnerId() ?? '';
  if (tasks.length === 0) return null;
  const { title, time } = texts.kinds[kind];
  const columns: readonly Column<Task>[] = [
    { label: texts.what, cell: (task) => <Link href={placeOf(task, partnerId)}>{task.name}</Link> },
    ...(tasks.some(({ detail }) => detail !== null) ? [{ label: texts.why, cell: ({ detail }: Task) => detail }] : []),
    { label: time, cell: ({ due_at, since }) => <Time at={due_at ?? since} /> },
  ];
  return (
    <Section title={title}>
      <Table caption={title} columns={columns} rows={tasks} idOf={({ id }) => id} />
    </Section>
  );
}
