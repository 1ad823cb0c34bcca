import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { texts } from './messages.ts';
import styles from './deals.module.css';

/** Accounts and deals that may be the same customer, the most likely first, each with what speaks for it. */
export function Evidence({ dealId }: { dealId: string }) {
  const answer = useAnswer<Schema<'DealMatches'>>(['deals', dealId, 'matches'], (signal) => readMatches(dealId, signal));
  if (answer.error) return <FailureNote failure={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <Section title={texts.evidence}>
      {answer.data?.data.length === 0 && <p>{texts.noEvidence}</p>}
      {answer.data?.data.map(({ id, kind, score, evidence }) => (
        <article key={id} className={styles['match']}>
          <h3>
            {texts.match[kind]} <Link href={`/${kind}s/${id}`}>{id}</Link> ({texts.score(score)})
          </h3>
          <ul>
            {evidence.map(({ signal, explanation }) => (
              <li key={signal}>{explanation}</li>
            ))}
          </ul>
        </article>
      ))}
    </Section>
  );
}

export const readMatches = (id: string, signal: AbortSignal) => api.GET('/api/v1/deals/{id}/matches', { params: { path: { id } }, signal });
