import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { AlertActions } from './alert-actions.tsx';
import { AlertState } from './alert-state.tsx';
import { texts } from './messages.ts';

type Alert = Schema<'AlertWithNotices'>;

const REFRESH_MS = 15_000;

const notices: readonly Column<Schema<'AlertNotice'>>[] = [
  { label: texts.channel, cell: ({ channel }) => channel },
  { label: texts.what, cell: ({ kind }) => spelled(kind) },
  { label: texts.outcome, cell: ({ state }) => spelled(state) },
  { label: texts.due, cell: ({ due_at }) => <Time at={due_at} />, isExtra: true },
  { label: texts.tries, cell: ({ tries }) => tries, isNumber: true, isExtra: true },
  { label: texts.error, cell: ({ error }) => error, isExtra: true },
];

/** One alert: what is wrong, what mends it, who was told, and who has it. */
export function AlertScreen({ id }: { id: string }) {
  const may = useMay();
  const answer = useAnswer<Alert>(['alerts', id], (signal) => api.GET('/api/v1/alerts/{id}', { params: { path: { id } }, signal }), {
    refreshMs: REFRESH_MS,
  });
  return (
    <Answered answer={answer}>
      {(alert) => (
        <Page title={alert.title} actions={may('alerts:write') && <AlertActions of={alert} />}>
          <Note title={alert.reason} tone={alert.state === 'resolved' ? 'good' : 'warn'} action={<Subject of={alert.subject} />}>
            <p>{alert.remedy}</p>
          </Note>
          <Facts of={factsOf(alert)} />
          {alert.notices.length > 0 && (
            <Section title={texts.notices}>
              <Table
                {...{ caption: texts.notices, columns: notices, rows: alert.notices }}
                idOf={({ channel_id, kind, due_at }) => `${channel_id} ${kind} ${due_at}`}
              />
            </Section>
          )}
        </Page>
      )}
    </Answered>
  );
}

function factsOf(alert: Alert) {
  return [
    [texts.state, <AlertState key="state" of={alert} />],
    ['ID', <code key="id">{alert.id}</code>],
    [texts.rule, texts.ruleOf(alert.rule)],
    [texts.runbook, alert.runbook],
    [texts.subject, <code key="subject">{alert.subject.id}</code>],
    [texts.since, <Time key="since" at={alert.since} />],
    [texts.until, alert.resolved_at && <Time key="until" at={alert.resolved_at} />],
    [texts.reopened, alert.reopened > 0 && alert.reopened],
    [texts.acknowledgedBy, alert.acknowledged_by],
    [texts.snoozedUntil, alert.snoozed_until && <Time key="snoozed" at={alert.snoozed_until} />],
    [texts.told, alert.last_told_at && <Time key="told" at={alert.last_told_at} />],
    [texts.tellingProblem, alert.telling_problem],
  ] as const;
}

/** What has a page of its own here. */
const pages: Partial<Record<Schema<'AlertSubjectKind'>, string>> = {
  connection: 'connections',
  sync: 'syncs',
  endpoint: 'endpoints',
  partner: 'partners',
  deal: 'deals',
};

function Subject({ of: { kind, id } }: { of: Schema<'AlertSubject'> }) {
  const page = pages[kind];
  return page !== undefined && <Link href={`/${page}/${id}`}>{texts.look}</Link>;
}
