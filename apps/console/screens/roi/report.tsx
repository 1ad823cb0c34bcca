import { given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { percent } from '#apps/console/messages/money.ts';
import { Facts } from '#apps/console/parts/facts.tsx';
import { SelectFilter, TextFilter, TimeFilter } from '#apps/console/parts/filters.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { instant, oneOf, text } from '#apps/console/url/use-url-state.ts';
import { DayFilter } from './day-filter.tsx';
import { texts } from './messages.ts';

export const models = Object.keys(texts.models) as Schema<'AttributionModel'>[];

/** What every report is asked with, in the URL of each. What is not set is as the settings say. */
export const reportParameters = {
  ...{ window: text, from: text, to: text, currency: text, margin: text },
  ...{ model: oneOf(models), as_of: instant },
};

type Text = string | undefined;
interface Report {
  window: Text;
  from: Text;
  to: Text;
  currency: Text;
  margin: Text;
  model: Schema<'AttributionModel'> | undefined;
  as_of: Text;
}

/** A window is the last days, or from and to. While only one of both is set, the days hold. */
export function reportQuery({ window, from, to, currency, model, as_of }: Report) {
  const days = from !== undefined && to !== undefined ? { from, to } : { window };
  return given({ ...days, currency: currency?.toUpperCase(), model, as_of });
}

export function ReportFilters({ values, set }: { values: Report; set: (changes: Partial<Report>) => void }) {
  return (
    <>
      <TextFilter label={texts.window} value={values.window} onChange={(window) => set({ window, from: undefined, to: undefined })} />
      <DayFilter label={texts.from} value={values.from} onChange={(from) => set({ from, window: undefined })} />
      <DayFilter label={texts.to} value={values.to} onChange={(to) => set({ to, window: undefined })} />
      <SelectFilter
        {...{ label: texts.model, options: models, value: values.model }}
        textOf={(each) => texts.models[each]}
        onChange={(model) => set({ model })}
      />
      <TextFilter label={texts.currency} value={values.currency} onChange={(currency) => set({ currency })} />
      <TextFilter label={texts.marginFilter} value={values.margin} onChange={(margin) => set({ margin })} />
      <TimeFilter label={texts.asOf} value={values.as_of} onChange={(as_of) => set({ as_of })} />
    </>
  );
}

type BasisOf = Pick<Schema<'RoiReport'>, 'window' | 'model' | 'currency' | 'as_of' | 'versions' | 'margin'>;

/** What a report was made from: with the same, anybody gets the same figures. */
export function Basis({ of: { window, model, currency, as_of, versions, margin } }: { of: BasisOf }) {
  return (
    <Facts
      of={[
        [
          texts.windowOf(window.time_zone),
          <>
            <Time at={window.from} /> – <Time at={window.to} />
          </>,
        ],
        [texts.model, texts.models[model]],
        [texts.currency, currency],
        [texts.asOf, <Time key="as-of" at={as_of} />],
        [texts.margin, percent(margin)],
        [texts.version, versions.attribution],
        [texts.fx, versions.fx_import],
      ]}
    />
  );
}
