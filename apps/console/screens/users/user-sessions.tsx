import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { List } from '#apps/console/parts/list.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useList } from '#apps/console/url/use-list.ts';
import { texts } from './messages.ts';

const parameters = {};

const columns: readonly Column<Schema<'Session'>>[] = [
  { label: texts.browser, cell: ({ user_agent }) => user_agent },
  { label: texts.network, cell: ({ network }) => network },
  { label: texts.begun, cell: ({ created_at }) => <Time at={created_at} />, isExtra: true },
  { label: texts.seen, cell: ({ last_seen_at }) => <Time at={last_seen_at} /> },
];

/** The browsers in which somebody is signed in. */
export function UserSessions({ id }: { id: string }) {
  const { url, answer } = useList(['users', id, 'sessions'], parameters, (query, signal) =>
    api.GET('/api/v1/users/{id}/sessions', { params: { path: { id }, query }, signal }),
  );
  return (
    <Section title={texts.sessions}>
      <List
        {...{ caption: texts.sessions, columns, answer, url }}
        idOf={(session) => session.id}
        empty={{ title: texts.noSession, text: texts.noSessionText }}
      />
    </Section>
  );
}
