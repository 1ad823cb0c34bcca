import { Link } from 'wouter';
import { api, forEach } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Chosen, useChoice } from '#apps/console/parts/choice.tsx';
import { ChipsFilter, Filters } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts as syncTexts } from '#apps/console/screens/syncs/messages.ts';
import { useMay } from '#apps/console/session/session.ts';
import { announce } from '#apps/console/shell/announce.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { someOf } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';

type Conflict = Schema<'SyncConflict'>;

const states = Object.keys(texts.states) as Schema<'ListSyncConflictsState'>[];
const parameters = { state: someOf(states) };
const changes = [['conflicts'], ['syncs'], ['health']];

const columns: readonly Column<Conflict>[] = [
  { label: texts.record, cell: ({ object, a_id, b_id }) => texts.recordOf(object, a_id, b_id) },
  { label: texts.field, cell: ({ field }) => field },
  { label: texts.inA, cell: ({ a_value }) => a_value ?? texts.empty },
  { label: texts.inB, cell: ({ b_value }) => b_value ?? texts.empty },
  { label: texts.opened, cell: ({ opened_at }) => <Time at={opened_at} />, isExtra: true },
  { label: texts.outcome, cell: outcomeOf, isExtra: true },
];

/** What both sides changed and no rule decides: both values side by side, and which of them is kept. */
export function ConflictsScreen({ id }: { id: string }) {
  const may = useMay();
  const { url, answer } = useList(['conflicts', id], parameters, (query, signal) =>
    api.GET('/api/v1/syncs/{id}/conflicts', { params: { path: { id }, query }, signal }),
  );
  const open = (answer.data?.data ?? []).filter(({ resolved_at }) => resolved_at === null);
  const choice = useChoice(open, ({ field, a_id }) => `${field} ${a_id}`);
  const column: Column<Conflict> = {
    ...choice.column,
    cell: (conflict) => conflict.resolved_at === null && choice.column.cell(conflict),
  };
  const keep = (winner: Schema<'SyncSide'>, label: string, title: string) => (
    <ConfirmButton
      {...{ label, changes, kind: 'plain', onDone: (done: number) => announce(texts.kept(done)) }}
      ask={{ title, text: texts.keepText(choice.chosen.length, syncTexts.sides[winner]), yes: label }}
      run={(_, key) =>
        forEach(choice.chosen, key, (conflict, own) =>
          api.POST('/api/v1/syncs/{id}/conflicts/{conflict}/resolve', {
            params: { path: { id, conflict }, header: { 'idempotency-key': own } },
            body: { winner },
          }),
        )
      }
    />
  );
  return (
    <Page title={texts.title}>
      <Links>
        <Link href={`/syncs/${id}`}>{texts.toSync}</Link>
        <Link href={`/failed-records/${id}`}>{texts.toFailed}</Link>
      </Links>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.state, options: states, values: url.values.state }}
          textOf={(each) => texts.states[each]}
          onChange={(state) => url.set({ state })}
        />
      </Filters>
      {may('syncs:write') && open.length > 0 && (
        <Chosen of={choice}>
          {keep('a', texts.keepA, texts.keepATitle)}
          {keep('b', texts.keepB, texts.keepBTitle)}
        </Chosen>
      )}
      <List
        {...{ caption: texts.title, columns: may('syncs:write') ? [column, ...columns] : columns, answer, url }}
        idOf={(conflict) => conflict.id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}

function outcomeOf({ resolved_at, winner }: Conflict): string | null {
  if (resolved_at === null) return null;
  return winner === null ? texts.agreed : texts.won(syncTexts.sides[winner]);
}
