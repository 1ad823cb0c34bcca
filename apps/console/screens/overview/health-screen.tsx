import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Badge } from '#apps/console/parts/badge.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { Condition } from './condition.tsx';
import { HealthState, toneOf } from './health-state.tsx';
import { span, texts } from './messages.ts';
import { Trend } from './trend.tsx';

type Health = Schema<'IntegrationHealthDetail'>;

const days: readonly Column<Schema<'HealthDay'>>[] = [
  { label: texts.day, cell: ({ day }) => day },
  { label: texts.worst, cell: ({ worst }) => (worst === null ? texts.notWatched : <HealthState state={worst} />) },
  { label: texts.well, cell: ({ well_percent }) => (well_percent === null ? '' : `${well_percent} %`), isNumber: true },
  { label: texts.watched, cell: ({ watched_percent }) => `${watched_percent} %`, isNumber: true },
];

const objectives: readonly Column<Schema<'ServiceObjective'>>[] = [
  { label: texts.objective, cell: ({ name }) => spelled(name) },
  { label: texts.target, cell: ({ target_percent }) => `${target_percent} %`, isNumber: true },
  { label: texts.reached, cell: ({ good_percent }) => (good_percent === null ? '' : `${good_percent} %`), isNumber: true },
  {
    label: texts.budget,
    cell: ({ budget_left_percent, is_burning }) => <Badge tone={is_burning ? 'bad' : 'calm'}>{`${budget_left_percent} %`}</Badge>,
  },
];

/** The health of one connection, sync, endpoint or partner: the prefix of its id says which. */
export function HealthScreen({ id }: { id: string }) {
  const answer = useAnswer<Health>(['health', id], (signal) => readHealth(id, signal), { refreshMs: 30_000 });
  return (
    <Answered answer={answer}>
      {(health) => (
        <Page title={health.name}>
          <Note title={texts.states[health.state]} tone={toneOf(health.state)}>
            <Condition of={health} />
          </Note>
          <Facts of={factsOf(health)} />
          {health.also.length > 0 && (
            <Section title={texts.also}>
              {health.also.map((condition) => (
                <Note key={condition.code} title={texts.states[condition.state]} tone={toneOf(condition.state)}>
                  <Condition of={condition} />
                </Note>
              ))}
            </Section>
          )}
          {health.objectives.length > 0 && (
            <Section title={texts.objectives}>
              <Table caption={texts.objectives} columns={objectives} rows={health.objectives} idOf={({ name }) => name} />
            </Section>
          )}
          <Section title={texts.trend}>
            <Trend days={health.trend} />
            <Table caption={texts.trend} columns={days} rows={health.trend.toReversed()} idOf={({ day }) => day} />
          </Section>
        </Page>
      )}
    </Answered>
  );
}

function readHealth(id: string, signal: AbortSignal): Promise<{ data?: Health }> {
  const init = { params: { path: { id } }, signal };
  if (id.startsWith('con_')) return api.GET('/api/v1/connections/{id}/health', init);
  if (id.startsWith('syn_')) return api.GET('/api/v1/syncs/{id}/health', init);
  return id.startsWith('ptn_') ? api.GET('/api/v1/partners/{id}/health', init) : api.GET('/api/v1/endpoints/{id}/health', init);
}

function factsOf({ kind, since, last_success_at, last_error, freshness, quota, failed_records, next_run_at, partner_id }: Health) {
  return [
    [texts.kind, texts.kinds[kind]],
    [texts.since, since && <Time at={since} />],
    [texts.lastSuccess, last_success_at && <Time at={last_success_at} />],
    [
      texts.lastError,
      last_error && (
        <>
          <Time at={last_error.at} /> {last_error.message}
        </>
      ),
    ],
    [texts.freshness, freshness && texts.freshnessOf(span(freshness.age_s), span(freshness.objective_s))],
    [texts.quota, quota && texts.quotaOf(quota.text, quota.left, quota.max)],
    [texts.failedRecords, failed_records],
    [texts.nextRun, next_run_at && <Time at={next_run_at} />],
    [texts.partner, partner_id],
  ] as const;
}
