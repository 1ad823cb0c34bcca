import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { ChipsFilter, Filters, TextFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { someOf, text } from '#apps/console/url/use-url-state.ts';
import { InboundStatus, statuses } from './inbound-status.tsx';
import { texts } from './messages.ts';
import { ReplayAll } from './replay-all.tsx';

const parameters = { status: someOf(statuses), source_id: text, type: text, record_id: text };

const columns: readonly Column<Schema<'InboundEvent'>>[] = [
  { label: texts.status, cell: ({ status }) => <InboundStatus status={status} /> },
  { label: texts.type, cell: ({ id, type }) => <Link href={`/inbound-events/${id}`}>{type}</Link> },
  { label: texts.vendor, cell: ({ vendor }) => vendor, isExtra: true },
  { label: texts.record, cell: ({ object, record_id }) => [object, record_id].filter(Boolean).join(' ') },
  { label: texts.reason, cell: ({ reason }) => reason, isExtra: true },
  { label: texts.received, cell: ({ received_at }) => <Time at={received_at} />, isExtra: true },
];

const sourceColumns: readonly Column<Schema<'InboundSource'>>[] = [
  { label: texts.name, cell: ({ id, name }) => <Link href={`/inbound-events?source_id=${id}`}>{name}</Link> },
  { label: texts.vendor, cell: ({ vendor }) => vendor },
  { label: texts.enabled, cell: ({ enabled }) => (enabled ? texts.yes : texts.no), isExtra: true },
  { label: texts.url, cell: ({ url }) => <code>{url}</code>, isExtra: true },
  {
    label: texts.refused,
    cell: ({ refused_at, refusal }) =>
      refused_at && (
        <>
          <Time at={refused_at} /> {refusal}
        </>
      ),
    isExtra: true,
  },
];

/** What vendors told by webhook, from which sources, and what became of it. */
export function InboundScreen() {
  const may = useMay();
  const { url, answer } = useList(['inbound-events'], parameters, (query, signal) =>
    api.GET('/api/v1/inbound-events', { params: { query }, signal }),
  );
  const { status, source_id, type, record_id } = url.values;
  // One call replays events of one status, or of any.
  const selection = status.length > 1 ? null : given({ status: status[0], source_id, type, record_id });
  const replay = may('connections:write') && (selection === null ? <p>{texts.oneStatus}</p> : <ReplayAll selection={selection} />);
  return (
    <Page title={texts.title} actions={replay}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.status, options: statuses, values: status }}
          textOf={(each) => texts.statuses[each]}
          onChange={(value) => url.set({ status: value })}
        />
        <TextFilter label={texts.source} value={source_id} onChange={(value) => url.set({ source_id: value })} />
        <TextFilter label={texts.type} value={type} onChange={(value) => url.set({ type: value })} />
        <TextFilter label={texts.recordId} value={record_id} onChange={(value) => url.set({ record_id: value })} />
      </Filters>
      {!url.isFiltered && <Sources />}
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}

function Sources() {
  const answer = useAnswer(['inbound-sources'], (signal) =>
    api.GET('/api/v1/inbound-sources', { params: { query: { limit: 200 } }, signal }),
  );
  return (
    <Section title={texts.sources}>
      <Answered answer={answer}>
        {({ data }) =>
          data.length === 0 ? (
            <p>{texts.noSources}</p>
          ) : (
            <Table caption={texts.sources} columns={sourceColumns} rows={data} idOf={({ id }) => id} />
          )
        }
      </Answered>
    </Section>
  );
}
