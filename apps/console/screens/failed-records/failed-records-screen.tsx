import { Link } from 'wouter';
import { api, forEach } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { ActionButton, ConfirmButton, ReasonButton } from '#apps/console/parts/action-button.tsx';
import { Chosen, useChoice } from '#apps/console/parts/choice.tsx';
import { Filters, SelectFilter, TextFilter } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts as syncTexts } from '#apps/console/screens/syncs/messages.ts';
import { useMay } from '#apps/console/session/session.ts';
import { announce } from '#apps/console/shell/announce.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { oneOf, text } from '#apps/console/url/use-url-state.ts';
import { Groups } from './groups.tsx';
import { texts } from './messages.ts';
import { reasons } from './reasons.ts';

type Write = Schema<'SyncWrite'>;

const parameters = { reason: oneOf(reasons), record_id: text };
const changes = [['failed-records'], ['syncs'], ['health']];

const columns: readonly Column<Write>[] = [
  { label: texts.record, cell: ({ object, record_id }) => `${object} ${record_id}` },
  { label: texts.what, cell: ({ operation, side }) => texts.inSide(texts.operations[operation], syncTexts.sides[side]), isExtra: true },
  { label: texts.field, cell: ({ field }) => field, isExtra: true },
  { label: texts.message, cell: ({ message, text: reason }) => message ?? reason },
  { label: texts.remedy, cell: ({ remedy }) => remedy, isExtra: true },
  { label: texts.attempts, cell: ({ attempts }) => attempts, isNumber: true, isExtra: true },
  { label: texts.next, cell: ({ next_attempt_at }) => next_attempt_at && <Time at={next_attempt_at} />, isExtra: true },
];

/** What a sync could not write: why, what mends it, and the way back for some or for all that match. */
export function FailedRecordsScreen({ id }: { id: string }) {
  const may = useMay();
  const path = { id };
  const { url, answer } = useList(['failed-records', id], parameters, ({ reason, ...query }, signal) => {
    const asked = { ...query, ...(reason && { reason: [reason] }), state: ['failed' as const] };
    return api.GET('/api/v1/syncs/{id}/writes', { params: { path, query: asked }, signal });
  });
  const choice = useChoice(answer.data?.data ?? [], ({ record_id }) => record_id);
  const { reason, record_id } = url.values;
  const filter = { ...(reason && { reason }), ...(record_id !== undefined && { record_id }) };
  const retry = (body: Schema<'SyncRetry'>, key: string) =>
    api.POST('/api/v1/syncs/{id}/writes/retry', { params: { path, header: { 'idempotency-key': key } }, body });
  const onRetried = ({ retried }: Schema<'SyncRetried'>) => announce(texts.retried(retried));
  const all = may('syncs:write') && (
    <ConfirmButton
      {...{ label: texts.retryAll, changes, kind: 'plain', onDone: onRetried }}
      ask={{ title: texts.retryTitle, text: texts.retryText, yes: texts.retryNow }}
      run={(_, key) => retry(filter, key)}
    />
  );
  return (
    <Page title={texts.title} actions={all}>
      <Links>
        <Link href={`/syncs/${id}`}>{texts.toSync}</Link>
        <Link href={`/conflicts/${id}`}>{texts.toConflicts}</Link>
        <a href={`/api/v1/syncs/${id}/writes/export?${new URLSearchParams(filter)}`} download="failed-records.csv">
          {texts.csv}
        </a>
      </Links>
      <Groups syncId={id} onChoose={(chosen) => url.set({ reason: chosen })} />
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <SelectFilter
          {...{ label: texts.reason, options: reasons, value: reason, textOf: spelled }}
          onChange={(chosen) => url.set({ reason: chosen })}
        />
        <TextFilter label={texts.recordId} value={record_id} onChange={(typed) => url.set({ record_id: typed })} />
      </Filters>
      {may('syncs:write') && (answer.data?.data.length ?? 0) > 0 && (
        <Chosen of={choice}>
          <ActionButton {...{ label: texts.retry, changes, onDone: onRetried }} run={(_, key) => retry({ ids: choice.chosen }, key)} />
          <ReasonButton
            {...{ label: texts.dismiss, changes, onDone: (done: number) => announce(texts.dismissed(done)) }}
            ask={{ title: texts.dismissTitle, text: texts.dismissText, label: texts.because, yes: texts.dismissNow }}
            run={(because, key) =>
              forEach(choice.chosen, key, (write, own) =>
                api.POST('/api/v1/syncs/{id}/writes/{write}/dismiss', {
                  params: { path: { id, write }, header: { 'idempotency-key': own } },
                  body: { reason: because },
                }),
              )
            }
          />
        </Chosen>
      )}
      <List
        {...{ caption: texts.title, columns: may('syncs:write') ? [choice.column, ...columns] : columns, answer, url }}
        idOf={(write) => write.id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
