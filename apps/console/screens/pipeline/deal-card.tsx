import { Link } from 'wouter';
import type { Schema } from '#apps/console/api/schema.ts';
import { money } from '#apps/console/messages/money.ts';
import { Badge } from '#apps/console/parts/badge.tsx';
import { MoveButton } from '#apps/console/screens/deals/move-button.tsx';
import { texts } from './messages.ts';
import { daysSince, daysUntil } from './use-pipeline.ts';
import styles from './pipeline.module.css';

/** One deal on the board. */
export function DealCard({ of: deal }: { of: Schema<'Deal'> }) {
  const { id, title, customer, partner, partner_id, expected_value, stage_since } = deal;
  return (
    <article className={styles['card']}>
      <Link href={`/deals/${id}`}>{title ?? customer.company_name}</Link>
      {title !== undefined && <span>{customer.company_name}</span>}
      <span>{partner?.name ?? partner_id}</span>
      {expected_value && <b>{money(expected_value)}</b>}
      <span>{texts.daysInStage(daysSince(stage_since))}</span>
      <ProtectionEnd of={deal} />
      <MoveButton of={deal} />
    </article>
  );
}

/** That the protection ends soon, while something can be done about it. */
export function ProtectionEnd({ of: { protected_until: until } }: { of: Schema<'Deal'> }) {
  const days = until === null ? Infinity : daysUntil(until);
  return days <= 30 && <Badge tone="warn">{texts.protectionEnds(days)}</Badge>;
}
