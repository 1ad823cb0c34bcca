import { Link } from 'wouter';
import { api, given, inJson } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Filters } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { oneOf, useUrlState } from '#apps/console/url/use-url-state.ts';
import { Cohorts } from './cohorts.tsx';
import { CsvLink } from './csv-link.tsx';
import { Figures } from './figures.tsx';
import { Funnel } from './funnel.tsx';
import { Lines } from './lines.tsx';
import { texts } from './messages.ts';
import { Basis, ReportFilters, reportParameters, reportQuery } from './report.tsx';
import { Series } from './series.tsx';

const measures = Object.keys(texts.measures) as Schema<'RoiMeasure'>[];
const periods = Object.keys(texts.periods) as Schema<'RoiPeriod'>[];
const parameters = { ...reportParameters, by: oneOf(periods), measure: oneOf(measures) };

/** What one partner brings and costs, and the facts behind each number. */
export function PartnerRoiScreen({ id }: { id: string }) {
  const may = useMay();
  const url = useUrlState(parameters);
  const { measure, by, margin } = url.values;
  const basis = reportQuery(url.values);
  const query = { ...basis, ...given({ margin }) };
  const answer = useAnswer(['roi', id, query], (signal) =>
    inJson(api.GET('/api/v1/partners/{id}/roi', { params: { path: { id }, query }, signal })),
  );
  const linesOf = (each: Schema<'RoiMeasure'>) => `/roi/${id}?${new URLSearchParams(given({ ...url.values, measure: each }))}`;
  return (
    <Page title={texts.titleOf(id)} actions={<CsvLink to={`/api/v1/partners/${id}/roi`} query={query} file={`roi-${id}.csv`} />}>
      <Links>
        {may('partners:read') && <Link href={`/partners/${id}`}>{texts.partner}</Link>}
        {may('commissions:read') && <Link href={`/commissions/${id}`}>{texts.commissions}</Link>}
      </Links>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ReportFilters values={url.values} set={url.set} />
      </Filters>
      <Answered answer={answer}>
        {(report) => (
          <>
            <Section title={texts.figures}>
              <p>{texts.figuresText}</p>
              <Figures of={report} linesOf={linesOf} />
            </Section>
            {measure && <Lines {...{ id, measure, basis, url }} onClose={() => url.set({ measure: undefined })} />}
            <Section title={texts.basis}>
              <Basis of={report} />
            </Section>
          </>
        )}
      </Answered>
      <Series {...{ id, query }} by={by ?? 'week'} onChange={(period) => url.set({ by: period })} />
      <Funnel {...{ id, basis }} />
      <Cohorts {...{ id, basis }} />
    </Page>
  );
}
