import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Filters, TextFilter, TimeFilter } from '#apps/console/parts/filters.tsx';
import { JsonText } from '#apps/console/parts/json-text.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { instant, text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';

const parameters = {
  ...{ action: text, actor_id: text, object_kind: text, object_id: text, partner_id: text },
  ...{ from: instant, to: instant },
};

const columns: readonly Column<Schema<'AuditEntry'>>[] = [
  { label: texts.number, cell: ({ seq }) => seq, isNumber: true, isExtra: true },
  { label: texts.at, cell: ({ at }) => <Time at={at} /> },
  { label: texts.action, cell: ({ action }) => action },
  { label: texts.actor, cell: ({ actor }) => <code>{actor.id}</code> },
  { label: texts.object, cell: ({ object }) => <code>{object.id}</code>, isExtra: true },
  {
    label: texts.detail,
    cell: ({ detail }) => (
      <details>
        <summary>{texts.show}</summary>
        <JsonText value={detail} />
      </details>
    ),
    isExtra: true,
  },
];

/** Who changed what, when. */
export function AuditScreen() {
  const url = useUrlState(parameters);
  const { values, set } = url;
  const filter = given(values);
  const query = { ...filter, ...given({ cursor: url.cursor }) };
  const answer = useAnswer(['audit', query], (signal) => api.GET('/api/v1/audit-entries', { params: { query }, signal }));
  return (
    <Page
      title={texts.title}
      actions={
        <a href={`/api/v1/audit-entries/export?${new URLSearchParams(filter)}`} download="audit-entries.ndjson">
          {texts.export}
        </a>
      }
    >
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <TextFilter label={texts.action} value={values.action} onChange={(action) => set({ action })} />
        <TextFilter label={texts.actorId} value={values.actor_id} onChange={(actor_id) => set({ actor_id })} />
        <TextFilter label={texts.objectKind} value={values.object_kind} onChange={(object_kind) => set({ object_kind })} />
        <TextFilter label={texts.objectId} value={values.object_id} onChange={(object_id) => set({ object_id })} />
        <TextFilter label={texts.partner} value={values.partner_id} onChange={(partner_id) => set({ partner_id })} />
        <TimeFilter label={texts.from} value={values.from} onChange={(from) => set({ from })} />
        <TimeFilter label={texts.to} value={values.to} onChange={(to) => set({ to })} />
      </Filters>
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ seq }) => String(seq)}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
