import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { useChoice } from '#apps/console/parts/choice.tsx';
import { ChipsFilter, Filters, SelectFilter, TextFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { oneOf, someOf, text } from '#apps/console/url/use-url-state.ts';
import { FindingActions } from './finding-actions.tsx';
import { texts } from './messages.ts';

type Finding = Schema<'ReconciliationFinding'>;

const tones: Record<Finding['state'], Tone> = {
  open: 'warn',
  ignored: 'calm',
  repairing: 'calm',
  repaired: 'good',
  failed: 'bad',
  settled: 'good',
};
const states = Object.keys(tones) as Finding['state'][];
const classes = Object.keys(texts.classes) as Finding['class'][];
const parameters = { class: oneOf(classes), object: text, field: text, state: someOf(states) };

const columns: readonly Column<Finding>[] = [
  { label: texts.state, cell: ({ state }) => <Badge tone={tones[state]}>{texts.findingStates[state]}</Badge> },
  { label: texts.class, cell: (finding) => texts.classes[finding.class], isExtra: true },
  { label: texts.recordA, cell: ({ a_id }) => a_id && <code>{a_id}</code> },
  { label: texts.recordB, cell: ({ b_id }) => b_id && <code>{b_id}</code> },
  { label: texts.field, cell: ({ field, object }) => field ?? object, isExtra: true },
  { label: texts.inA, cell: ({ a_value }) => a_value },
  { label: texts.inB, cell: ({ b_value }) => b_value },
  { label: texts.agreedValue, cell: ({ agreed_value }) => agreed_value, isExtra: true },
  {
    label: texts.message,
    cell: ({ message, remedy, ignored, reason }) => (
      <>
        <p>{message}</p>
        <p>{ignored ? texts.ignored(ignored.reason) : (reason ?? remedy)}</p>
      </>
    ),
    isExtra: true,
  },
];

/** Each difference with both values, and what can be done with it. */
export function Findings({ id }: { id: string }) {
  const may = useMay();
  const { url, answer } = useList(['reconciliations', id, 'findings'], parameters, ({ class: name, ...query }, signal) =>
    api.GET('/api/v1/reconciliations/{id}/findings', {
      params: { path: { id }, query: { ...query, ...(name && { class: [name] }) } },
      signal,
    }),
  );
  const rows = answer.data?.data ?? [];
  const choice = useChoice(rows, ({ a_id, b_id, field }) => [a_id, b_id, field].filter(Boolean).join(' '));
  const { state, class: name, object, field } = url.values;
  // A repair of a class takes what is open, whatever else is shown.
  const showsOpen = state.every((each) => each === 'open');
  return (
    <Section title={texts.list}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.state, options: states, values: state }}
          textOf={(each) => texts.findingStates[each]}
          onChange={(value) => url.set({ state: value })}
        />
        <SelectFilter
          {...{ label: texts.class, options: classes, value: name }}
          textOf={(each) => texts.classes[each]}
          onChange={(value) => url.set({ class: value })}
        />
        <TextFilter label={texts.object} value={object} onChange={(value) => url.set({ object: value })} />
        <TextFilter label={texts.field} value={field} onChange={(value) => url.set({ field: value })} />
      </Filters>
      {may('syncs:write') && rows.length > 0 && (
        <FindingActions id={id} choice={choice} selection={{ class: showsOpen ? name : undefined, object, field }} />
      )}
      <List
        {...{ caption: texts.list, columns: may('syncs:write') ? [choice.column, ...columns] : columns, answer, url }}
        idOf={(finding) => finding.id}
        empty={{ title: texts.none, text: texts.noneText }}
      />
    </Section>
  );
}
