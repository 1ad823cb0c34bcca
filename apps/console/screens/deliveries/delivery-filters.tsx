import type { Schema } from '#apps/console/api/schema.ts';
import { SelectFilter, TextFilter, TimeFilter } from '#apps/console/parts/filters.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import { instant, oneOf, text } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';

const errorClasses = Object.keys(texts.errors) as Schema<'ErrorClass'>[];

/** What deliveries and dead letters are filtered by, in the URL of both. */
export const sharedParameters = {
  ...{ partner_id: text, endpoint_id: text, event_id: text, event_type: text },
  ...{ error_class: oneOf(errorClasses), created_after: instant, created_before: instant },
};

type Text = string | undefined;
interface Shared {
  partner_id: Text;
  endpoint_id: Text;
  event_id: Text;
  event_type: Text;
  error_class: Schema<'ErrorClass'> | undefined;
  created_after: Text;
  created_before: Text;
}

export function SharedFilters({ values, set }: { values: Shared; set: (changes: Partial<Shared>) => void }) {
  return (
    <>
      <TextFilter label={texts.type} value={values.event_type} onChange={(event_type) => set({ event_type })} />
      <PartnerFilter value={values.partner_id} onChange={(partner_id) => set({ partner_id })} />
      <TextFilter label={texts.endpoint} value={values.endpoint_id} onChange={(endpoint_id) => set({ endpoint_id })} />
      <TextFilter label={texts.event} value={values.event_id} onChange={(event_id) => set({ event_id })} />
      <SelectFilter
        {...{ label: texts.error, options: errorClasses, value: values.error_class }}
        textOf={(each) => texts.errors[each]}
        onChange={(error_class) => set({ error_class })}
      />
      <TimeFilter label={texts.after} value={values.created_after} onChange={(created_after) => set({ created_after })} />
      <TimeFilter label={texts.before} value={values.created_before} onChange={(created_before) => set({ created_before })} />
    </>
  );
}
