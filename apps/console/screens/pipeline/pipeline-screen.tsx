import { Link, useSearch } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import { Board } from './board.tsx';
import { texts } from './messages.ts';
import { StageTable } from './stage-table.tsx';
import { selections, usePipeline, views } from './use-pipeline.ts';

/** Approved deals that are open, by stage: as a board to move them on, and as a table to compare. */
export function PipelineScreen() {
  const pipeline = usePipeline();
  const { url, filter } = pipeline;
  const { view = 'board', only, partner_id } = url.values;
  const sums = useAnswer<Schema<'DealPipeline'>>(['deals', 'pipeline', filter], (signal) =>
    api.GET('/api/v1/deals/pipeline', { params: { query: filter }, signal }),
  );
  const isFiltered = only !== undefined || partner_id !== undefined;
  return (
    <Page title={texts.title}>
      <Views current={view} />
      <Filters onClear={isFiltered ? () => url.set({ only: undefined, partner_id: undefined }) : undefined}>
        <SelectFilter
          {...{ label: texts.only, options: selections, value: only }}
          textOf={(each) => texts.onlyThose[each]}
          onChange={(value) => url.set({ only: value })}
        />
        <PartnerFilter value={partner_id} onChange={(value) => url.set({ partner_id: value })} />
      </Filters>
      <Answered answer={sums}>
        {({ data }) => (view === 'board' ? <Board sums={data} filter={filter} /> : <StageTable sums={data} pipeline={pipeline} />)}
      </Answered>
    </Page>
  );
}

function Views({ current }: { current: (typeof views)[number] }) {
  const search = useSearch();
  const hrefOf = (view: string) => {
    const params = new URLSearchParams(search);
    params.delete('cursor');
    params.set('view', view);
    return `/pipeline?${params}`;
  };
  return (
    <nav aria-label={texts.view}>
      <Links>
        {views.map((view) => (
          <Link key={view} href={hrefOf(view)} aria-current={view === current ? 'page' : undefined}>
            {texts.views[view]}
          </Link>
        ))}
      </Links>
    </nav>
  );
}
