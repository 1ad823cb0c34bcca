import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { ExternalLink } from '#apps/console/parts/external-link.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { ConnectionActions } from '#apps/console/screens/connections/connection-actions.tsx';
import { ConnectionStatus } from '#apps/console/screens/connections/connection-status.tsx';
import { useConnectors } from '#apps/console/screens/connections/use-connectors.ts';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import { NewConnection } from './new-connection.tsx';
import type { SetupUrl } from './setup-url.ts';
import { VendorScopes } from './vendor-scopes.tsx';

/** Someone consents at the vendor meanwhile. */
const REFRESH_MS = 3_000;

export function ConnectStep({ url }: { url: SetupUrl }) {
  const { a, b } = url.values;
  return (
    <>
      <ConnectionOf side="a" chosen={a} onChoose={(id) => url.set({ a: id })} />
      <ConnectionOf side="b" chosen={b} onChoose={(id) => url.set({ b: id })} />
      {a && b && (
        <p>
          <Button kind="primary" onClick={() => url.set({ step: 'objects' })}>
            {texts.next(texts.steps.objects)}
          </Button>
        </p>
      )}
    </>
  );
}

interface ConnectionOfProps {
  side: Schema<'SyncSide'>;
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
}

/** The account of one side: one that is connected, or another one. */
function ConnectionOf({ side, chosen, onChoose }: ConnectionOfProps) {
  const may = useMay();
  const [consent, setConsent] = useState<string | null>(null);
  const answer = useAnswer(['connections', 'choice'], (signal) =>
    api.GET('/api/v1/connections', { params: { query: { limit: 100, status: ['active', 'action_required', 'pending'] } }, signal }),
  );
  const connectors = useConnectors();
  const own = side === 'b' ? ['deals'] : [];
  const choose = (id: string | undefined) => {
    setConsent(null);
    onChoose(id);
  };
  const made = ({ id, connect_url }: Schema<'ConnectionWithLink'>) => {
    setConsent(connect_url);
    onChoose(id);
  };
  return (
    <Section title={texts.sides[side]}>
      <Answered answer={answer}>
        {({ data }) => (
          <SelectField
            label={texts.account(texts.sides[side])}
            options={['', ...own, ...data.map(({ id }) => id)]}
            value={chosen ?? ''}
            textOf={(id) => {
              const connection = data.find((each) => each.id === id);
              if (connection) return `${connection.name} (${connectors.get(connection.vendor)?.label ?? connection.vendor})`;
              return id === '' ? texts.another : texts.ownDeals;
            }}
            onChange={(id) => choose(id || undefined)}
          />
        )}
      </Answered>
      {consent !== null && (
        <Note title={texts.consent} isAlert>
          <ExternalLink href={consent}>{texts.consentLink}</ExternalLink>
        </Note>
      )}
      {chosen === undefined && (may('connections:write') ? <NewConnection side={side} onMade={made} /> : <p>{texts.askOperator}</p>)}
      {chosen !== undefined && chosen !== 'deals' && <Chosen id={chosen} />}
    </Section>
  );
}

/** Whether it works, what mends it, and what it may do. */
function Chosen({ id }: { id: string }) {
  const may = useMay();
  const answer = useAnswer<Schema<'Connection'>>(
    ['connections', id],
    (signal) => api.GET('/api/v1/connections/{id}', { params: { path: { id } }, signal }),
    { refreshMs: REFRESH_MS, refreshWhile: ({ status }) => status !== 'active' },
  );
  const connectors = useConnectors();
  return (
    <Answered answer={answer}>
      {(connection) => {
        const { status, status_reason, account, missing_scopes } = connection;
        const vendor = connectors.get(connection.vendor);
        return (
          <>
            <p>
              <ConnectionStatus status={status} /> {account?.name}
            </p>
            {status !== 'active' && (
              <Note
                title={status === 'pending' ? texts.awaits : texts.broken}
                tone="warn"
                action={may('connections:write') && <ConnectionActions of={connection} vendor={vendor} />}
              >
                <p>{status_reason ?? texts.awaitsText}</p>
              </Note>
            )}
            {missing_scopes.length > 0 && (
              <Note title={texts.lacks} tone="warn">
                <p>{missing_scopes.map(({ name, setting }) => `${name}: ${setting}`).join('; ')}</p>
              </Note>
            )}
            <VendorScopes of={vendor} />
          </>
        );
      }}
    </Answered>
  );
}
