import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { Findings } from './findings.tsx';
import { texts } from './messages.ts';
import { ReconciliationState } from './reconciliation-state.tsx';
import { Report } from './report.tsx';

type Night = Schema<'ReportedReconciliation'>;

const REFRESH_MS = 10_000;
const changes = [['reconciliations'], ['health']];

/** One night of a pair or of a book: what differs, what was repaired, and what a person must decide. */
export function ReconciliationScreen({ id }: { id: string }) {
  const answer = useAnswer<Night>(
    ['reconciliations', id],
    (signal) => api.GET('/api/v1/reconciliations/{id}', { params: { path: { id } }, signal }),
    { refreshMs: REFRESH_MS },
  );
  return (
    <Answered answer={answer}>
      {(night) => (
        <Page title={`${texts.title} ${night.night}`} actions={<Cancel of={night} />}>
          {night.question !== null && <Question id={id} text={night.question} />}
          <Facts of={factsOf(night)} />
          <Links>
            {night.sync_id !== null && <Link href={`/syncs/${night.sync_id}`}>{texts.toSync}</Link>}
            {night.report && <a href={`/api/v1/reconciliations/${id}/report?format=html`}>{texts.report}</a>}
            {night.report && (
              <a href={`/api/v1/reconciliations/${id}/report?format=csv`} download={`reconciliation-${night.night}.csv`}>
                {texts.csv}
              </a>
            )}
          </Links>
          {night.report && <Report of={night.report} />}
          <Findings id={id} />
        </Page>
      )}
    </Answered>
  );
}

function factsOf({ id, book, state, dry_run, headline, reason, report, started_at, ended_at }: Night) {
  return [
    [texts.state, <ReconciliationState key="state" state={state} />],
    [texts.headline, headline],
    [texts.why, reason],
    ['ID', <code key="id">{id}</code>],
    [texts.book, book && texts.books[book]],
    [texts.dryRun, dry_run && texts.yes],
    [texts.agreed, report && texts.agreedOf(report.agreed, report.compared)],
    [texts.repaired, report?.drift.repaired],
    [texts.needsPerson, report?.drift.needs_person],
    [texts.since, report?.since && texts.sinceOf(report.since.new, report.since.still, report.since.gone)],
    [texts.began, <Time key="began" at={started_at} />],
    [texts.ended, ended_at && <Time key="ended" at={ended_at} />],
  ] as const;
}

function Question({ id, text }: { id: string; text: string }) {
  const may = useMay();
  const approve = (
    <ConfirmButton
      {...{ label: texts.approve, kind: 'primary', changes, done: texts.approved }}
      ask={{ title: texts.approveTitle, text, yes: texts.approveNow }}
      run={(_, key) => api.POST('/api/v1/reconciliations/{id}/approve', { params: { path: { id }, header: { 'idempotency-key': key } } })}
    />
  );
  return (
    <Note title={texts.awaits} tone="warn" action={may('syncs:write') && approve}>
      <p>{text}</p>
    </Note>
  );
}

function Cancel({ of: { id, state } }: { of: Night }) {
  const may = useMay();
  const isUnderWay = state === 'queued' || state === 'running' || state === 'waiting';
  if (!may('syncs:write') || !isUnderWay) return null;
  return (
    <ConfirmButton
      {...{ label: texts.cancel, changes }}
      ask={{ title: texts.cancelTitle, text: texts.cancelText, yes: texts.cancelNow }}
      run={(_, key) => api.POST('/api/v1/reconciliations/{id}/cancel', { params: { path: { id }, header: { 'idempotency-key': key } } })}
    />
  );
}
