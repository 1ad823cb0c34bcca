import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay, usePartnerId } from '#apps/console/session/session.ts';
import { text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';
import { OpenDispute } from './open-dispute.tsx';
import { OpenForm } from './open-form.tsx';

const tones: Record<Schema<'DisputeState'>, Tone> = { open: 'warn', decided: 'calm', closed: 'good' };
const parameters = { dispute: text };

/** What a partner asked about its commissions. The API lists disputes by partner. */
export function DisputesScreen({ id }: { id: string }) {
  const may = useMay();
  const isOwn = usePartnerId() === id;
  const url = useUrlState(parameters);
  const { dispute } = url.values;
  const query = given({ cursor: url.cursor });
  const answer = useAnswer(['disputes', id, query], (signal) =>
    api.GET('/api/v1/partners/{id}/disputes', { params: { path: { id }, query }, signal }),
  );
  const columns: readonly Column<Schema<'Dispute'>>[] = [
    { label: texts.state, cell: ({ state }) => <Badge tone={tones[state]}>{texts.states[state]}</Badge> },
    {
      label: texts.question,
      cell: (row) => <Link href={`/disputes/${id}?${new URLSearchParams({ ...query, dispute: row.id })}`}>{row.question}</Link>,
    },
    { label: texts.about, cell: ({ deal_id, line_id, invoice_id }) => <code>{deal_id ?? line_id ?? invoice_id}</code>, isExtra: true },
    { label: texts.opened, cell: ({ opened_at }) => <Time at={opened_at} />, isExtra: true },
    { label: texts.due, cell: ({ due_at, state }) => state === 'open' && <Time at={due_at} /> },
  ];
  return (
    <Page title={texts.title(id)}>
      <Links>
        <Link href={`/commissions/${id}`}>{texts.ledger}</Link>
      </Links>
      {dispute !== undefined && <OpenDispute key={dispute} partnerId={id} id={dispute} onClose={() => url.set({ dispute: undefined })} />}
      {may('commissions:dispute') && isOwn && <OpenForm partnerId={id} />}
      <List
        {...{ caption: texts.list, columns, answer }}
        // Which one is open filters nothing.
        url={{ ...url, isFiltered: false }}
        idOf={(row) => row.id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
