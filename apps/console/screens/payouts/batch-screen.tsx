import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { money } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useSignedIn } from '#apps/console/session/session.ts';
import { Approval } from './approval.tsx';
import { BatchState } from './batch-state.tsx';
import { texts } from './messages.ts';
import { Transfers } from './transfers.tsx';

type Batch = Schema<'PayoutBatch'>;

/** While it is collected and sent, it changes by itself. */
const REFRESH_MS = 5_000;

/** One batch: who proposed and approved it, what it pays to whom, and what failed. */
export function BatchScreen({ id }: { id: string }) {
  const { user } = useSignedIn();
  const answer = useAnswer<Batch>(
    ['payouts', id],
    (signal) => api.GET('/api/v1/payout-batches/{id}', { params: { path: { id } }, signal }),
    { refreshMs: REFRESH_MS },
  );
  return (
    <Answered answer={answer}>
      {(batch) => (
        <Page title={texts.titleOf(batch.currency)} actions={<Files of={batch} />}>
          <Approval of={batch} />
          {batch.payouts.failed > 0 && (
            <Note
              title={texts.failedOnly(batch.payouts.failed)}
              tone="bad"
              action={<Link href={`/payouts/${id}?state=failed`}>{texts.seeFailed}</Link>}
            >
              <p>{texts.failedText}</p>
            </Note>
          )}
          <Facts of={factsOf(batch, user.id)} />
          <Transfers batchId={id} />
        </Page>
      )}
    </Answered>
  );
}

function factsOf(batch: Batch, ownId: string) {
  const nameOf = (who: string) => (who === ownId ? texts.you(who) : who);
  const { payouts } = batch;
  return [
    [texts.state, <BatchState key="state" state={batch.state} />],
    ['ID', <code key="id">{batch.id}</code>],
    [texts.reason, batch.reason],
    [texts.proposedBy, nameOf(batch.created_by)],
    [texts.approvals, texts.approvalsOf(batch.approved_by.length, batch.approvals_needed)],
    [texts.approvedBy, batch.approved_by.map(nameOf).join(', ')],
    [texts.threshold, money(batch.threshold)],
    [texts.provider, texts.providers[batch.provider]],
    [texts.payoutStates.collected, payouts.collected],
    [texts.payoutStates.sent, payouts.sent],
    [texts.payoutStates.confirmed, payouts.confirmed],
    [texts.payoutStates.failed, payouts.failed],
    [texts.created, <Time key="created" at={batch.created_at} />],
    [texts.finished, batch.finished_at && <Time key="finished" at={batch.finished_at} />],
  ] as const;
}

/** There are none before it is sent. */
function Files({ of: { id, state } }: { of: Batch }) {
  if (state !== 'awaiting_results' && state !== 'finished') return null;
  const file = (format: string) => `/api/v1/payout-batches/${id}/export?format=${format}`;
  return (
    <>
      <a href={file('csv')} download={`${id}.csv`}>
        {texts.csv}
      </a>
      <a href={file('pain001')} download={`${id}.xml`}>
        {texts.pain001}
      </a>
    </>
  );
}
