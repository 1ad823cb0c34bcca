import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { ShownOnce } from '#apps/console/parts/shown-once.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

/** Whether the provider decides who is a user, and the token with which it does. */
export function Scim({ of: { id, scim_enabled: isOn } }: { of: Schema<'SsoConnection'> }) {
  const mayChange = useMay()('users:write');
  const [made, setMade] = useState<Schema<'ScimToken'> | null>(null);
  const path = { id };
  return (
    <Section
      title={texts.scim}
      actions={
        mayChange && (
          <>
            <ConfirmButton
              {...{ label: texts.newToken, changes: [['sso']], kind: 'plain' }}
              ask={{ title: texts.newTokenTitle, text: texts.newTokenText, yes: texts.newTokenNow }}
              run={(_, key) =>
                api.POST('/api/v1/sso-connections/{id}/scim-token', { params: { path, header: { 'idempotency-key': key } } })
              }
              onDone={setMade}
            />
            {isOn && (
              <ConfirmButton
                {...{ label: texts.endToken, changes: [['sso']] }}
                ask={{ title: texts.endTokenTitle, text: texts.endTokenText, yes: texts.endTokenNow }}
                run={() => api.DELETE('/api/v1/sso-connections/{id}/scim-token', { params: { path } })}
                onDone={() => setMade(null)}
              />
            )}
          </>
        )
      }
    >
      <Facts
        of={[
          [texts.state, isOn ? texts.scimOn : texts.scimOff],
          [texts.scimUrl, made && <code key="url">{made.url}</code>],
        ]}
      />
      {made && <ShownOnce title={texts.tokenIs} secret={made.token} />}
    </Section>
  );
}
