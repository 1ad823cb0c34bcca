import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { ChipsFilter } from '#apps/console/parts/filters.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';
import { rolesOf } from './roles.ts';

/** What somebody may do. Their sessions have it at once. */
export function UserRoles({ of: { id, roles, partner_id } }: { of: Schema<'User'> }) {
  const [chosen, setChosen] = useState(roles);
  const change = useAction({
    run: (next: Schema<'UserRole'>[]) => api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body: { roles: next } }),
    changes: [['users']],
    onDone: () => announce(texts.rolesSaved),
  });
  return (
    <Section title={texts.roles}>
      <Form yes={texts.saveRoles} onSubmit={() => change.mutate(chosen)} action={change}>
        <ChipsFilter
          {...{ label: texts.roles, options: rolesOf(partner_id !== null), values: chosen }}
          textOf={spelled}
          onChange={setChosen}
        />
      </Form>
    </Section>
  );
}
