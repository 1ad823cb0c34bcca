import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { ChipsFilter, Filters } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { usePartnerId } from '#apps/console/session/session.ts';
import { someOf, useUrlState } from '#apps/console/url/use-url-state.ts';
import { ImportState } from './import-state.tsx';
import { texts } from './messages.ts';

type Import = Schema<'DealImport'>;

/** While it runs, somebody waits for it. */
const REFRESH_MS = 1_000;
const rowStates = Object.keys(texts.rowStates) as Schema<'DealImportRowStatus'>[];
const parameters = { status: someOf(rowStates) };

const columns: readonly Column<Schema<'DealImportRow'>>[] = [
  { label: texts.row, cell: ({ row }) => row, isNumber: true },
  { label: texts.externalId, cell: ({ external_id }) => external_id },
  { label: texts.state, cell: ({ status }) => texts.rowStates[status] },
  { label: texts.deal, cell: ({ deal_id: id }) => id && <Link href={`/deals/${id}`}>{id}</Link>, isExtra: true },
  {
    label: texts.errors,
    cell: ({ errors }) =>
      errors.map(({ pointer, message }) => <p key={`${pointer} ${message}`}>{`${pointer.slice(1).replaceAll('/', '.')} ${message}`}</p>),
  },
];

/** One import: how far it is, and what became of each row. */
export function ImportScreen({ id }: { id: string }) {
  const isPartner = usePartnerId() !== null;
  const answer = useAnswer<Import>(
    ['imports', id],
    (signal) => api.GET('/api/v1/deal-imports/{id}', { params: { path: { id } }, signal }),
    {
      refreshMs: REFRESH_MS,
      refreshWhile: ({ status }) => status === 'running',
    },
  );
  return (
    <Answered answer={answer}>
      {(job) => (
        <Page title={texts.titleOf(job.id)}>
          <Links>
            <Link href="/imports">{texts.all}</Link>
          </Links>
          {job.status !== 'running' && job.failed > 0 && (
            <Note
              title={texts.failedRows(job.failed)}
              tone="warn"
              action={<Link href={`/imports/${id}?status=failed`}>{texts.seeFailed}</Link>}
            >
              <p>{texts.failedText}</p>
            </Note>
          )}
          <progress aria-label={texts.done} max={job.total} value={job.done} />
          <Facts of={[...factsOf(job), ...(isPartner ? [] : [partnerOf(job)])]} />
          <Rows id={id} isRunning={job.status === 'running'} />
        </Page>
      )}
    </Answered>
  );
}

function factsOf({ status, done, total, reason, created_at, finished_at, ...counts }: Import) {
  return [
    [texts.state, <ImportState key="state" of={status} />],
    [texts.done, texts.progress(done, total)],
    ...(['created', 'updated', 'unchanged', 'failed'] as const).map((name) => [texts.rowStates[name], String(counts[name])] as const),
    [texts.reason, reason],
    [texts.begun, <Time key="begun" at={created_at} />],
    [texts.ended, finished_at && <Time key="ended" at={finished_at} />],
  ] as const;
}

const partnerOf = ({ partner_id: id }: Import) =>
  [
    texts.partner,
    <Link key="partner" href={`/partners/${id}`}>
      {id}
    </Link>,
  ] as const;

function Rows({ id, isRunning }: { id: string; isRunning: boolean }) {
  const url = useUrlState(parameters);
  const query = given({ status: url.values.status, cursor: url.cursor });
  const answer = useAnswer(
    ['imports', id, 'rows', query, isRunning],
    (signal) => api.GET('/api/v1/deal-imports/{id}/rows', { params: { path: { id }, query }, signal }),
    isRunning ? { refreshMs: REFRESH_MS } : {},
  );
  return (
    <Section title={texts.rows}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.state, options: rowStates, values: url.values.status }}
          textOf={(each) => texts.rowStates[each]}
          onChange={(status) => url.set({ status })}
        />
      </Filters>
      <List
        {...{ caption: texts.rows, columns, answer, url }}
        idOf={({ row }) => String(row)}
        empty={{ title: texts.noRows, text: texts.noRowsText }}
      />
    </Section>
  );
}
