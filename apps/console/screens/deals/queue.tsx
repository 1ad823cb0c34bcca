import { Link, useSearch } from 'wouter';
import type { Schema } from '#apps/console/api/schema.ts';
import { money } from '#apps/console/messages/money.ts';
import { Time } from '#apps/console/parts/time.tsx';
import { Conflict } from './deal-words.tsx';
import { texts } from './messages.ts';
import styles from './deals.module.css';

/** Links, so that each deal of the queue has an address. */
export function Queue({ deals, openId }: { deals: readonly Schema<'Deal'>[]; openId: string }) {
  const search = useSearch();
  const hrefOf = (id: string) => {
    const params = new URLSearchParams(search);
    params.set('deal', id);
    return `/review?${params}`;
  };
  return (
    <nav aria-label={texts.queue}>
      <ul className={styles['queue']}>
        {deals.map(({ id, customer, conflict, review_due_at, expected_value }) => (
          <li key={id}>
            <Link href={hrefOf(id)} className={styles['item']} aria-current={id === openId}>
              <b>{customer.company_name}</b>
              <span>
                {money(expected_value)} <Conflict level={conflict} />
              </span>
              {review_due_at && (
                <span>
                  {texts.due} <Time at={review_due_at} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
