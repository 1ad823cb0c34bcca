import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Badge } from '#apps/console/parts/badge.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useSignedIn } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { texts } from './messages.ts';

const key = ['sessions'];
const parameters = {};

/** The browsers in which one is signed in. */
export function Sessions() {
  const { session_id } = useSignedIn();
  const { url, answer } = useList(key, parameters, (query, signal) => api.GET('/auth/sessions', { params: { query }, signal }));
  const end = useAction({ run: (id: string) => api.POST('/auth/sessions/{id}/end', { params: { path: { id } } }), changes: [key] });
  const columns: Column<Schema<'Session'>>[] = [
    { label: texts.browser, cell: ({ user_agent }) => user_agent },
    { label: texts.network, cell: ({ network }) => network },
    { label: texts.begun, cell: ({ created_at }) => <Time at={created_at} />, isExtra: true },
    { label: texts.seen, cell: ({ last_seen_at }) => <Time at={last_seen_at} /> },
    {
      label: texts.end,
      cell: ({ id }) =>
        id === session_id ? <Badge tone="calm">{texts.here}</Badge> : <Button onClick={() => end.mutate(id)}>{texts.end}</Button>,
    },
  ];
  return (
    <Section title={texts.sessions}>
      {end.error && <FailureNote failure={end.error} />}
      <List
        {...{ caption: texts.sessions, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.none, text: texts.noneText }}
      />
    </Section>
  );
}
