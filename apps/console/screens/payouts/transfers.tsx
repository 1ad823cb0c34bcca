import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { money } from '#apps/console/messages/money.ts';
import { ChipsFilter, Filters } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { useList } from '#apps/console/url/use-list.ts';
import { someOf } from '#apps/console/url/use-url-state.ts';
import { PayoutState, payoutStates } from './batch-state.tsx';
import { texts } from './messages.ts';

const parameters = { state: someOf(payoutStates) };

const columns: readonly Column<Schema<'Payout'>>[] = [
  { label: texts.state, cell: ({ state }) => <PayoutState state={state} /> },
  { label: texts.partner, cell: ({ partner_id }) => <Link href={`/commissions/${partner_id}`}>{partner_id}</Link> },
  { label: texts.amount, cell: ({ amount }) => money(amount), isNumber: true },
  { label: texts.why, cell: ({ reason }) => reason },
  { label: texts.vat, cell: ({ tax }) => tax.vat_rate && texts.rate(tax.vat_rate), isNumber: true, isExtra: true },
  { label: texts.withheld, cell: ({ tax }) => tax.withholding_rate && texts.rate(tax.withholding_rate), isNumber: true, isExtra: true },
  { label: 'ID', cell: ({ id }) => <code>{id}</code>, isExtra: true },
];

/** Who gets what by a batch: before it is sent, what would be sent. */
export function Transfers({ batchId: id }: { batchId: string }) {
  const { url, answer } = useList(
    ['payouts', id, 'transfers'],
    parameters,
    (query, signal) => api.GET('/api/v1/payout-batches/{id}/payouts', { params: { path: { id }, query }, signal }),
    { refreshMs: 15_000 },
  );
  return (
    <Section title={texts.transfers}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.state, options: payoutStates, values: url.values.state }}
          textOf={(each) => texts.payoutStates[each]}
          onChange={(state) => url.set({ state })}
        />
      </Filters>
      <List
        {...{ caption: texts.transfers, columns, answer, url }}
        idOf={(payout) => payout.id}
        empty={{ title: texts.noTransfers, text: texts.noTransfersText }}
      />
    </Section>
  );
}
