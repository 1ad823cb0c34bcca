import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { texts } from './messages.ts';
import { UndoButton } from './undo-button.tsx';

const parameters = {};

const columns: readonly Column<Schema<'AccountVerdict'>>[] = [
  { label: texts.about, cell: ({ a, b }) => texts.pair(a.value, b.value) },
  { label: texts.verdict, cell: ({ verdict }) => texts.verdicts[verdict] },
  { label: texts.reason, cell: ({ reason }) => reason, isExtra: true },
  { label: texts.by, cell: ({ created_by }) => <code>{created_by}</code>, isExtra: true },
  { label: texts.at, cell: ({ created_at }) => <Time at={created_at} />, isExtra: true },
  { label: texts.undo, cell: ({ id, a, b }) => <UndoButton id={id} one={a.value} other={b.value} /> },
];

/** What people decided about two companies. */
export function VerdictsScreen() {
  const may = useMay();
  const { url, answer } = useList(['accounts', 'verdicts'], parameters, (query, signal) =>
    api.GET('/api/v1/account-verdicts', { params: { query }, signal }),
  );
  return (
    <Page title={texts.decisions}>
      <Links>
        {may('deals:review') && <Link href="/account-review">{texts.review}</Link>}
        <Link href="/accounts">{texts.accounts}</Link>
      </Links>
      <List
        {...{ caption: texts.decisions, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.noVerdicts, text: texts.noVerdictsText }}
      />
    </Page>
  );
}
