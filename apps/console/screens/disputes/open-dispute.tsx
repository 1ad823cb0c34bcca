import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import { serverNow } from '#apps/console/api/clock.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Button } from '#apps/console/parts/button.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { DecisionForm } from './decision-form.tsx';
import { texts } from './messages.ts';

type Dispute = Schema<'Dispute'>;

interface OpenDisputeProps {
  partnerId: string;
  id: string;
  onClose: () => void;
}

/** One dispute: the question, what the books say to it, and the answer. */
export function OpenDispute({ partnerId, id, onClose }: OpenDisputeProps) {
  const may = useMay();
  const path = { id: partnerId, dispute_id: id };
  const answer = useAnswer<Dispute>(['disputes', partnerId, 'one', id], (signal) =>
    api.GET('/api/v1/partners/{id}/disputes/{dispute_id}', { params: { path }, signal }),
  );
  return (
    <Section title={answer.data?.question ?? id} actions={<Button onClick={onClose}>{texts.close}</Button>}>
      <Answered answer={answer}>
        {(dispute) => (
          <>
            <Facts of={factsOf(dispute)} />
            <h3>{texts.evidence}</h3>
            <Evidence of={dispute.evidence} />
            {dispute.state === 'open' && may('commissions:manage') && <DecisionForm of={dispute} />}
          </>
        )}
      </Answered>
    </Section>
  );
}

function Evidence({ of }: { of: Dispute['evidence'] }) {
  if (of === null || of.length === 0) return <p>{of === null ? texts.gathering : texts.noEvidence}</p>;
  return (
    <ul>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function factsOf({ id, partner_id, deal_id, line_id, invoice_id, state, answer, adjustment_id, ...times }: Dispute) {
  const toLine = (line: string) => <Link href={`/commissions/${partner_id}?line=${line}`}>{line}</Link>;
  return [
    [texts.state, texts.states[state]],
    ['ID', <code key="id">{id}</code>],
    [texts.deal, deal_id && <Link href={`/deals/${deal_id}`}>{deal_id}</Link>],
    [texts.line, line_id && toLine(line_id)],
    [texts.invoice, invoice_id],
    [texts.opened, <Time key="opened" at={times.opened_at} />],
    [
      state === 'open' && Date.parse(times.due_at) < serverNow() ? texts.overdue : texts.due,
      state === 'open' && <Time at={times.due_at} />,
    ],
    [texts.decided, times.decided_at && <Time at={times.decided_at} />],
    [texts.answer, answer],
    [texts.adjustment, adjustment_id && toLine(adjustment_id)],
  ] as const;
}
