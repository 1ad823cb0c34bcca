import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import { UserActions } from './user-actions.tsx';
import { UserRoles } from './user-roles.tsx';
import { UserSessions } from './user-sessions.tsx';
import { UserStatus } from './user-status.tsx';

/** One person, and what an administrator does for them. */
export function UserScreen({ id }: { id: string }) {
  const may = useMay();
  const answer = useAnswer<Schema<'User'>>(['users', id], (signal) => api.GET('/api/v1/users/{id}', { params: { path: { id } }, signal }));
  return (
    <Answered answer={answer}>
      {(user) => (
        <Page title={user.name}>
          <Facts
            of={[
              [texts.status, <UserStatus key="status" of={user} />],
              [texts.email, user.email],
              [texts.roles, user.roles.map(spelled).join(', ')],
              [texts.company, user.partner_id ?? texts.own],
              [texts.created, <Time key="created" at={user.created_at} />],
              [texts.lastSignIn, user.last_sign_in_at ? <Time key="last" at={user.last_sign_in_at} /> : texts.never],
              ['ID', <code key="id">{user.id}</code>],
            ]}
          />
          {may('users:write') && <UserActions of={user} />}
          {may('users:write') && <UserRoles key={user.roles.join(' ')} of={user} />}
          <UserSessions id={id} />
        </Page>
      )}
    </Answered>
  );
}
