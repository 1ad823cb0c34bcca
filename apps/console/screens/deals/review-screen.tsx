import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answerOf, api, given } from '#apps/console/api/client.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { ChipsFilter, Filters, SelectFilter, TextFilter } from '#apps/console/parts/filters.tsx';
import { Loading } from '#apps/console/parts/loading.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { oneOf, someOf, text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { conflictLevels } from './deal-words.tsx';
import { readMatches } from './evidence.tsx';
import { texts } from './messages.ts';
import { OpenDeal } from './open-deal.tsx';
import { Queue } from './queue.tsx';
import styles from './deals.module.css';

const overdueValues = ['true'] as const;
const parameters = { conflict: someOf(conflictLevels), overdue: oneOf(overdueValues), partner_id: text, assignee: text, deal: text };
const REFRESH_MS = 30_000;

/** Deals that wait for a decision, the most urgent first: the queue, the one that is open, and the keys to decide with. */
export function ReviewScreen() {
  const queries = useQueryClient();
  const url = useUrlState(parameters);
  const { deal: openId, overdue, ...rest } = url.values;
  const query = given({ ...rest, overdue: overdue && true, cursor: url.cursor });
  const answer = useAnswer(['deals', 'queue', query], (signal) => api.GET('/api/v1/deals/review-queue', { params: { query }, signal }), {
    refreshMs: REFRESH_MS,
  });
  const deals = answer.data?.data ?? [];
  const place = deals.findIndex(({ id }) => id === openId);
  const open = deals[place] ?? deals[0];
  const next = deals[deals.findIndex((deal) => deal === open) + 1];
  // Whoever decides shall not wait for the next one.
  useEffect(() => {
    if (!next) return;
    void queries.prefetchQuery({
      queryKey: ['deals', next.id, 'matches'],
      queryFn: ({ signal }) => answerOf(readMatches(next.id, signal)),
    });
  }, [queries, next]);
  return (
    <Page title={texts.title}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.conflict, options: conflictLevels, values: rest.conflict }}
          textOf={(each) => texts.conflicts[each]}
          onChange={(conflict) => url.set({ conflict })}
        />
        <SelectFilter
          {...{ label: texts.overdue, options: overdueValues, value: overdue }}
          textOf={() => texts.overdueOnly}
          onChange={(value) => url.set({ overdue: value })}
        />
        <TextFilter label={texts.partner} value={rest.partner_id} onChange={(partner_id) => url.set({ partner_id })} />
        <TextFilter label={texts.assignee} value={rest.assignee} onChange={(assignee) => url.set({ assignee })} />
      </Filters>
      {answer.error && <FailureNote failure={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Loading />}
      {answer.data && !open && (
        <Note title={texts.nothing}>
          <p>{texts.nothingText}</p>
        </Note>
      )}
      {open && (
        <div className={styles['triage']}>
          <Queue deals={deals} openId={open.id} />
          <OpenDeal key={open.id} deal={open} deals={deals} onOpen={(deal) => url.set({ deal })} />
        </div>
      )}
    </Page>
  );
}
