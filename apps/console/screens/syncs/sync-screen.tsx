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
import { span } from '#apps/console/screens/overview/messages.ts';
import { useMay } from '#apps/console/session/session.ts';
import { LinkForm } from './link-form.tsx';
import { MappingOf } from './mapping.tsx';
import { texts } from './messages.ts';
import { Preview } from './preview.tsx';
import { Runs } from './runs.tsx';
import { SyncActions } from './sync-actions.tsx';
import { SyncState } from './sync-columns.tsx';
import { TimeToSync } from './time-to-sync.tsx';

type Sync = Schema<'Sync'>;

const REFRESH_MS = 15_000;

/** One sync: how it is, its runs, what it keeps the same and how, tried on your own records. */
export function SyncScreen({ id }: { id: string }) {
  const may = useMay();
  const answer = useAnswer<Sync>(['syncs', id], (signal) => api.GET('/api/v1/syncs/{id}', { params: { path: { id } }, signal }), {
    refreshMs: REFRESH_MS,
  });
  return (
    <Answered answer={answer}>
      {(sync) => {
        const objects = sync.mapping.objects.map(({ name }) => name);
        return (
          <Page title={sync.name} actions={may('syncs:write') && <SyncActions of={sync} />}>
            {sync.process_error !== null && (
              <Note title={texts.stopped} tone="bad">
                <p>{sync.process_error}</p>
              </Note>
            )}
            <HealthNote id={id} />
            <Facts of={factsOf(sync)} />
            <Links>
              <Link href={`/failed-records/${id}`}>{texts.failed}</Link>
              <Link href={`/conflicts/${id}`}>{texts.conflicts}</Link>
              <Link href={`/reconciliations?sync_id=${id}`}>{texts.nights}</Link>
              {may('syncs:write') && <Link href={setupOf(sync)}>{texts.setUpOf}</Link>}
            </Links>
            <Runs id={id} />
            <TimeToSync id={id} />
            <MappingOf mapping={sync.mapping} />
            <Preview id={id} objects={objects} />
            {may('syncs:write') && <LinkForm id={id} objects={objects} />}
          </Page>
        );
      }}
    </Answered>
  );
}

const setupOf = ({ id, a_connection_id: a, b_connection_id: b }: Sync) => `/setup?${new URLSearchParams({ step: 'map', a, b, sync: id })}`;

function factsOf(sync: Sync) {
  return [
    [texts.state, <SyncState key="state" state={sync.state} />],
    ['ID', <code key="id">{sync.id}</code>],
    [texts.sides.a, <ConnectionLink key="a" id={sync.a_connection_id} />],
    [texts.sides.b, <ConnectionLink key="b" id={sync.b_connection_id} />],
    [texts.every, span(sync.interval_seconds)],
    [texts.maxDelete, texts.percent(sync.max_delete_percent)],
    [texts.maxChange, texts.percent(sync.max_change_percent)],
    [texts.version, sync.mapping_version],
    [texts.created, <Time key="created" at={sync.created_at} />],
  ] as const;
}

/** Causeway's own deals stand for a connection on side B. */
const ConnectionLink = ({ id }: { id: string }) => (id === 'deals' ? texts.ownDeals : <Link href={`/connections/${id}`}>{id}</Link>);
