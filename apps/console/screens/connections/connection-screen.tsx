import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { HealthNote } from '#apps/console/screens/overview/health-note.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { ConnectionActions } from './connection-actions.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import { ConnectionSyncs } from './connection-syncs.tsx';
import { Limits } from './limits.tsx';
import { texts } from './messages.ts';
import { Objects } from './objects.tsx';
import { useConnectors } from './use-connectors.ts';

type Connection = Schema<'Connection'>;

const REFRESH_MS = 15_000;

/** One account at a vendor: whether its credentials work, what is left of its limits, and what uses it. */
export function ConnectionScreen({ id }: { id: string }) {
  const may = useMay();
  const vendors = useConnectors();
  const answer = useAnswer<Connection>(
    ['connections', id],
    (signal) => api.GET('/api/v1/connections/{id}', { params: { path: { id } }, signal }),
    { refreshMs: REFRESH_MS },
  );
  return (
    <Answered answer={answer}>
      {(connection) => {
        const vendor = vendors.get(connection.vendor);
        const isThere = connection.status !== 'disconnected' && connection.status !== 'disconnecting';
        return (
          <Page
            title={connection.name}
            actions={may('connections:write') && isThere && <ConnectionActions of={connection} vendor={vendor} />}
          >
            {isThere && <HealthNote id={id} />}
            <Faults of={connection} />
            <Facts of={factsOf(connection, vendor?.label)} />
            <Links>
              <Link href={`/inbound-events?source_id=${id}`}>{texts.inbound}</Link>
            </Links>
            <Limits id={id} />
            {may('syncs:read') && <ConnectionSyncs id={id} />}
            {isThere && vendor && <Objects id={id} objects={vendor.objects} />}
          </Page>
        );
      }}
    </Answered>
  );
}

function Faults({ of: { missing_scopes, unavailable, process_error, disconnect_report } }: { of: Connection }) {
  return (
    <>
      {missing_scopes.length > 0 && (
        <Note title={texts.missing} tone="bad">
          <ul>
            {missing_scopes.map(({ name, setting }) => (
              <li key={name}>{texts.missingOf(name, setting)}</li>
            ))}
          </ul>
        </Note>
      )}
      {unavailable && (
        <Note title={texts.away} tone="warn">
          <p>
            <Time at={unavailable.since} /> {unavailable.reason}
          </p>
        </Note>
      )}
      {process_error !== null && (
        <Note title={texts.processError} tone="bad">
          <p>{process_error}</p>
        </Note>
      )}
      {disconnect_report && (
        <Note title={texts.report}>
          <p>
            {texts.erased}: {disconnect_report.erased.join(', ')}
          </p>
          <p>
            {texts.remains}: {disconnect_report.remains.join(', ')}
          </p>
        </Note>
      )}
    </>
  );
}

function factsOf(connection: Connection, vendor: string | undefined) {
  const { id, account, tokens_expire_at, scopes } = connection;
  return [
    [texts.status, <ConnectionStatus key="status" status={connection.status} />],
    [texts.why, connection.status_reason],
    [texts.vendor, vendor ?? connection.vendor],
    [texts.account, account && `${account.name} (${account.id})`],
    ['ID', <code key="id">{id}</code>],
    [texts.method, texts.methods[connection.auth_method]],
    [texts.tokens, tokens_expire_at && <Time key="tokens" at={tokens_expire_at} />],
    [texts.scopes, scopes?.join(', ')],
    [texts.budget, texts.percent(connection.budget_percent)],
    [texts.pulls, connection.pull_changes && texts.yes],
    [texts.created, <Time key="created" at={connection.created_at} />],
  ] as const;
}
