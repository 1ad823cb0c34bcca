import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Channels } from './channels.tsx';
import { texts } from './messages.ts';

const rules: readonly Column<Schema<'AlertRule'>>[] = [
  { label: texts.rule, cell: ({ rule }) => texts.ruleOf(rule) },
  { label: texts.description, cell: ({ description }) => description },
  {
    label: texts.settings,
    cell: ({ settings }) => (
      <code>
        {Object.entries(settings)
          .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
          .join(', ')}
      </code>
    ),
    isExtra: true,
  },
  { label: texts.runbook, cell: ({ runbook }) => runbook, isExtra: true },
];

/** Whom alerts are told to, by which routes, and when rules tell. */
export function AlertSettingsScreen() {
  const channels = useAnswer(['alert-channels'], (signal) =>
    api.GET('/api/v1/alert-channels', { params: { query: { limit: 200 } }, signal }),
  );
  const known = useAnswer(['alert-rules'], (signal) => api.GET('/api/v1/alert-rules', { signal }));
  const nameOf = (id: string) => channels.data?.data.find((channel) => channel.id === id)?.name ?? id;
  return (
    <Page title={texts.settingsTitle}>
      <Answered answer={channels}>{({ data }) => <Channels of={data} />}</Answered>
      <Routes nameOf={nameOf} />
      <Section title={texts.rules}>
        <Answered answer={known}>
          {({ data }) => <Table caption={texts.rules} columns={rules} rows={data} idOf={({ rule }) => rule} />}
        </Answered>
      </Section>
    </Page>
  );
}

function Routes({ nameOf }: { nameOf: (channelId: string) => string }) {
  const answer = useAnswer(['alert-routes'], (signal) => api.GET('/api/v1/alert-routes', { signal }));
  return (
    <Section title={texts.routes}>
      <Answered answer={answer}>
        {({ routes }) =>
          routes.length === 0 ? (
            <p>{texts.noRoutes}</p>
          ) : (
            <Table caption={texts.routes} columns={routeColumns(nameOf)} rows={routes} idOf={({ name }) => name} />
          )
        }
      </Answered>
    </Section>
  );
}

function routeColumns(nameOf: (channelId: string) => string): Column<Schema<'AlertRoutesRoute'>>[] {
  return [
    { label: texts.name, cell: ({ name }) => name },
    {
      label: texts.for,
      cell: ({ rules: only = [], severities = [], partner_ids = [] }) =>
        [...only.map(texts.ruleOf), ...severities.map((each) => texts.severities[each]), ...partner_ids].join(', ') || texts.everything,
    },
    { label: texts.to, cell: ({ channels }) => channels.map(nameOf).join(', ') },
    {
      label: texts.escalation,
      cell: ({ escalation }) => escalation.map(({ after_min, channel_id }) => texts.escalationOf(after_min, nameOf(channel_id))).join(', '),
      isExtra: true,
    },
    {
      label: texts.quiet,
      cell: ({ quiet_hours: quiet }) => quiet && texts.quietOf(quiet.from, quiet.until, quiet.time_zone),
      isExtra: true,
    },
    { label: texts.reminder, cell: ({ remind_every_min: every }) => every !== null && texts.minutes(every), isExtra: true },
  ];
}
