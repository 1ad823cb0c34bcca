import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { money } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { usePartnerId } from '#apps/console/session/session.ts';
import { HoldActions } from './hold-actions.tsx';
import { texts } from './messages.ts';
import styles from './commissions.module.css';

type Line = Schema<'CommissionLine'>;
type Explanation = Schema<'CommissionExplanation'>;

const since: readonly Column<Line>[] = [
  { label: texts.day, cell: ({ day }) => day },
  { label: texts.kind, cell: ({ kind }) => texts.kinds[kind] },
  { label: texts.amount, cell: ({ amount }) => money(amount), isNumber: true },
  { label: texts.why, cell: ({ explanation }) => explanation },
];

interface OpenLineProps {
  partnerId: string;
  id: string;
  /** Where another line is opened. */
  hrefOf: (id: string) => string;
  onClose: () => void;
}

/** One line of the ledger: what it was computed with, and what happened to its commission since. */
export function OpenLine({ partnerId, id, hrefOf, onClose }: OpenLineProps) {
  const isPartner = usePartnerId() !== null;
  const path = { id: partnerId, line_id: id };
  const answer = useAnswer<Explanation>(['commissions', partnerId, 'line', id], (signal) =>
    api.GET('/api/v1/partners/{id}/commissions/lines/{line_id}', { params: { path }, signal }),
  );
  return (
    <Section title={texts.open(id)} actions={<Button onClick={onClose}>{texts.close}</Button>}>
      <Answered answer={answer}>
        {({ line, terms, reason, about_it }) => (
          <div className={styles['line']}>
            <p>{line.explanation}</p>
            <Facts of={factsOf(line, { reason, hrefOf, isPartner })} />
            <HoldActions partnerId={partnerId} of={line} />
            {terms && (
              <>
                <h3>{texts.terms}</h3>
                <Facts of={termsOf(terms)} />
              </>
            )}
            <h3>{texts.since}</h3>
            {about_it.length === 0 ? (
              <p>{texts.untouched}</p>
            ) : (
              <Table caption={texts.since} columns={since} rows={about_it} idOf={(each) => each.id} />
            )}
          </div>
        )}
      </Answered>
    </Section>
  );
}

interface Around {
  reason: string | null;
  hrefOf: (id: string) => string;
  isPartner: boolean;
}

function factsOf(line: Line, { reason, hrefOf, isPartner }: Around) {
  const { about, reverses, fact_id, deal_id } = line;
  return [
    [texts.kind, texts.kinds[line.kind]],
    [texts.amount, money(line.amount)],
    [texts.day, line.day],
    [texts.reason, reason],
    [texts.about, about && <Link href={hrefOf(about)}>{about}</Link>],
    [texts.reverses, reverses && <Link href={hrefOf(reverses)}>{reverses}</Link>],
    [texts.deal, deal_id && <Link href={`/deals/${deal_id}`}>{deal_id}</Link>],
    // What is behind a sale can be of other partners, too.
    [texts.fact, fact_id && (isPartner ? <code>{fact_id}</code> : <Link href={`/facts/${fact_id}`}>{fact_id}</Link>)],
    [texts.release, line.release_day],
    [texts.recorded, <Time key="recorded" at={line.recorded_at} />],
  ] as const;
}

function termsOf({
  plan_id,
  plan_version,
  rule,
  sale,
  split,
  split_revision,
  model,
  attribution_version,
  fx_import,
}: Schema<'CommissionTerms'>) {
  return [
    [texts.plan, texts.planVersion(plan_id, plan_version)],
    [texts.rule, rule],
    [texts.net, money(sale.net)],
    [texts.saleDay, sale.day],
    [texts.product, sale.product],
    [texts.customerPlan, sale.customer_plan],
    [texts.subscriptionMonth, sale.subscription_month],
    [texts.rate, sale.rate],
    [texts.split, split && [texts.splitFrom(split.month, split_revision), ...split.allocations.map(partOf)].join('; ')],
    [texts.model, model && texts.modelOf(spelled(model), attribution_version)],
    [texts.fx, fx_import],
  ] as const;
}

const partOf = ({ partner_id, percent, role }: Schema<'CommissionSplitAllocation'>): string =>
  texts.part(partner_id ?? texts.company, percent, role ?? '');
