import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { usePages } from '#apps/console/api/use-pages.ts';
import { money } from '#apps/console/messages/money.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Loading } from '#apps/console/parts/loading.tsx';
import { DealCard } from './deal-card.tsx';
import { texts } from './messages.ts';
import { nameOfStage, type Pipeline } from './use-pipeline.ts';
import styles from './pipeline.module.css';

type Sums = Schema<'DealPipelineStage'>;

/** How many deals of a stage are added at once. */
const CARDS = 20;

/** A column for each stage: its sums are of all deals, its cards come page by page. */
export function Board({ sums, filter }: { sums: readonly Sums[]; filter: Pipeline['filter'] }) {
  return (
    // It scrolls within itself where it is wider than the screen; whoever has only a keyboard must be able to.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles['board']} aria-label={texts.title} tabIndex={0}>
      {sums.map((each) => (
        <StageColumn key={each.stage} of={each} filter={filter} />
      ))}
    </section>
  );
}

function StageColumn({ of, filter }: { of: Sums; filter: Pipeline['filter'] }) {
  const { stage } = of;
  const name = nameOfStage(stage);
  const query = { ...filter, review_status: ['approved' as const], stage: [stage], expand: ['partner' as const], limit: CARDS };
  const pages = usePages(['deals', 'stage', query], (cursor, signal) =>
    api.GET('/api/v1/deals', { params: { query: { ...query, ...given({ cursor }) } }, signal }),
  );
  const deals = pages.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <section id={`stage-${stage}`} className={styles['stage']} aria-label={name} tabIndex={-1}>
      <h2>{name}</h2>
      <Totals of={of} />
      {pages.error && <FailureNote failure={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending && <Loading />}
      {pages.data && deals.length === 0 && <p>{texts.nothing}</p>}
      <ul className={styles['cards']}>
        {deals.map((deal) => (
          <li key={deal.id}>
            <DealCard of={deal} />
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button onClick={() => void pages.fetchNextPage()} isBusy={pages.isFetchingNextPage}>
          {texts.more(name)}
        </Button>
      )}
    </section>
  );
}

function Totals({ of }: { of: Sums }) {
  return (
    <ul className={styles['sums']}>
      <li>{texts.dealsOf(of.deals)}</li>
      {of.values.map((value) => (
        <li key={value.currency}>{money(value)}</li>
      ))}
      {of.without_value > 0 && <li>{texts.withoutValue(of.without_value)}</li>}
      {of.ageing.longer > 0 && <li>{texts.longHere(of.ageing.longer)}</li>}
      {of.protection_ends_soon > 0 && <li>{texts.soon(of.protection_ends_soon)}</li>}
    </ul>
  );
}
