import { lazy, Suspense, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '#apps/console/api/schema.ts';
import { announce } from '#apps/console/shell/announce.ts';
import { DealFacts } from './deal-facts.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { decisionKinds, type DecisionKind } from './decision.ts';
import { Evidence } from './evidence.tsx';
import { texts } from './messages.ts';
import styles from './deals.module.css';

const DecisionDialog = lazy(async () => ({ default: (await import('./decision-dialog.tsx')).DecisionDialog }));

interface OpenDealProps {
  deal: Schema<'Deal'>;
  deals: readonly Schema<'Deal'>[];
  onOpen: (id: string | undefined) => void;
}

/** The deal that is decided on: what it says beside what matched, and the decisions, each with its key. */
export function OpenDeal({ deal, deals, onOpen }: OpenDealProps) {
  const [asked, setAsked] = useState<DecisionKind | null>(null);
  const place = deals.indexOf(deal);
  const neighbour = (step: number) => deals[place + step]?.id;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (asked !== null || isTyping(event)) return;
      const kind = decisionKinds.find((each) => texts.decisions[each].key === event.key);
      const to = event.key === 'j' ? neighbour(1) : event.key === 'k' ? neighbour(-1) : undefined;
      if (kind) setAsked(kind);
      else if (to !== undefined) onOpen(to);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <section className={styles['open']} aria-label={deal.customer.company_name}>
      <h2>
        <Link href={`/deals/${deal.id}`}>{deal.title ?? deal.customer.company_name}</Link>
      </h2>
      <DecisionButtons onChoose={setAsked} />
      <DealFacts of={deal} />
      <Evidence dealId={deal.id} />
      <p className={styles['keys']}>{texts.keys}</p>
      {asked !== null && (
        <Suspense>
          <DecisionDialog
            {...{ deal, kind: asked }}
            onClose={() => setAsked(null)}
            onDecided={(kind) => {
              announce(texts.decided(texts.decisions[kind].yes));
              onOpen(neighbour(1));
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

/** Keys are letters there. */
function isTyping({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return true;
  return target instanceof HTMLElement && target.closest('input, select, textarea, [role=dialog]') !== null;
}
