import type { ReactNode } from 'react';
import type { Schema } from '#apps/console/api/schema.ts';
import { Note } from '#apps/console/parts/note.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { toneOf } from './delivery-status.tsx';
import { texts } from './messages.ts';

type Delivery = Schema<'DeliveryWithTimeline'>;

/** Where the delivery stands, why, and what happens next by itself. */
export function Verdict({ of }: { of: Delivery }) {
  return (
    <Note title={texts.statuses[of.status]} tone={toneOf(of.status)}>
      {explain(of)}
    </Note>
  );
}

function explain({ status, hold, hold_detail, next_attempt_at, attempts, dead_letter_reason }: Delivery): ReactNode {
  switch (status) {
    case 'pending':
      return <p>{texts.isPending}</p>;
    case 'retrying':
      return (
        <>
          {next_attempt_at && (
            <p>
              {texts.nextIs} <Time at={next_attempt_at} />
            </p>
          )}
          <p>{attempts.at(-1)?.next_because}</p>
        </>
      );
    case 'held':
      return (
        <>
          <p>{hold?.explanation}</p>
          <p>{hold?.released_by}</p>
          {hold_detail !== null && <p>{hold_detail}</p>}
        </>
      );
    case 'delivered':
      return <p>{texts.received}</p>;
    case 'dead_lettered':
      return <p>{dead_letter_reason}</p>;
    case 'cancelled':
      return <p>{texts.isCancelled}</p>;
  }
}
