import { serverNow } from '#apps/console/api/clock.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { money } from '#apps/console/messages/money.ts';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { Conflict } from './deal-words.tsx';
import { texts } from './messages.ts';

type Deal = Schema<'Deal'>;

/** What the partner says of the sale, and where its registration stands. */
export function DealFacts({ of }: { of: Deal }) {
  return <Facts of={factsOf(of)} />;
}

function factsOf(deal: Deal) {
  const { customer, review_due_at, protected_until, crm } = deal;
  const { address } = customer;
  return [
    [texts.customer, customer.company_name],
    [texts.website, customer.website],
    [texts.address, address && `${address.street}, ${address.postal_code} ${address.city}, ${address.country}`],
    [texts.value, money(deal.expected_value)],
    [texts.closes, deal.close_date],
    [texts.problem, deal.problem],
    [texts.status, spelled(deal.review_status)],
    [texts.stage, spelled(deal.stage)],
    [texts.conflict, deal.conflict && <Conflict key="conflict" level={deal.conflict} />],
    [isOverdue(deal) ? texts.overdueSince : texts.due, review_due_at && <Time key="due" at={review_due_at} />],
    [texts.protectedUntil, protected_until && <Time key="protected" at={protected_until} />],
    [texts.submitted, deal.submitted_at && <Time key="submitted" at={deal.submitted_at} />],
    [texts.reason, deal.reason],
    [texts.assignee, deal.assignee],
    [texts.inCrm, crm && spelled(crm.state)],
    [texts.partner, <code key="partner">{deal.partner_id}</code>],
    ['ID', <code key="id">{deal.id}</code>],
  ] as const;
}

const isOverdue = ({ review_due_at, decided_at }: Deal): boolean =>
  review_due_at !== null && decided_at === null && Date.parse(review_due_at) < serverNow();
